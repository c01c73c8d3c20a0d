"""JSON: each string as a reader of the value sees it, with its escapes undone; comments of JSONC."""

from collections.abc import Callable, Iterator

from fumehood.core.embedded.json_strings import TOKEN, characters
from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.injection.channel import Channel, Passage, span
from fumehood.injection.passages import code, prose, terminal

_SHORTEST = 12
_LONGEST_KEY = 40
_COMMENT = pattern(r"//[^\n]*|/\*")
_DESCRIBES = frozenset({"description", "instructions", "prompt", "title", "annotations"})


def find(source: Source, near: Callable[[int, int], bool]) -> Iterator[Passage]:
    """The passages of a JSON file; it need not be whole or well-formed."""
    text = source.text
    key = ""
    for token in TOKEN.finditer(text):
        start, end = token.span()
        mark = text[start]
        if mark == '"':
            if end - start < _LONGEST_KEY and text[end : end + 20].lstrip()[:1] == ":":
                key = text[start + 1 : end - 1]
            elif end - start >= _SHORTEST and near(start, end):
                channel = Channel.DESCRIPTION if key in _DESCRIBES else Channel.CONFIG
                yield from code.literal(decoded(channel, text, start, end))
        elif mark == "/" and token[0].startswith("//"):
            line = text.find("\n", start)
            yield span(Channel.COMMENT, text, start, len(text) if line < 0 else line)
        elif mark == "/" and token[0].startswith("/*"):
            close = text.find("*/", start)
            yield span(Channel.COMMENT, text, start, min(len(text), start + 4000) if close < 0 else close)
    for part in (*terminal.parts(text), *prose.far_away(text)):
        yield span(part.channel, text, part.start, part.end)


def decoded(channel: Channel, text: str, start: int, end: int) -> Passage:
    """What the JSON string whose quotes stand at `start` and `end - 1` says."""
    if text.find("\\", start, end) < 0:
        return span(channel, text, start + 1, end - 1 if text[end - 1] == '"' else end)
    parts: list[str] = []
    segments: list[tuple[int, int]] = []
    length = 0
    for a, b, character in characters(text, start, end):
        piece = text[a:b] if character is None else character
        segments.append((length, a))
        parts.append(piece)
        length += len(piece)
    return Passage(channel, "".join(parts), tuple(segments))
