"""Marks of writing direction that make a line read otherwise than it is stored.

Source: Unicode Standard Annex 9; Boucher and Anderson, "Trojan Source" (CVE-2021-42574). A paragraph ends
all embeddings, so whatever is open at the end of a line was put there to reach over it. Balanced isolates
and embeddings in right-to-left text are normal; overrides are not, and neither is any of them in code.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from fumehood.core.patterns import pattern

_MARKS = pattern("[\u202a-\u202e\u2066-\u2069]")
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_OVERRIDES = "\u202d\u202e"
_RIGHT_TO_LEFT = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LETTER = pattern(r"[^\W\d_]")
_LATIN = pattern("[A-Za-z]")
_LATIN_WORD = pattern("[A-Za-z]{2,}")
_FEWEST_LETTERS = 4
_FEWEST_WORDS = 2


class Reordered(NamedTuple):
    """A line's marks from `start` to `end`; `kind` is "override", "unbalanced" or "isolate"; what is stored between."""

    start: int
    end: int
    kind: str
    stored: str


def find(text: str, *, code: bool) -> Iterator[Reordered]:
    """The lines whose marks are suspicious; in `code` also balanced ones, when no right-to-left letter is near."""
    at = 0
    while first := _MARKS.search(text, at):
        begin = text.rfind("\n", 0, first.start()) + 1
        end = text.find("\n", first.end())
        end = len(text) if end < 0 else end
        found = _line(text, begin, end, code=code)
        if found:
            yield found
        at = end


def _line(text: str, begin: int, end: int, *, code: bool) -> Reordered | None:
    open_marks: list[str] = []
    marks = list(_MARKS.finditer(text, begin, end))
    stray = 0
    for mark in marks:
        closes = _OPENS.get(mark[0])
        if closes:
            open_marks.append(closes)
        elif mark[0] in open_marks:
            while open_marks and open_marks.pop() != mark[0]:
                pass
        else:
            stray += 1
    first, last = marks[0].start(), marks[-1].end()
    line = text[begin:end]
    if _in_ranges(text, marks):
        return None
    stored = _MARKS.sub("", text[first : end if open_marks else last]).strip()
    foreign = bool(_RIGHT_TO_LEFT.search(line))
    overrides = any(mark[0] in _OVERRIDES for mark in marks)
    if overrides and _LATIN.search(line) and len(_LETTER.findall(stored)) >= _FEWEST_LETTERS:
        return Reordered(first, last, "override", stored)
    if open_marks and (code or (not foreign and len(_LATIN_WORD.findall(stored)) >= _FEWEST_WORDS)):
        return Reordered(first, last, "unbalanced", stored)
    if stray and code and not foreign:
        return Reordered(first, last, "unbalanced", stored)
    if code and not foreign and len(marks) > 1:
        return Reordered(first, last, "isolate", stored)
    return None


def _in_ranges(text: str, marks: "list[re.Match[str]]") -> bool:
    """Whether the marks are the ends of character ranges, as in a regular expression."""
    return all(text[m.end() : m.end() + 1] == "-" or text[m.start() - 1 : m.start()] == "-" for m in marks)
