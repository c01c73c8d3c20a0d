"""Decodings of a text, and of what they give, at most three deep and four times the size."""

from collections.abc import Iterator
from typing import NamedTuple

from fumehood.injection.decode import blocks, escapes, letters
from fumehood.injection.decode.decoding import Decoding

_DEEPEST = 3
_LARGEST = 4
_MOST = 200
UNMASKING = frozenset({"fillers", "homoglyph"})  # the same text without its disguise
WHOLE = frozenset({"rot13", "reversed", "leet"})  # ways in which any text can be read


class Layered(NamedTuple):
    """Characters `start` to `end` of the outermost text stand for `text`, by way of `names`, outermost first."""

    names: tuple[str, ...]
    start: int
    end: int
    text: str


def layers(text: str, *, disguised: bool = True) -> Iterator[Layered]:
    """The readings of `text` by each decoder, then by decoders of what these gave.

    `disguised` also tries the ways that fit any text (rot13, leet, reversed) on the text itself.
    """
    pending: list[Layered] = [Layered((), 0, len(text), text)]
    budget, seen = _LARGEST * max(len(text), 200), 0
    while pending and seen < _MOST:
        outer = pending.pop(0)
        for inner in _decodings(
            outer.text, disguised=(disguised and not outer.names) or len(outer.names) == 1
        ):
            if outer.names and outer.names[-1] == inner.name and inner.name in WHOLE:
                continue
            budget -= len(inner.text)
            seen += 1
            if budget < 0 or seen > _MOST:
                return
            start, end = (outer.start, outer.end) if outer.names else (inner.start, inner.end)
            found = Layered((*outer.names, inner.name), start, end, inner.text)
            yield found
            if len(found.names) < _DEEPEST:
                pending.append(found)


def _decodings(text: str, *, disguised: bool) -> Iterator[Decoding]:
    yield from blocks.find(text)
    yield from escapes.find(text)
    yield from letters.spaced(text)
    if not text.isascii():
        yield from letters.invisible(text)
    unmasked = letters.plain(text)
    if unmasked:
        yield unmasked
    if disguised:
        read = letters.leet(text)
        if read:
            yield read
        yield letters.rot13(text)
        yield letters.reversed_text(text)
