"""Comments and string literals of a source, by a scanner of our own that knows about 25 languages.

It is a lexer for two things only, so it works on files that do not parse, and in linear time on any
input: each step finds the next thing that opens, then looks for what closes it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from fumehood.core.comment_syntax import Opener, grammar_of
from fumehood.core.patterns import pattern
from fumehood.core.source import Source


class Comment(NamedTuple):
    """A comment: `start` to `end` with its markers, `text_start` to `text_end` without (code points)."""

    start: int
    end: int
    text_start: int
    text_end: int


class StringLiteral(NamedTuple):
    """A string literal, as `Comment`. `standalone` is one that is a whole statement: a docstring."""

    start: int
    end: int
    text_start: int
    text_end: int
    standalone: bool


_BLANKS_BEHIND = 40
_INDENT = 200
_LINE = pattern(r"[^\r\n]*")
_WORD_LINE = pattern(r"(?m)^[ \t]*([A-Za-z_]\w*)[ \t]*$")


def comments(source: Source) -> Iterator[Comment]:
    """The comments of `source`, in order; none where the language is unknown or has none."""
    for lexeme in lexemes(source.text, source.language):
        if isinstance(lexeme, Comment):
            yield lexeme


def string_literals(source: Source) -> Iterator[StringLiteral]:
    """The string literals of `source`, in order; none where the language is unknown or prose."""
    for lexeme in lexemes(source.text, source.language):
        if isinstance(lexeme, StringLiteral):
            yield lexeme


def lexemes(text: str, language: str) -> Iterator[Comment | StringLiteral]:
    """Comments and string literals of `text`, in order. Linear in the length of the text."""
    grammar = grammar_of(language)
    if grammar is None:
        return
    first, opening, openers = grammar
    ends = _Ends(text)
    candidate = first.search(text)
    while candidate:
        at = candidate.start()
        found = opening.match(text, at)
        if found is None:
            candidate = first.search(text, at + 1)
            continue
        opener = openers[int((found.lastgroup or "o0")[1:])]
        start, inner = found.span()
        kind = opener.kind
        if kind == "string":
            close = ends.string(inner, opener)
            at = min(len(text), close + len(opener.close))
            yield StringLiteral(start, at, inner, close, _standalone(text, start, language))
        elif kind == "line":
            at = _LINE.match(text, inner).end()  # type: ignore[union-attr]  # always matches
            yield Comment(start, at, inner, at)
        elif kind == "block":
            close = ends.block(inner, opener)
            at = min(len(text), close + len(opener.close))
            yield Comment(start, at, inner, close)
        elif kind == "heredoc":
            at = ends.heredoc(inner, found["word"])
        else:
            at = inner if _fits(text, start, opener) else start
        candidate = first.search(text, max(at, start + 1))


def _fits(text: str, start: int, opener: Opener) -> bool:
    """Whether what stands before an opener allows it there."""
    if not opener.behind:
        return True
    before = text[max(0, start - _BLANKS_BEHIND) : start].rstrip(" \t")
    return not before or before[-1] in opener.behind or before[-1] in "\r\n"


class _Ends:
    """Finds what closes; remembers what is not there, so that many unclosed openers stay linear."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._missing: set[str] = set()
        self._words: dict[str, list[int]] | None = None

    def block(self, at: int, opener: Opener) -> int:
        """Where the comment's closing mark begins, or the end of the text."""
        if opener.close in self._missing:
            return len(self.text)
        found = -1 if opener.nested else self.text.find(opener.close, at)
        if opener.nested:
            depth = 1
            for mark in _marks(opener.nested, opener.close).finditer(self.text, at):
                depth += 1 if mark[0] == opener.nested else -1
                if depth == 0:
                    return mark.start()
        if found < 0:
            self._missing.add(opener.close)
            return len(self.text)
        return found

    def string(self, at: int, opener: Opener) -> int:
        """Where the closing quote is; the end of the line for a string that may not cross lines."""
        for found in _string_end(opener.close, opener.escape, opener.multiline).finditer(self.text, at):
            if not opener.escape or found[0][0] != opener.escape:
                return found.start()
        return len(self.text)

    def heredoc(self, at: int, word: str) -> int:
        """The offset behind the next line that is just `word`; `at` where none is."""
        if self._words is None:
            self._words = {}
            for found in _WORD_LINE.finditer(self.text):
                self._words.setdefault(found[1], []).append(found.end())
        lines = self._words.get(word, [])
        i = bisect_right(lines, at)
        return lines[i] if i < len(lines) else at


@cache
def _marks(opens: str, closes: str) -> re.Pattern[str]:
    return re.compile(f"{re.escape(opens)}|{re.escape(closes)}")


@cache
def _string_end(close: str, escape: str, multiline: bool) -> re.Pattern[str]:
    parts = [re.escape(escape) + r"(?s:.)"] if escape else []
    parts.append(re.escape(close))
    if not multiline:
        parts.append(r"[\r\n]")
    return re.compile("|".join(parts))


def _standalone(text: str, start: int, language: str) -> bool:
    """Whether only blanks (or a string prefix) stand before it on its line, and it follows no operator."""
    if language not in ("python", "julia"):
        return False
    line = text.rfind("\n", max(0, start - _INDENT), start) + 1
    if start - line > _INDENT or text[line:start].strip().lower() not in _PREFIXES:
        return False
    before = text[max(0, line - 200) : line].rstrip()
    return not before or before[-1] not in "=(,[{+%&|\\"


_PREFIXES = ("", "r", "u", "b", "f", "rb", "br", "fr", "rf")
