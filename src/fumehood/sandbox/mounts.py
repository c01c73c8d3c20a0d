"""Which file system a path lies on: whether it is this machine's own, and what else is mounted inside of a project.

Source: proc_pid_mountinfo(5).
"""

import os

from fumehood.core.named_tuple import NamedTuple

_TABLE = "/proc/self/mountinfo"
_ESCAPED = ((b"\\040", b" "), (b"\\011", b"\t"), (b"\\012", b"\n"), (b"\\134", b"\\"))
_LOCAL = frozenset((
    "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "jfs", "reiserfs", "nilfs2", "tmpfs", "ramfs", "rootfs",
    "overlay", "squashfs", "erofs", "iso9660",
))  # fmt: skip
"""Kinds that keep times of change to the tick of this machine's clock. All others are taken for foreign: network file
systems have a clock of their own, and those in user space what their program makes up."""


class Mount(NamedTuple):
    """A place (absolute) and the kind of file system that is mounted there."""

    place: str
    kind: str


def mounts() -> list[Mount]:
    """All mounts that this process sees, the later over the earlier; none where the system does not tell."""
    try:
        with open(_TABLE, "rb") as file:
            return parse(file.read())
    except OSError:
        return []


def parse(table: bytes) -> list[Mount]:
    """The mounts of such a table; lines that are none are left out."""
    found = []
    for line in table.split(b"\n"):
        head, separator, tail = line.partition(b" - ")
        words = head.split(b" ", 5)
        if not separator or len(words) < 6:
            continue
        place = words[4]
        if b"\\" in place:
            for code, character in _ESCAPED:
                place = place.replace(code, character)
        found.append(Mount(os.fsdecode(place), os.fsdecode(tail.partition(b" ")[0])))
    return found


def kind_of(path: str, table: list[Mount]) -> str:
    """The kind of file system that `path` (absolute, without links) lies on; empty where it is not known."""
    best = Mount("", "")
    for mount in table:
        if len(mount.place) >= len(best.place) and _holds(mount.place, path):
            best = mount
    return best.kind


def is_local(path: str, table: list[Mount]) -> bool:
    """Whether times of change tell at `path` what was changed since another moment of this machine's clock."""
    return kind_of(path, table) in _LOCAL


def inside(project: str, table: list[Mount]) -> Mount | None:
    """Something that is mounted below `project`, where an overlay would show an empty folder."""
    return next((mount for mount in table if mount.place.startswith(project + "/")), None)


def _holds(place: str, path: str) -> bool:
    return place == path or path.startswith(place if place == "/" else place + "/")
