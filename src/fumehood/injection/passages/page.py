"""HTML and XML pages: visible text, and what the markup hides."""

from collections.abc import Callable, Iterator

from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.injection.channel import Channel, Passage, span
from fumehood.injection.passages import markup, prose

_TAGS = pattern(r"</?[a-zA-Z!?][^<>]{0,4000}>")


def find(source: Source, near: Callable[[int, int], bool]) -> Iterator[Passage]:
    """The passages of a page. A block of text without its tags keeps their places as segments."""
    text = source.text
    hidden = [*markup.comments(text), *markup.elements(text), *prose.far_away(text)]
    for part in hidden:
        if part.channel is Channel.DETAILS:
            continue
        yield from blocks(span(part.channel, text, part.start, part.end))
    for paragraph in prose.paragraphs(text, hidden, near):
        yield from blocks(paragraph)


def blocks(passage: Passage) -> Iterator[Passage]:
    """The passage without tags; inline tags leave no gap, so that `ig<b>no</b>re` is read as a word."""
    text = passage.text
    if "<" not in text:
        yield passage
        return
    parts: list[str] = []
    segments: list[tuple[int, int]] = []
    at = length = 0
    for tag in (*_TAGS.finditer(text), None):
        end = tag.start() if tag else len(text)
        if end > at:
            segments.append((length, passage.in_file(at)))
            parts.append(text[at:end])
            length += end - at
        if tag:
            at = tag.end()
            if not _inline(tag[0]):
                segments.append((length, passage.in_file(tag.start())))
                parts.append(" ")
                length += 1
    joined = "".join(parts)
    if joined.strip():
        yield Passage(passage.channel, joined, tuple(segments))


_INLINE = frozenset(
    {"b", "i", "em", "strong", "span", "a", "u", "s", "font", "wbr", "mark", "small", "big", "code"}
)


def _inline(tag: str) -> bool:
    return tag.strip("</>").split(None, 1)[0].rstrip("/").lower() in _INLINE if len(tag) > 2 else False
