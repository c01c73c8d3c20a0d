import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.report.safe import safe, valid

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def harmful(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Cc", "Cs", "Co", "Zl", "Zp"}
        or char in BIDI
        or 0xE0000 <= ord(char) <= 0xE0FFF
        or char in "\u200b\u200c\u200d\u2060\ufeff\xad\u3164"
    )


@given(ANY)
@settings(max_examples=100)
def test_nothing_harmful_remains(text):
    assert not [c for c in safe(text) if harmful(c)]


@given(ANY)
@settings(max_examples=100)
def test_twice_is_once(text):
    assert safe(safe(text)) == safe(text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
@settings(max_examples=50)
def test_printable_ascii_is_unchanged(text):
    assert safe(text) == text


def test_every_single_character_is_judged():
    left = [hex(i) for i in range(0x110000) if harmful(chr(i)) and safe(chr(i)) == chr(i)]
    assert left == []


def test_the_escapes():
    assert safe("a\x1b]0;x\x07\r\n\tb") == "a\\x1b]0;x\\x07\\r\\n\\tb"
    assert safe("\u202eabc\u2066\x9b\x7f") == "\\u202eabc\\u2066\\x9b\\x7f"
    assert safe("\U000e0041\U000e0041\udcff\u2028") == "\\U000e0041\\U000e0041\\udcff\\u2028"


def test_what_people_write_stays():
    for text in ("Grüße, 世界, مرحبا, हिन्दी", "\u2764\ufe0f done", "1\ufe0f\u20e3", "\xa9\ufe0f", "x\xa0y"):
        assert safe(text) == text


def test_style_selectors_that_carry_data_are_shown():
    assert safe("a\ufe0fb") == "a\\ufe0fb"
    assert safe("1\ufe0f") == "1\\ufe0f"
    assert safe("\u2764\ufe0f\ufe0e\ufe0f") == "\u2764\\ufe0f\\ufe0e\\ufe0f"
    assert safe("\u2066\ufe0f") == "\\u2066\\ufe0f"
    assert safe("e\ufe01\U000e0101") == "e\\ufe01\\U000e0101"


def test_keep_lets_lines_and_tabs_through():
    assert safe("a\n\tb\x1b", keep="\n\t") == "a\n\tb\\x1b"


@given(ANY)
@settings(max_examples=60)
def test_valid_can_be_encoded(text):
    assert valid(text).encode("utf-8").decode("utf-8") == valid(text)


def test_valid_keeps_names_distinct_and_the_rest_alone():
    assert valid("a\udcff") != valid("a\udcfe")
    assert valid("a\nñ") == "a\nñ"
