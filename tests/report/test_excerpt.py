"""Marks point at the same characters after masking, escaping, tabs and cutting."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.core.source import Source
from fumehood.report.excerpt import shown_line
from fumehood.report.redaction import Redaction, cover, merged
from fumehood.report.safe import safe
from fumehood.report.width import cells, cut, wrap

LINE = st.text(st.characters(codec=None, exclude_categories=(), exclude_characters="\r\n"), max_size=80)


def shown(line, marks, room=100, mask=lambda text: text):
    source = Source("a.txt", line, "text")
    return shown_line(Redaction([], lambda _: source, mask), source, 1, marks, room)


@given(LINE, st.text("abc", min_size=1, max_size=5), LINE)
@settings(max_examples=100)
def test_the_mark_is_on_its_word(before, word, after):
    line = before + word + after
    text, ((start, end),) = shown(line, [(len(before), len(before) + len(word))], room=5000)
    assert text[start:end] == word
    assert safe(text) == text


@given(LINE, LINE, st.integers(20, 60))
@settings(max_examples=100)
def test_a_cut_line_fits_and_keeps_the_mark_in_sight(before, after, room):
    text, ((start, end),) = shown(before + "word" + after, [(len(before), len(before) + 4)], room)
    assert cells(text) <= room
    assert text[start:end] == "word"


@given(st.text("ab \t日", max_size=30), st.integers(0, 12))
@settings(max_examples=60)
def test_a_mask_of_another_length_moves_what_follows(before, size):
    def mask(text):
        return text.replace("SECRET", "*" * size)

    line = before + "SECRET word"
    at = len(before) + 7
    text, ((start, end),) = shown(line, [(at, at + 4)], mask=mask)
    assert text[start:end] == "word"
    assert "SECRET" not in text


def test_marks_past_the_line_are_clamped():
    assert shown("ab", [(1, 90), (7, 9)]).marks == ((1, 2), (2, 2))


def test_spans_are_merged_and_covered():
    assert merged([(5, 7), (0, 2), (6, 9), (2, 3)]) == [(0, 3), (5, 9)]
    assert cover("0123456789\nab", 100, [(98, 102), (108, 112)]) == "**234567**\n*b"
    assert cover("abc", 100, [(0, 50), (200, 201)]) == "abc"


def test_widths():
    assert [cells(t) for t in ("abc", "日本", "e\u0301", "")] == [3, 4, 1, 0]
    assert cut("日本語です", 6) == "日本…"
    assert cut("abc", 3) == "abc"
    assert wrap("one two three four five six", 26, "  ") == "one two three four five\n  six"
