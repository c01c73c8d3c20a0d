"""Lines over descriptors: whole, bounded, as they come."""

import os
from collections.abc import Iterator

from fumehood.agents.mcp.messages import LARGEST

_CHUNK = 1 << 16


def write_all(target: int, raw: bytes) -> None:
    """Writes all of it.

    Raises:
        BrokenPipeError: nobody reads.
    """
    view = memoryview(raw)
    while view:
        view = view[os.write(target, view) :]


def lines(source: int, largest: int = LARGEST) -> Iterator[bytes | None]:
    """Lines as they come, with their newline; None in place of one that is too long. The last may lack its newline."""
    parts: list[bytes] = []
    size = 0
    dropped = False
    while chunk := os.read(source, _CHUNK):
        *whole, rest = chunk.split(b"\n")
        for piece in whole:
            line = b"".join([*parts, piece, b"\n"])
            parts, size = [], 0
            if dropped or len(line) > largest:
                yield None
                dropped = False
            elif line.strip():
                yield line
        if rest and not dropped:
            parts.append(rest)
            size += len(rest)
            if size > largest:
                parts, size, dropped = [], 0, True
    if dropped:
        yield None
    elif parts:
        yield b"".join(parts)
