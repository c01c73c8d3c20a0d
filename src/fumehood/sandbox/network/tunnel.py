"""A tunnel: its first bytes must be a TLS greeting for the host that was asked for; then both ways are open."""

import contextlib
import socket
import threading

from fumehood.sandbox.network import hello

_CHUNK = 65536
_LARGEST_GREETING = 64 << 10


def greeting(client: socket.socket, data: bytes, host: str) -> tuple[bytes, str]:
    """All bytes read so far, and why the tunnel is refused (empty: it is not).

    A greeting may come in any number of segments and records.

    Raises:
        OSError: the client is gone or silent.
    """
    while True:
        found = hello.read(data)
        if found.state == "more" and len(data) <= _LARGEST_GREETING:
            more = client.recv(_CHUNK)
            if not more:
                return data, "the connection ended before it said whom it wants"
            data += more
        elif found.state != "whole":
            return data, "a tunnel that is not TLS"
        elif found.hidden:
            return data, "the TLS greeting hides a second server name (encrypted client hello)"
        elif found.name.removesuffix(".") != host:
            return data, "the server name in TLS is not the host that was asked for"
        else:
            return data, ""


def relay(one: socket.socket, other: socket.socket) -> None:
    """Passes bytes both ways until both sides have ended."""
    one.settimeout(None)
    other.settimeout(None)
    back = threading.Thread(target=_pass, args=(other, one), daemon=True)
    back.start()
    _pass(one, other)
    back.join()


def _pass(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(_CHUNK):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
