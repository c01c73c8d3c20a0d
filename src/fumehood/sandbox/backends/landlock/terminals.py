"""Pseudo-terminals of the room's own: their other end is opened here, since its name stands in the folder of all others'.

Source: ioctl_tty(2), TIOCGPTPEER.
"""

import errno
import os
from fcntl import ioctl

from fumehood.sandbox.backends.landlock.borrowed import borrowed, lend, still_there

PEER = 0x5441
"""TIOCGPTPEER."""
_FLAGS = os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY
LENT = object()
"""The call has its answer already."""


def open_peer(listener: int, number: int, pid: int, arguments: list[int]) -> object:
    """Opens the other end of a pseudo-terminal that the caller holds.

    Raises:
        OSError: it holds none.
    """
    if arguments[1] & 0xFFFFFFFF != PEER:
        raise OSError(errno.EPERM, "another request")
    flags = arguments[2]
    with borrowed(pid, arguments[0] & 0xFFFFFFFF) as master:
        still_there(listener, number)
        other = ioctl(master, PEER, (flags & _FLAGS) | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        lend(listener, number, other, close_on_exec=bool(flags & os.O_CLOEXEC))
    finally:
        os.close(other)
    return LENT
