"""Sends the body of a plain request on, and not a byte more: a second request behind it would go on unchecked.

Source: RFC 9112 6 and 7.1.
"""

import re
import socket

_CHUNK = 65536
_LONGEST_LINE = 1000
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,15})(?:[ \t]{0,20};[^\r\n]{0,900})?\r\n")


def send_body(client: socket.socket, server: socket.socket, read_already: bytes, length: int) -> None:
    """Sends `length` bytes, or chunks in our own framing when it is -1; trailers are left out.

    Raises:
        OSError: the body is cut off, or its chunks can be read in more ways than one.
    """
    with client.makefile("rb") as more:
        source = _Joined(read_already, more)
        if length >= 0:
            _copy(source, server, length)
            return
        while True:
            found = _SIZE.fullmatch(source.line())
            if not found:
                raise OSError("a chunk without a plain size")
            size = int(found[1], 16)
            server.sendall(b"%x\r\n" % size)
            if not size:
                server.sendall(b"\r\n")
                return
            _copy(source, server, size)
            if source.line() != b"\r\n":
                raise OSError("a chunk that is longer than its size")
            server.sendall(b"\r\n")


class _Joined:
    """Bytes that were read already, then the rest of the stream."""

    def __init__(self, first: bytes, more: "socket.SocketIO | object") -> None:
        self.first = first
        self.more = more

    def read(self, count: int) -> bytes:
        if self.first:
            data, self.first = self.first[:count], self.first[count:]
            return data
        return self.more.read1(count)  # type: ignore[union-attr, no-any-return]

    def line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n") and len(line) < _LONGEST_LINE:
            more = self.read(1)
            if not more:
                raise OSError("the body is cut off")
            line += more
        return line


def _copy(source: _Joined, server: socket.socket, count: int) -> None:
    while count:
        data = source.read(min(count, _CHUNK))
        if not data:
            raise OSError("the body is cut off")
        server.sendall(data)
        count -= len(data)
