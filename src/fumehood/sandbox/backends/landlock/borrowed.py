"""Descriptors of a process of the room, borrowed to act on the very thing that they stand for, and lent to it.

Source: pidfd_getfd(2), seccomp_unotify(2).
"""

import contextlib
import ctypes
import os
import struct
from collections.abc import Iterator
from fcntl import ioctl

_GETFD = 438
_ADD, _STILL_THERE = 0x40182103, 0x40082102
_SEND = 2
"""Adding the descriptor is the answer to the call."""


def still_there(listener: int, number: int) -> None:
    """Returns while the call `number` waits: what was read until now came from its caller and nobody else.

    Raises:
        OSError: the caller is gone.
    """
    ioctl(listener, _STILL_THERE, struct.pack("=Q", number))


@contextlib.contextmanager
def borrowed(pid: int, descriptor: int) -> Iterator[int]:
    """What `descriptor` of the thread `pid` stands for, for as long as the context lasts.

    Raises:
        OSError: there is no such descriptor, or the process is gone.
    """
    process = os.pidfd_open(_first_thread(pid))
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        found = libc.syscall(_GETFD, process, descriptor, 0)
        if found < 0:
            raise OSError(ctypes.get_errno(), "no such descriptor")
    finally:
        os.close(process)
    try:
        yield found
    finally:
        os.close(found)


def lend(listener: int, number: int, descriptor: int, *, close_on_exec: bool) -> None:
    """Answers the call `number` with a copy of `descriptor`.

    Raises:
        OSError: the caller is gone.
    """
    flags = os.O_CLOEXEC if close_on_exec else 0
    ioctl(listener, _ADD, struct.pack("=QIIII", number, _SEND, descriptor, 0, flags))


def _first_thread(pid: int) -> int:
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith("Tgid:"):
                return int(line.split()[1])
    raise ProcessLookupError(f"process {pid}")
