"""Source code: comments (neighbouring line comments are one), docstrings, string literals.

Markup inside a comment or a string is looked into as well: an HTML comment in a docstring is still hidden
from whoever reads the rendered documentation.
"""

from collections.abc import Callable, Iterator

from fumehood.core.comments import Comment, lexemes
from fumehood.core.source import Source
from fumehood.injection.channel import Channel, Passage, span
from fumehood.injection.passages import markup, prose, terminal

_SHORTEST_STRING = 12


def find(source: Source, near: Callable[[int, int], bool]) -> Iterator[Passage]:
    """The passages of a file of code."""
    text = source.text
    start = end = -1
    for lexeme in lexemes(text, source.language):
        if isinstance(lexeme, Comment):
            if start >= 0 and _adjoining(text, end, lexeme.start):
                end = lexeme.text_end
                continue
            if start >= 0 and near(start, end):
                yield span(Channel.COMMENT, text, start, end)
            start, end = lexeme.text_start, lexeme.text_end
        elif lexeme.text_end - lexeme.text_start >= _SHORTEST_STRING and near(
            lexeme.text_start, lexeme.text_end
        ):
            channel = Channel.DOCSTRING if lexeme.standalone else Channel.STRING
            yield from literal(span(channel, text, lexeme.text_start, lexeme.text_end))
    if start >= 0 and near(start, end):
        yield span(Channel.COMMENT, text, start, end)
    for part in (*terminal.parts(text), *prose.far_away(text)):
        yield span(part.channel, text, part.start, part.end)


def literal(passage: Passage) -> Iterator[Passage]:
    """The passages of a string: its paragraphs, and what markup in it hides."""
    text = passage.text
    parts = [*markup.comments(text), *markup.elements(text)] if "<" in text else []
    for part in parts:
        if part.channel in (Channel.HTML_COMMENT, Channel.CSS_HIDDEN, Channel.ATTRIBUTE):
            yield passage.part(part.channel, part.start, part.end)
    cut = [p for p in parts if p.channel in (Channel.HTML_COMMENT, Channel.CSS_HIDDEN)]
    if not cut and len(text) < 1500:
        yield passage
        return
    for paragraph in prose.paragraphs(text, cut, anything, passage.channel):
        start = paragraph.segments[0][1]
        yield passage.part(passage.channel, start, start + len(paragraph.text))


def anything(_start: int, _end: int) -> bool:
    """Whether a stretch is wanted: all are."""
    return True


def _adjoining(text: str, end: int, start: int) -> bool:
    """Whether nothing but one line end and blanks lies between two comments."""
    return start - end <= 200 and text.count("\n", end, start) <= 1 and text[end:start].isspace()
