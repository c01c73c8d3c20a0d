"""Code blocks of Markdown: fences (CommonMark 0.31, section 4.5) and indented blocks (4.4).

Written by hand because it reads only what matters here: a full parser took twenty times as long.
"""

import re
from collections.abc import Iterator

from fumehood.core.embedded.blocks import Span, block
from fumehood.core.embedded.tags import PLAIN, language_of_tag
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_OPEN = pattern(
    r"^(?P<lead>[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t>]++)*)"
    r"(?P<fence>`{3,}+(?=[^`\r\n]*+(?:[\r\n]|\Z))|~{3,}+|:{3,}+(?=\{code))(?P<info>[^\r\n]*+)",
    re.MULTILINE,
)
_CLOSE = pattern(r"[ \t>]*+(?P<fence>`{3,}+|~{3,}+|:{3,}+)[ \t\r]*+(?:\n|\Z)")
_QUOTE = pattern(r" {0,3}> ?")
_OPTION = pattern(r"[ \t]*:[\w-]{1,40}:[^\n]*\n?")
_INDENTED = pattern(r"^(?: {4}|\t)[ \t]*+[^\s]", re.MULTILINE)
_LIST_ITEM = pattern(r"(?P<indent> *)(?:[-*+]|\d{1,9}[.)])(?P<gap>[ \t]+)(?=\S)")
_DEEPEST_QUOTE = 20


def find(source: Source) -> Iterator[Source]:
    """The code blocks of a Markdown source, fences first."""
    text = source.text
    fenced: list[Span] = []
    if "```" in text or "~~~" in text or ":::{code" in text:
        for lines, kind, whole in _fences(text):
            fenced.append(whole)
            child = block(source, lines, kind)
            if child is not None:
                yield child
    if _INDENTED.search(text):
        for lines in _indented_blocks(source, fenced):
            child = block(source, lines, PLAIN)
            if child is not None:
                yield child


def _fences(text: str) -> Iterator[tuple[list[Span], str, Span]]:
    """Of each fence: its lines, the kind of its contents, and the span that it covers with its marks."""
    at = 0
    while opened := _OPEN.search(text, at):
        lead, fence = opened["lead"], opened["fence"]
        position = _next_line(text, opened.end())
        lines, at = _contents(text, position, lead, fence)
        if opened["info"].lstrip().startswith("{"):
            while lines and _OPTION.match(text, *lines[0]):
                del lines[0]
        yield lines, language_of_tag(opened["info"]), (opened.start(), at)


def _contents(text: str, position: int, lead: str, fence: str) -> tuple[list[Span], int]:
    """The lines of a fence, without the marks of its containers, and where the reading goes on."""
    depth = min(lead.count(">"), _DEEPEST_QUOTE)
    inner = lead.rpartition(">")[2]
    in_item = bool(inner.strip())  # the fence opens in the line of its list item
    lines: list[Span] = []
    while position < len(text):
        after = _next_line(text, position)
        closed = _CLOSE.match(text, position)
        if closed and closed["fence"][0] == fence[0] and len(closed["fence"]) >= len(fence):
            return lines, after
        start = position
        for _ in range(depth):
            quote = _QUOTE.match(text, start, after)
            if quote is None:
                return lines, position
            start = quote.end()
        columns = len(inner)
        while columns > 0 and start < after and text[start] in " \t":
            columns -= 4 if text[start] == "\t" else 1
            start += 1
        if in_item and columns > 0 and text[start:after].strip():
            return lines, position
        lines.append((start, after))
        position = after
    return lines, position


def _indented_blocks(source: Source, fenced: list[Span]) -> Iterator[list[Span]]:
    """Runs of lines that are indented by four columns more than what holds them, after a blank line."""
    text, run, blanks = source.text, list[Span](), list[Span]()
    holders: list[int] = []  # the content columns of the open list items
    paragraph, skip = False, iter([*fenced, (len(text) + 1, len(text) + 1)])
    fence = next(skip)
    position = 0
    while position < len(text):
        if position >= fence[1]:
            fence = next(skip)
            continue
        start, after = position, _next_line(text, position)
        position = after
        if start >= fence[0]:
            position = max(after, fence[1])
            if run:
                yield run
            run, blanks, paragraph = [], [], False
            continue
        line = text[start:after]
        if not line.strip():
            blanks.append((start, after))
            paragraph = False
            continue
        indent, width = _indent(line)
        while holders and not paragraph and indent < holders[-1]:
            holders.pop()
        base = holders[-1] if holders else 0
        if indent >= base + 4 and not paragraph:
            cut = min(width, _width_of(line, base + 4))
            if run:
                run += blanks
            run.append((start + cut, after))
            blanks = []
            continue
        if run:
            yield run
        run, blanks, paragraph = [], [], True
        item = _LIST_ITEM.match(line)
        if item:
            holders.append(len(item[0].expandtabs(4)))
    if run:
        yield run


def _indent(line: str) -> tuple[int, int]:
    """Columns and characters of the white space that a line begins with."""
    width = len(line) - len(line.lstrip(" \t"))
    return len(line[:width].expandtabs(4)), width


def _width_of(line: str, columns: int) -> int:
    """How many characters at the start of `line` fill so many columns."""
    filled = 0
    for i, character in enumerate(line):
        if filled >= columns:
            return i
        filled += 4 - filled % 4 if character == "\t" else 1
    return len(line)


def _next_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1
