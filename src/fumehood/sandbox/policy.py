"""What the user asked of the room, and the notation of sizes and times."""

import os

from fumehood.core.errors import UsageError
from fumehood.core.named_tuple import NamedTuple

BACKENDS = ("auto", "bwrap", "landlock", "oci", "gvisor", "microvm")
WORKSPACES = ("overlay", "direct", "ro")
NETWORKS = ("none", "allow", "registry")
DEFAULT_PIDS = 512
DEFAULT_DISK = 8 << 30
_UNITS = {"": 1, "b": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


class Limits(NamedTuple):
    """Limits of the whole tree of processes: bytes, count, seconds (None: no end), bytes written."""

    memory: int
    pids: int
    time: float | None
    disk: int


class Policy(NamedTuple):
    """Everything that a run may and may not; paths are absolute."""

    backend: str
    workspace: str
    net: str
    hosts: tuple[str, ...]
    env: tuple[str, ...]
    ro: tuple[str, ...]
    rw: tuple[str, ...]
    limits: Limits


_OF_GUEST = 2 << 30


def default_memory(backend: str) -> int:
    """Half of this machine's memory, in bytes; for `microvm` 2 GB at most: a guest takes longer to come up with more."""
    half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return min(half, _OF_GUEST) if backend == "microvm" else half


def size(text: str) -> int:
    """Bytes of `512m`, `1g` and the like.

    Raises:
        UsageError: it is no size, or zero.
    """
    import re

    match = re.fullmatch(r"(\d{1,15})([bkmgt]?)(?:i?b)?", text.strip().lower())
    if not match or not int(match[1]):
        raise UsageError(f"`{text}` is no size", "write 512m or 1g")
    return int(match[1]) * _UNITS[match[2]]


def seconds(text: str) -> float:
    """Seconds of `2s`, `5m`, `1h` or a plain number.

    Raises:
        UsageError: it is no time, or zero.
    """
    import re

    match = re.fullmatch(r"(\d{1,9}(?:\.\d{1,6})?)([smhd]?)", text.strip().lower())
    if not match or not float(match[1]):
        raise UsageError(f"`{text}` is no time", "write 30s, 5m or 1h")
    return float(match[1]) * _SECONDS[match[2]]


def count(text: str) -> int:
    """A number of processes.

    Raises:
        UsageError: it is no whole number above zero.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 8) or not int(text):
        raise UsageError(f"`{text}` is no number of processes", "write a whole number, such as 200")
    return int(text)
