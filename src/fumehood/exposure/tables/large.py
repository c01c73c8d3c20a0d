"""Text files too large to be read whole: read in pieces, and a sample of rows from all over a table."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from msgspec import Struct

FORMATS = frozenset({".csv", ".tsv", ".tab", ".txt", ".log", ".sql", ".jsonl", ".ndjson", ".dat"})
"""The endings of the names of large files that are read in pieces."""
TABLES = frozenset({".csv", ".tsv", ".tab"})
MOST = 128 * 1024 * 1024
"""Bytes that are searched for secrets: some seconds of work."""
_PIECE = 4 * 1024 * 1024
_HEAD = 1_000_000
_BLOCK = 100_000
_BLOCKS = 20


class Piece(Struct, frozen=True):
    """Whole lines of the file, and the number of the first of them (1-based)."""

    text: str
    line: int
    offset: int


def pieces(full: str) -> Iterator[Piece]:
    """The file in pieces of whole lines, up to `MOST` bytes. `offset` counts characters."""
    line, offset, rest, left = 1, 0, b"", MOST
    with _opened(full) as file:
        while left > 0 and (part := file.read(min(_PIECE, left))):
            left -= len(part)
            cut = part.rfind(b"\n") + 1 or len(part)
            text = (rest + part[:cut]).decode("utf-8", "replace")
            rest = part[cut:]
            yield Piece(text, line, offset)
            line += text.count("\n")
            offset += len(text)
    if rest:
        yield Piece(rest.decode("utf-8", "replace"), line, offset)


def sample(full: str) -> str:
    """The head of a table and rows from evenly spread places, each block cut at line ends."""
    size = os.path.getsize(full)
    parts = []
    with _opened(full) as file:
        head = file.read(_HEAD)
        parts.append(head[: head.rfind(b"\n") + 1])
        for number in range(1, _BLOCKS + 1):
            file.seek(_HEAD + (size - _HEAD) * number // (_BLOCKS + 1))
            block = file.read(_BLOCK)
            parts.append(block[block.find(b"\n") + 1 : block.rfind(b"\n") + 1])
    return b"".join(parts).decode("utf-8", "replace")


def _opened(full: str) -> BinaryIO:
    return open(os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
