"""Reads JSON by position: tokens, and the characters of a string with where each stands in the file.

Works on text that is cut off or nested to any depth, because it never recurses and never builds values.
"""

import re
from collections.abc import Iterator

from fumehood.core.embedded.pieces import Pieces
from fumehood.core.patterns import pattern

TOKEN = pattern(r'"(?:[^"\\]++|\\.)*(?:"|\Z)|[{}\[\],:]|[^\s"{}\[\],:]++', re.DOTALL)
_BRACKET = pattern(r'"(?:[^"\\]++|\\.)*(?:"|\Z)|[{}\[\]]', re.DOTALL)
_ESCAPE = pattern(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_SHORT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def skip_value(text: str, position: int) -> int:
    """Where the object or array that opens at `position` ends; the end of the text when it never does."""
    depth = 0
    for token in _BRACKET.finditer(text, position):
        mark = text[token.start()]
        if mark in "{[":
            depth += 1
        elif mark in "}]":
            depth -= 1
            if depth <= 0:
                return token.end()
    return len(text)


def unescape(escape: str) -> str:
    """The character that a JSON escape stands for."""
    if escape[1] != "u" or len(escape) < 6:
        return _SHORT.get(escape[1:], escape[1:])
    if len(escape) == 12:
        return chr(0x10000 + ((int(escape[2:6], 16) - 0xD800) << 10) + int(escape[8:], 16) - 0xDC00)
    return chr(int(escape[2:], 16))


def characters(text: str, start: int, end: int) -> Iterator[tuple[int, int, str | None]]:
    """The runs of a string whose quotes stand at `start` and `end - 1`: begin, end, and the decoded escape.

    The third is None for a run that means what it says.
    """
    at, last = start + 1, end - 1 if end - start > 1 and text[end - 1] == '"' else end
    for escape in _ESCAPE.finditer(text, at, last):
        if escape.start() > at:
            yield at, escape.start(), None
        yield escape.start(), escape.end(), unescape(escape[0])
        at = escape.end()
    if last > at:
        yield at, last, None


def value_of(text: str, start: int, end: int) -> str:
    """What the string whose quotes stand at `start` and `end - 1` says."""
    if text.find("\\", start, end) < 0:
        return text[start + 1 : end - 1]
    return "".join(text[a:b] if c is None else c for a, b, c in characters(text, start, end))


def copy_string(pieces: Pieces, start: int, end: int) -> None:
    """Adds what a JSON string of the parent says, each character mapped to where it is written."""
    for a, b, character in characters(pieces.source.text, start, end):
        if character is None:
            pieces.copy(a, b)
        else:
            pieces.put(character, a)
