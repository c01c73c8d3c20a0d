"""Markdown, plain text, reStructuredText: paragraphs, and what its markup hides."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.injection.channel import Channel, Passage, span
from fumehood.injection.passages import markup, terminal
from fumehood.injection.passages.markup import Part

_REFERENCE = pattern(
    r"(?m)^ {0,3}\[(?P<label>[^\]\n]{1,200})\]:[ \t]{0,20}(?P<target><[^>\n]{0,400}>|[^\s\"'(]\S{0,600})?[ \t]{0,20}\n?[ \t]{0,20}"
    r"(?:\"(?P<a>[^\"]{1,1000})\"|'(?P<b>[^']{1,1000})'|\((?P<c>[^\n]{1,4000}))"
)
_EMPTY_REFERENCE = pattern(
    r"(?m)^ {0,3}\[(?://|comment|[^\]\n]{1,40})\]:[ \t]{0,20}(?:#|<>)[ \t]{0,20}(?P<text>[^\n]{3,4000})$"
)
_TITLED = pattern(
    r"\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,600}[ \t]{1,20}(?:\"(?P<a>[^\"\n]{4,4000})\"|'(?P<b>[^'\n]{4,4000})')\s{0,5}\)"
)
_ALT = pattern(r"!\[(?P<alt>[^\[\]\n]{8,4000})\]")
_FENCE = pattern(r"(?m)^[ \t>]{0,40}(?P<mark>`{3,20}|~{3,20})[^\n]{0,200}$")
_FAR_RIGHT = pattern(
    r"(?<![ \t\u00a0\u2000-\u200a\u3000])(?:[ \u00a0\u2000-\u200a\u3000]|\t){100,}+(?P<text>[^\s][^\n]*)|(?<![ \t])\t{25,}+(?P<tabbed>[^\s][^\n]*)"
)
_FAR_RUNS = (" " * 100, "\t" * 25, "\u00a0" * 100, "\u2003" * 100, "\u3000" * 100)
_FAR_BELOW = pattern(r"(?<=\S)[ \t]*+(?:\r?\n[ \t]*+){60,}+(?P<text>\S[^\n]*(?:\n[^\n]+){0,20})")
_BREAK = pattern(r"\n[^\S\n]*+\n\s*+")
_LONGEST_PARAGRAPH = 3000
_OVERLAP = 400
_LONGEST_SPAN = 400
_NOT_CUT = frozenset({Channel.DETAILS, Channel.ATTRIBUTE})
_RST_COMMENT = pattern(
    r"(?m)^(?P<indent>[ \t]{0,40})\.\.[ \t](?![\[_|]|[\w:+-]{1,40}::)(?P<text>[^\n]+(?:\n(?P=indent)[ \t]{1,8}[^\n]+){0,40})"
)


def find(source: Source, near: Callable[[int, int], bool]) -> Iterator[Passage]:
    """The passages of a text file."""
    text = source.text
    hidden = list(parts(text, source.language))
    for part in hidden:
        if part.channel is Channel.FENCE:
            for start, end in blocks(text, part.start, part.end):
                if near(start, end):
                    yield span(Channel.FENCE, text, start, end)
        elif part.channel is not Channel.DETAILS:
            yield span(part.channel, text, part.start, part.end)
    yield from paragraphs(text, hidden, near)


def parts(text: str, language: str) -> Iterator[Part]:
    """What the markup of a text hides or sets apart: comments, elements, references, blanks, fences."""
    fences = list(_fences(text)) if language == "markdown" or "```" in text else []
    yield from fences
    if "<" in text or "{" in text:
        shown = _Shown(text, fences)
        for part in (*markup.comments(text), *markup.elements(text)):
            if not shown.as_code(part.start):
                yield part
    if "]:" in text:
        yield from _references(text)
    if "](" in text or "![" in text:
        yield from _titles(text)
    if language == "rst":
        for found in _RST_COMMENT.finditer(text):
            yield Part(Channel.HTML_COMMENT, found.start("text"), found.end("text"))
    yield from far_away(text)
    yield from terminal.parts(text)
    yield from _front_matter(text)


class _Shown:
    """Where markup is shown as it is written: in fences and code spans."""

    def __init__(self, text: str, fences: Sequence[Part]) -> None:
        self._text = text
        self._starts = [f.start for f in fences]
        self._ends = [f.end for f in fences]

    def as_code(self, at: int) -> bool:
        """Whether the character at this offset stands in a fence or a code span."""
        i = bisect_right(self._starts, at) - 1
        if i >= 0 and at < self._ends[i]:
            return True
        line = max(self._text.rfind("\n", 0, at) + 1, at - _LONGEST_SPAN)
        return self._text.count("`", line, at) % 2 == 1


def _references(text: str) -> Iterator[Part]:
    taken = -1
    for found in _REFERENCE.finditer(text):
        group = next(g for g in "abc" if found[g] is not None)
        end = found.end(group)
        if group == "c" and text[end - 1] == ")":
            end -= 1
        taken = end
        yield Part(Channel.MARKDOWN_REFERENCE, found.start(group), end)
    for found in _EMPTY_REFERENCE.finditer(text):
        if found.start() > taken or found["text"][0] not in "\"'(":
            yield Part(Channel.MARKDOWN_REFERENCE, found.start("text"), found.end("text"))


def _titles(text: str) -> Iterator[Part]:
    for found in _TITLED.finditer(text):
        group = "a" if found["a"] is not None else "b"
        yield Part(Channel.ATTRIBUTE, found.start(group), found.end(group))
    for found in _ALT.finditer(text):
        yield Part(Channel.ATTRIBUTE, found.start("alt"), found.end("alt"))


def far_away(text: str) -> Iterator[Part]:
    """Text behind so many blanks, or below so many empty lines, that nobody scrolls there."""
    if any(run in text for run in _FAR_RUNS):
        for found in _FAR_RIGHT.finditer(text):
            group = "text" if found["text"] is not None else "tabbed"
            yield Part(Channel.FAR_RIGHT, found.start(group), found.end(group))
    if "\n" * 60 in text or "\r\n" * 60 in text:
        for below in _FAR_BELOW.finditer(text):
            yield Part(Channel.FAR_RIGHT, below.start("text"), below.end("text"))


def _front_matter(text: str) -> Iterator[Part]:
    if not text.startswith("---"):
        return
    end = text.find("\n---", 3, 20_000)
    if end > 0:
        yield Part(Channel.FRONT_MATTER, 3, end)


def _fences(text: str) -> Iterator[Part]:
    opened, mark = -1, ""
    for found in _FENCE.finditer(text):
        if opened < 0:
            opened, mark = found.end(), found["mark"]
        elif found["mark"][0] == mark[0] and len(found["mark"]) >= len(mark):
            yield Part(Channel.FENCE, opened, found.start())
            opened = -1
    if opened >= 0:
        yield Part(Channel.FENCE, opened, len(text))


def paragraphs(
    text: str, hidden: Sequence[Part], near: Callable[[int, int], bool], channel: Channel = Channel.VISIBLE
) -> Iterator[Passage]:
    """The paragraphs of what is left when the hidden parts are cut out; those of `<details>` say so."""
    cut = sorted((p.start, p.end) for p in hidden if p.channel not in _NOT_CUT)
    folded = sorted((p.start, p.end) for p in hidden if p.channel is Channel.DETAILS)
    at = 0
    for start, end in [*cut, (len(text), len(text))]:
        if start > at:
            for a, b in blocks(text, at, start):
                if not near(a, b):
                    continue
                i = bisect_right(folded, (a, len(text))) - 1
                inside = i >= 0 and a < folded[i][1]
                yield span(Channel.DETAILS if inside else channel, text, a, b)
        at = max(at, end)


def blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the paragraphs between two offsets begin and end; a long one comes in overlapping pieces."""
    at = start
    for found in _BREAK.finditer(text, start, end):
        yield from _pieces(text, at, found.start())
        at = found.end()
    yield from _pieces(text, at, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_PARAGRAPH:
        yield start, start + _LONGEST_PARAGRAPH
        start += _LONGEST_PARAGRAPH - _OVERLAP
    if end > start and not text[start:end].isspace():
        yield start, end
