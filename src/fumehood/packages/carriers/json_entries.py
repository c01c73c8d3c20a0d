"""JSON (with comments and trailing commas, too) with positions; broken files give what can be read."""

import re
from collections.abc import Iterator

from fumehood.core.embedded.json_strings import value_of
from fumehood.core.patterns import pattern
from fumehood.packages.carriers.entry import Entry, NotReadError

_TOKEN = pattern(
    r'"(?:[^"\\]++|\\.)*(?:"|\Z)|[{}\[\],:]|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*(?:\*/|\Z)|[^\s"{}\[\],:/]++|/',
    re.DOTALL,
)
_MOST_TOKENS = 3_000_000
_DEEPEST = 200


def json_entries(text: str) -> Iterator[Entry]:
    """Each object and each scalar, in the order of the text.

    Raises:
        NotReadError: it nests deeper than 200 levels, or has more than three million tokens.
    """
    path: list[str | None] = []
    spans: list[tuple[int, int]] = []
    frames: list[str] = []
    key: tuple[str, tuple[int, int]] | None = None
    string: tuple[int, int] | None = None
    item = 0
    for count, token in enumerate(_TOKEN.finditer(text)):
        start, end = token.span()
        mark = text[start]
        if mark == "/":
            continue
        if string and mark != ":":
            yield from _entry(text, path, spans, key, string, item)
            key = string = None
        if mark == '"':
            string = (start, end)
        elif mark == ":":
            key = (value_of(text, *string), (string[0] + 1, string[1] - 1)) if string else None
            string = None
        elif mark in "{[":
            if len(frames) >= _DEEPEST or count > _MOST_TOKENS:
                raise NotReadError(f"JSON nested deeper than {_DEEPEST} levels or endless; not read further")
            frames.append(mark)
            path.append(key[0] if key else None)
            spans.append(key[1] if key else (start, start))
            item += 1
            yield Entry(_keys(path), _places(path, spans), None, start, end, item, string=False)
            key = None
        elif mark in "}]":
            if not frames:
                return
            frames.pop()
            path.pop()
            spans.pop()
            key = None
        elif mark == ",":
            item += 1
            key = None
        else:
            names = [*path, key[0]] if key else path
            places = [*spans, key[1]] if key else spans
            yield Entry(_keys(names), _places(names, places), text[start:end], start, end, item, string=False)


def _entry(
    text: str,
    path: list[str | None],
    spans: list[tuple[int, int]],
    key: tuple[str, tuple[int, int]] | None,
    string: tuple[int, int],
    item: int,
) -> Iterator[Entry]:
    names = [*path, key[0]] if key else path
    places = [*spans, key[1]] if key else spans
    value = value_of(text, *string)
    yield Entry(_keys(names), _places(names, places), value, string[0] + 1, string[1] - 1, item)


def _keys(path: list[str | None]) -> tuple[str, ...]:
    return tuple(k for k in path if k is not None)


def _places(path: list[str | None], spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(s for k, s in zip(path, spans, strict=True) if k is not None)
