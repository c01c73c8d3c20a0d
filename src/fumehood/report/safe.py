"""Makes any text from the input harmless to show: the one place where that is decided.

What a terminal, a browser or a reader's eye would obey or not see (control characters, bidi controls,
zero-width and tag characters, variation selectors that carry data, lone surrogates, private use) becomes a
visible escape in Python's notation. Printable text of every script stays as it is, and so does all printable
ASCII: a backslash is not doubled.

The ranges are Unicode 16's default-ignorable characters (DerivedCoreProperties), its Bidi_Control property
(PropList), the categories Cc, Cs, Co and Zl/Zp, and the noncharacters.
"""

from collections.abc import Iterator

from fumehood.core.patterns import pattern

_NAMED = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
_UNSAFE = (
    "\x00-\x1f\x7f-\x9f"  # C0, DEL, C1
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers, Mongolian selectors
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero-width, marks, separators, bidi, invisible operators
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ufdd0-\ufdef"
    "\ud800-\uf8ff"  # surrogates and the private use area
    "\ufe00-\ufe0d"  # variation selectors; 15 and 16 are looked at below
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # tags, variation selectors supplement
    "\U000f0000-\U0010ffff"  # private use planes
)
# The text and emoji styles of a symbol (U+FE0E, U+FE0F) may follow a symbol or make a keycap; anywhere else,
# and in runs, they can carry hidden data.
_STYLE = "\ufe0e\ufe0f"
_PATTERN = pattern(
    f"[{_UNSAFE}]"
    "|[\ufe0e\ufe0f]{2,}"
    "|(?<![\xa9\xae\u203c-\u205e\u2070-\u303d\u3297\u3299\U0001f000-\U0001faff0-9#*])[\ufe0e\ufe0f]"
    "|(?<=[0-9#*])[\ufe0e\ufe0f](?!\u20e3)"
)


def safe(text: str, keep: str = "") -> str:
    r"""The text with every character that could deceive or attack its reader as a visible escape.

    A newline becomes `\n`, ESC `\x1b`, a right-to-left override `\u202e`, a tag character `\U000e0041`.
    Characters in `keep` (newline, tab) stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _PATTERN.sub(lambda m: m[0] if m[0] in keep else "".join(map(_escape, m[0])), text)


def replacements(text: str) -> Iterator[tuple[int, int, str]]:
    """Where `safe` changes the text: start, end (exclusive) and what stands there instead, in order."""
    for match in _PATTERN.finditer(text):
        yield match.start(), match.end(), "".join(map(_escape, match[0]))


def valid(text: str) -> str:
    r"""The text with lone surrogates (bytes of a file name that are no UTF-8) as visible escapes.

    What remains can be encoded: JSON made of it is valid, and two such names stay distinct.
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _escape(char: str) -> str:
    code = ord(char)
    if char in _NAMED:
        return _NAMED[char]
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
