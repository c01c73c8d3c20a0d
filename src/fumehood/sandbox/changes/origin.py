"""Which file of the project a file of an upper folder was copied up from: a file that was renamed inside is no new one.

An overlay notes the handle of the original, as exportfs encodes it, in `user.overlay.origin`: struct ovl_fb of version 0
(fs/overlayfs/overlayfs.h of the kernel), whose handle is what name_to_handle_at(2) gives for the original. Where the file
system gives no handles, or whoever mounted the overlay may not open by them (any ordinary user), the note is empty.
"""

import ctypes
import os
import stat
from collections.abc import Iterable

_NOTES = ("user.overlay.origin", "trusted.overlay.origin")
_HEADER = 21
"""Bytes of the note before the handle: version, magic, length, flags, the handle's type, the file system's identifier."""
_TYPE = 4
_MOST = 128  # MAX_HANDLE_SZ

Handle = tuple[int, bytes]
"""What a file system knows a file by: type and bytes."""
UNKNOWN: Handle = (-1, b"")
"""What an original without a handle is known by."""


class _FileHandle(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("type", ctypes.c_int), ("bytes", ctypes.c_ubyte * _MOST))


def origin(source: str) -> Handle | None:
    """The handle of what `source`, in an upper folder, was copied from; None when it was made inside."""
    for name in _NOTES:
        try:
            note = os.getxattr(source, name, follow_symlinks=False)
        except OSError:
            continue
        if len(note) <= _HEADER:
            return UNKNOWN
        # Where handles are padded with zeros the note may be longer than the handle.
        return note[_TYPE], note[_HEADER:].rstrip(b"\0")
    return None


def forget(source: str) -> None:
    """Makes `source` a file without an original: that was removed from the project by the same run."""
    for name in _NOTES:
        try:
            os.removexattr(source, name, follow_symlinks=False)
        except OSError:
            continue


def handle(path: str) -> Handle:
    """The handle of a file of the project; `UNKNOWN` where there is none to be had."""
    found = _FileHandle(size=_MOST)
    mount = ctypes.c_int()
    call = ctypes.CDLL(None, use_errno=True).name_to_handle_at
    if call(-100, os.fsencode(path), ctypes.byref(found), ctypes.byref(mount), 0):
        return UNKNOWN
    return found.type, bytes(found.bytes[: found.size]).rstrip(b"\0")


def handles(paths: Iterable[str]) -> set[Handle]:
    """The handles of these files, and of all files in those that are folders."""
    found = set()
    pending = list(paths)
    while pending:
        path = pending.pop()
        try:
            if stat.S_ISDIR(os.lstat(path).st_mode):
                pending += (os.path.join(path, name) for name in os.listdir(path))
            else:
                found.add(handle(path))
        except OSError:
            continue
    return found
