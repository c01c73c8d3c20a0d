"""Serves folders to a guest, one connection and one process each, and becomes the virtual machine monitor.

Runs in the room, so it can serve only what the plan shows, and dies with it. Loaded by the machine's Python.
"""

from __future__ import annotations

import _socket as socket
import errno
import os
import time

from fumehood.sandbox.microvm.files import wire
from fumehood.sandbox.microvm.files.folder import Folder

_SECONDS = 120.0
_PAUSE = 0.02
_LONGEST = 64


def main(program: list[str], calls: str, exports: list[tuple[int, str, bool]]) -> None:
    """Serves each folder on its port of the guest, called through the socket `calls`; executes `program`."""
    os.umask(0)
    for port, folder, fixed in exports:
        if not os.fork():
            try:
                line = call(calls, port, time.monotonic() + _SECONDS)
                if line is not None:
                    serve(line, Folder(folder, fixed=fixed))
            finally:
                os._exit(0)
    os.execv(program[0], program)  # noqa: S606 - no shell is what we want


def call(path: str, port: int, deadline: float) -> socket.socket | None:
    """A connection to `port` inside, once the guest listens there; None when it never does."""
    while time.monotonic() < deadline:
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.connect(path)
            line.sendall(b"CONNECT %d\n" % port)
            answer = b""
            while not answer.endswith(b"\n") and len(answer) < _LONGEST:
                more = line.recv(1)
                if not more:
                    break
                answer += more
            if answer.startswith(b"OK "):
                return line
        except OSError:
            pass  # nobody is there yet
        line.close()
        time.sleep(_PAUSE)
    return None


def serve(line: socket.socket, folder: Folder) -> None:
    """Answers until the other side is gone, or says what is no request."""
    rest = b""
    try:
        while True:
            while len(rest) < wire.HEAD.size or len(rest) < wire.HEAD.unpack_from(rest)[0]:
                if (
                    len(rest) >= wire.HEAD.size
                    and not wire.HEAD.size <= wire.HEAD.unpack_from(rest)[0] <= wire.LARGEST
                ):
                    return
                more = line.recv(1 << 18)
                if not more:
                    return
                rest += more
            length, kind, tag = wire.HEAD.unpack_from(rest)
            if length < wire.HEAD.size:
                return
            body, rest = rest[wire.HEAD.size : length], rest[length:]
            kind, body = answer(folder, kind, body)
            line.sendall(wire.HEAD.pack(wire.HEAD.size + len(body), kind, tag) + body)
    except (wire.BrokenError, OSError):
        return
    finally:
        folder.close()
        line.close()


def answer(folder: Folder, kind: int, body: bytes) -> tuple[int, bytes]:
    """Kind and body of the answer to one request.

    Raises:
        BrokenError: it is cut off.
    """
    try:
        if kind == wire.VERSION:
            size, name = wire.unpack(body, "is")
            folder.close()
            known = name == wire.NAME
            return kind + 1, wire.pack("is", min(size, wire.LARGEST), wire.NAME if known else b"unknown")
        if kind == wire.FLUSH:
            return kind + 1, b""  # one request after the other: the old one is answered already
        if kind == wire.LOCK:
            return kind + 1, wire.pack("b", 0)  # the guest is the only one who locks
        if kind == wire.GETLOCK:
            _, _, start, length, process, client = wire.unpack(body, "ibqqis")
            return kind + 1, wire.pack("bqqis", 2, start, length, process, client)
        name = _METHODS.get(kind)
        if name is None:
            return wire.ERROR, wire.pack("i", errno.EOPNOTSUPP)
        return kind + 1, getattr(folder, name)(body)
    except OSError as error:
        return wire.ERROR, wire.pack("i", error.errno or errno.EIO)
    except ValueError:
        return wire.ERROR, wire.pack("i", errno.EINVAL)


_METHODS = {
    wire.ATTACH: "attach", wire.WALK: "walk", wire.LOPEN: "lopen", wire.LCREATE: "lcreate", wire.READ: "read",
    wire.WRITE: "write", wire.READDIR: "readdir", wire.GETATTR: "getattr", wire.SETATTR: "setattr",
    wire.STATFS: "statfs", wire.READLINK: "readlink", wire.SYMLINK: "symlink", wire.MKDIR: "mkdir", wire.MKNOD: "mknod",
    wire.LINK: "link", wire.RENAME: "rename", wire.RENAMEAT: "renameat", wire.UNLINKAT: "unlinkat",
    wire.REMOVE: "remove", wire.FSYNC: "fsync", wire.CLUNK: "clunk",
}  # fmt: skip
