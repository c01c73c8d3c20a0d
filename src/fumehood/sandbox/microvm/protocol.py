"""What host and guest say to one another over one serial line: frames of a kind, a length and a content.

Host to guest: START, INPUT, SIZE, SIGNAL. Guest to host: HELLO, OUTPUT, ERROR, READY, EXIT. Both: OPEN, DATA, TAKEN, SHUT,
GONE, of connections (see `tunnels`). Input is sent only after the guest said READY, so that the two never wait for one
another with full buffers. The guest loads this file as well: nothing but the standard library is there.
"""

from __future__ import annotations

import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

START, INPUT, SIZE, SIGNAL = b"s", b"i", b"w", b"k"
HELLO, OUTPUT, ERROR, READY, EXIT = b"h", b"o", b"e", b"r", b"x"
OPEN, DATA, TAKEN, SHUT, GONE = b"n", b"d", b"t", b"c", b"g"
MOST = 4 << 20
"""Bytes of one frame: what is longer comes from no agent of ours."""
CHUNK = 1 << 15
"""Bytes of a stream in one frame."""
_HEAD = struct.Struct("<cI")
_LENGTH = struct.Struct("<I")


class ProtocolError(Exception):
    """The other side speaks something else."""


def frame(kind: bytes, content: bytes = b"") -> bytes:
    """One frame."""
    return _HEAD.pack(kind, len(content)) + content


class Frames:
    """Cuts a stream into frames; keeps what is not whole yet."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The frames that are whole now, as kind and content.

        Raises:
            ProtocolError: a frame is longer than any of ours.
        """
        self._rest += data
        while len(self._rest) >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._rest)
            if length > MOST:
                raise ProtocolError(f"a frame of {length} bytes")
            end = _HEAD.size + length
            if len(self._rest) < end:
                return
            content, self._rest = self._rest[_HEAD.size : end], self._rest[end:]
            yield kind, content


def pack(items: Sequence[bytes]) -> bytes:
    """A list of bytes as bytes."""
    return b"".join(_LENGTH.pack(len(one)) + one for one in items)


def unpack(data: bytes) -> list[bytes]:
    """The list that was packed.

    Raises:
        ProtocolError: it is cut off.
    """
    found = []
    at = 0
    while at < len(data):
        if at + _LENGTH.size > len(data):
            raise ProtocolError("a list is cut off")
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        if at + length > len(data):
            raise ProtocolError("a list is cut off")
        found.append(data[at : at + length])
        at += length
    return found
