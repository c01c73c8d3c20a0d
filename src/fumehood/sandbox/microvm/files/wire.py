"""The messages of 9P2000.L as bytes. Loaded in the room by the machine's Python: the standard library, nothing above 3.8.

Source: 9P2000.L as documented by diod (protocol.md) and Linux (include/net/9p/9p.h).
"""

from __future__ import annotations

import struct

ERROR = 7
STATFS, LOPEN, LCREATE, SYMLINK, MKNOD, RENAME, READLINK, GETATTR, SETATTR = 8, 12, 14, 16, 18, 20, 22, 24, 26
XATTRWALK, XATTRCREATE, READDIR, FSYNC, LOCK, GETLOCK, LINK, MKDIR, RENAMEAT, UNLINKAT = (
    30, 32, 40, 50, 52, 54, 70, 72, 74, 76,
)  # fmt: skip
VERSION, ATTACH, FLUSH, WALK, READ, WRITE, CLUNK, REMOVE = 100, 104, 108, 110, 116, 118, 120, 122
"""Requests; the answer's number is one higher."""
HEAD = struct.Struct("<IBH")
"""Length of the whole message, kind, tag."""
LARGEST = 1 << 20
"""Bytes of a message that we take and give."""
NAME = b"9P2000.L"
_NUMBERS = {
    "b": struct.Struct("<B"),
    "h": struct.Struct("<H"),
    "i": struct.Struct("<I"),
    "q": struct.Struct("<Q"),
}


class BrokenError(Exception):
    """A message that is cut off, or not of this protocol."""


def unpack(body: bytes, kinds: str) -> list:  # type: ignore[type-arg]
    """The fields of a message: `b`, `h`, `i`, `q` are numbers of 1, 2, 4, 8 bytes, `s` a counted text, `d` counted data.

    Raises:
        BrokenError: the body is shorter.
    """
    found = []
    at = 0
    for kind in kinds:
        if kind in "sd":
            counter = _NUMBERS["h" if kind == "s" else "i"]
            (count,) = _number(counter, body, at)
            at += counter.size
            if at + count > len(body):
                raise BrokenError("a text is cut off")
            found.append(body[at : at + count])
            at += count
        else:
            found += _number(_NUMBERS[kind], body, at)
            at += _NUMBERS[kind].size
    return found


def pack(kinds: str, *values: int | bytes) -> bytes:
    """The fields as bytes, by the letters of `unpack`."""
    out = b""
    for kind, value in zip(kinds, values):  # noqa: B905 - strict= is younger than the oldest Python
        if isinstance(value, bytes):
            out += _NUMBERS["h" if kind == "s" else "i"].pack(len(value)) + value
        else:
            out += _NUMBERS[kind].pack(value)
    return out


def _number(form: struct.Struct, body: bytes, at: int) -> tuple:  # type: ignore[type-arg]
    if at + form.size > len(body):
        raise BrokenError("a number is cut off")
    return form.unpack_from(body, at)
