"""Modes, owners and times of files: Landlock does not see them changed, so a process outside of the room does it.

The kernel hands over each such call (seccomp user notification). The file is opened here, by the caller's own path and
folder, and changed through that descriptor when it lies where the room may write: what the caller does to the path
meanwhile changes nothing. Source: seccomp_unotify(2), proc(5).
"""

import contextlib
import ctypes
import errno
import os
import platform
import struct
import threading
from collections.abc import Callable
from fcntl import ioctl
from typing import Any, NamedTuple

from fumehood.sandbox.backends.landlock.borrowed import still_there
from fumehood.sandbox.backends.landlock.sockets import CONTINUE, Sockets
from fumehood.sandbox.backends.landlock.terminals import LENT, open_peer
from fumehood.sandbox.neighbours import JUDGED, SOCKETS

_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_IOCTL = (16, 29)
_NOTE = struct.Struct("=QIIiIQ6Q")
_ANSWER = struct.Struct("=QqiI")
_PATH_MAX = 4096
_NOFOLLOW, _EMPTY_PATH = 0x100, 0x1000
_HERE = -100
"""AT_FDCWD."""
_OWN_NAMES = ((b"/proc/self/", b""), (b"/proc/thread-self/", b""), (b"/dev/fd/", b"fd/"))
"""Names of the caller's own files, which would be ours here."""
_MODE = 0o1777


class _Call(NamedTuple):
    """Indices of arguments: the folder, the path, the flags (-1: none), then the values. `follows` without flags."""

    what: str
    folder: int
    path: int
    flags: int
    values: int
    follows: bool = True


_CALLS = {
    "chmod": _Call("mode", -1, 0, -1, 1),
    "fchmod": _Call("mode", 0, -1, -1, 1),
    "fchmodat": _Call("mode", 0, 1, -1, 2),
    "fchmodat2": _Call("mode", 0, 1, 3, 2),
    "chown": _Call("owner", -1, 0, -1, 1),
    "fchown": _Call("owner", 0, -1, -1, 1),
    "lchown": _Call("owner", -1, 0, -1, 1, follows=False),
    "fchownat": _Call("owner", 0, 1, 4, 2),
    "utime": _Call("seconds", -1, 0, -1, 1),
    "utimes": _Call("microseconds", -1, 0, -1, 1),
    "futimesat": _Call("microseconds", 0, 1, -1, 2),
    "utimensat": _Call("nanoseconds", 0, 1, 3, 2),
}


class Attributes:
    """Answers the calls of one room; `roots` are the folders and files that it may write.

    `rooms` are those that nobody else writes: sockets in them are the room's own. `proxy` is the port of its proxy or 0.
    """

    def __init__(
        self, listener: int, roots: tuple[str, ...], rooms: tuple[str, ...] = (), proxy: int = 0
    ) -> None:
        self.listener = listener
        self.roots = tuple(os.path.realpath(root) for root in roots)
        self.rooms = tuple(os.path.realpath(root) for root in rooms)
        column = 0 if platform.machine() == "x86_64" else 1
        self.calls = {JUDGED[name][column]: call for name, call in _CALLS.items()}
        sockets = Sockets(listener, self._reach, proxy)
        self.others: dict[int, Callable[[int, int, list[int]], object]] = {
            SOCKETS["connect"][column]: sockets.connect,
            SOCKETS["bind"][column]: sockets.bind,
            SOCKETS["listen"][column]: sockets.listen,
            _IOCTL[column]: lambda number, pid, arguments: open_peer(listener, number, pid, arguments),
        }
        self.waits = SOCKETS["connect"][column]
        self.libc = ctypes.CDLL(None, use_errno=True)

    def serve(self) -> None:
        """Answers for as long as the process lives; a call that cannot be understood is refused."""
        while True:
            note = bytearray(_NOTE.size)
            try:
                ioctl(self.listener, _RECEIVE, note)
            except OSError as error:
                if error.errno in (errno.ENOENT, errno.EINTR):  # the caller is gone, or a signal came
                    continue
                raise
            number, pid, _, call, _, _, *arguments = _NOTE.unpack(note)
            if call == self.waits:  # it may wait for long, and the others must not wait for it
                threading.Thread(
                    target=self._answer, args=(number, pid, call, arguments), daemon=True
                ).start()
            else:
                self._answer(number, pid, call, arguments)

    def _answer(self, number: int, pid: int, call: int, arguments: list[int]) -> None:
        failed, goes_on = 0, False
        try:
            if call in self.others:
                found = self.others[call](number, pid, arguments)
                if found is LENT:
                    return
                goes_on = found is CONTINUE
            else:
                self._carry_out(number, pid, self.calls[call], arguments)
        except OSError as error:
            failed = error.errno or errno.EACCES
        except (KeyError, ValueError, OverflowError, struct.error):
            failed = errno.EINVAL
        with contextlib.suppress(OSError):
            ioctl(self.listener, _SEND, _ANSWER.pack(number, 0, -failed, 1 if goes_on else 0))

    def _reach(self, number: int, pid: int, path: bytes) -> int:
        """Opens the place that a path of the caller means, when it is one of the room's."""
        place = self._open_path(pid, path, _HERE, os.O_PATH | os.O_CLOEXEC)
        try:
            still_there(self.listener, number)
            self._within(place, self.rooms)
        except BaseException:
            os.close(place)
            raise
        return place

    def _carry_out(self, number: int, pid: int, call: _Call, arguments: list[int]) -> None:
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY | os.O_CLOEXEC)
        try:
            file = self._open(memory, pid, call, arguments)
            try:
                times = _times(memory, call.what, arguments[call.values])
                # All that was read came from the caller, unless it has ended and another has its number.
                still_there(self.listener, number)
                self._within(file, self.roots)
                self._change(file, call, arguments, times)
            finally:
                os.close(file)
        finally:
            os.close(memory)

    def _open(self, memory: int, pid: int, call: _Call, arguments: list[int]) -> int:
        """A descriptor of the very file that is meant."""
        flags = _signed(arguments[call.flags]) if call.flags >= 0 else 0 if call.follows else _NOFOLLOW
        folder = _HERE if call.folder < 0 else _signed(arguments[call.folder])
        path = b""
        if call.path >= 0 and not arguments[call.path]:
            # No path at all: the times of an open file.
            if call.what in ("mode", "owner") or folder == _HERE:
                raise OSError(errno.EFAULT, "no path")
        elif call.path >= 0:
            path = _text(memory, arguments[call.path])
            if not path and not flags & _EMPTY_PATH:
                raise OSError(errno.ENOENT, "an empty path")
        mode = os.O_PATH | os.O_CLOEXEC | (os.O_NOFOLLOW if flags & _NOFOLLOW and path else 0)
        return self._open_path(pid, path, folder, mode)

    def _open_path(self, pid: int, path: bytes, folder: int, mode: int) -> int:
        place = b"/proc/%d/cwd" % pid if folder == _HERE else b"/proc/%d/fd/%d" % (pid, folder)
        if not path:
            return os.open(place, mode)
        for start, own in _OWN_NAMES:
            if path.startswith(start):
                path = b"/proc/%d/%s%s" % (pid, own, path[len(start) :])
        if path.startswith(b"/"):
            return os.open(path, mode)
        base = os.open(place, os.O_PATH | os.O_CLOEXEC)
        try:
            return os.open(path, mode, dir_fd=base)
        finally:
            os.close(base)

    def _within(self, file: int, roots: tuple[str, ...]) -> None:
        place = os.readlink(f"/proc/self/fd/{file}")
        if not any(place == root or place.startswith(root + "/") for root in roots):
            raise PermissionError(errno.EACCES, "outside of the room")

    def _change(self, file: int, call: _Call, arguments: list[int], times: bytes | None) -> None:
        if call.what == "mode":
            os.chmod(f"/proc/self/fd/{file}", arguments[call.values] & _MODE)
            return
        done: Any
        if call.what == "owner":
            user, group = (ctypes.c_uint(one) for one in arguments[call.values : call.values + 2])
            done = self.libc.fchownat(file, b"", user, group, _EMPTY_PATH)
        else:
            done = self.libc.utimensat(file, b"", times, _EMPTY_PATH)
        if done:
            raise OSError(ctypes.get_errno(), "refused")


def _text(memory: int, address: int) -> bytes:
    found = _read(memory, _PATH_MAX, address)
    path, end, _ = found.partition(b"\0")
    if not end:
        raise OSError(errno.ENAMETOOLONG if len(found) == _PATH_MAX else errno.EFAULT, "no path")
    return path


def _times(memory: int, unit: str, address: int) -> bytes | None:
    """Two struct timespec; None (now) where the caller gave none, or where it is no time that is set."""
    if unit in ("mode", "owner") or not address:
        return None
    if unit == "seconds":
        accessed, modified = struct.unpack("=2q", _all(memory, 16, address))
        return struct.pack("=4q", accessed, 0, modified, 0)
    first, part, second, other = struct.unpack("=4q", _all(memory, 32, address))
    if unit == "microseconds":
        part, other = part * 1000, other * 1000
    return struct.pack("=4q", first, part, second, other)


def _all(memory: int, size: int, address: int) -> bytes:
    found = _read(memory, size, address)
    if len(found) < size:
        raise OSError(errno.EFAULT, "not the caller's memory")
    return found


def _read(memory: int, size: int, address: int) -> bytes:
    """At most `size` bytes of the caller's memory, up to where it ends."""
    try:
        return os.pread(memory, size, address)
    except (OSError, OverflowError):
        raise OSError(errno.EFAULT, "not the caller's memory") from None


def _signed(value: int) -> int:
    return int(ctypes.c_int(value & 0xFFFFFFFF).value)
