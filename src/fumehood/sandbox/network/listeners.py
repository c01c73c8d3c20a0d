"""Which servers listen on this machine, by the kernel's own tables. Source: proc(5), /proc/net/tcp."""

from typing import NamedTuple

_LISTENS = "0A"
LOOPBACK_6 = "00000000000000000000000001000000"


class Listener(NamedTuple):
    """A socket that listens: its address as the kernel writes it, its number, the user who made it."""

    address: str
    inode: int


def listeners(port: int) -> list[Listener]:
    """All that listen at `port` of this machine, at whatever address."""
    return [
        Listener(words[1].partition(":")[0], int(words[9]))
        for words in _lines()
        if words[3] == _LISTENS and int(words[1].partition(":")[2], 16) == port
    ]


def user_of(port: int) -> int | None:
    """The number of the user whose connection comes from `port` of this machine; None where there is none."""
    for words in _lines():
        if words[3] != _LISTENS and int(words[1].partition(":")[2], 16) == port:
            return int(words[7])
    return None


def _lines() -> list[list[str]]:
    found = []
    for name in ("tcp", "tcp6"):
        try:
            with open(f"/proc/net/{name}", encoding="ascii") as file:
                found += [line.split() for line in file.read().splitlines()[1:]]
        except FileNotFoundError:
            continue
    return found
