"""YAML, TOML, INI, `.env`: comments, and the rest as blocks of settings."""

from collections.abc import Callable, Iterator

from fumehood.core.comments import comments
from fumehood.core.source import Source
from fumehood.injection.channel import Channel, Passage, span
from fumehood.injection.passages import markup, prose, terminal


def find(source: Source, near: Callable[[int, int], bool]) -> Iterator[Passage]:
    """The passages of a configuration file."""
    text = source.text
    lines: list[tuple[int, int]] = []
    for comment in comments(source):
        if (
            lines
            and comment.start - lines[-1][1] < 200
            and text[lines[-1][1] : comment.start].isspace()
            and (text.count("\n", lines[-1][1], comment.start) <= 1)
        ):
            lines[-1] = (lines[-1][0], comment.end)
        else:
            lines.append((comment.start, comment.end))
    at = 0
    for start, end in [*lines, (len(text), len(text))]:
        if end > start and near(start, end):
            yield span(Channel.COMMENT, text, start, end)
        for a, b in prose.blocks(text, at, start):
            if near(a, b):
                yield span(Channel.CONFIG, text, a, b)
        at = end
    hidden = [*markup.comments(text), *markup.elements(text)] if "<" in text else []
    for part in (*hidden, *terminal.parts(text), *prose.far_away(text)):
        if part.channel not in (Channel.STRING, Channel.DETAILS):
            yield span(part.channel, text, part.start, part.end)
