"""Writes an initial file system for a kernel. Source: cpio "newc" format, kernel documentation "initramfs buffer format"."""

import stat
from collections.abc import Iterable
from typing import NamedTuple


class Entry(NamedTuple):
    """A folder, file or device of the archive; `mode` as stat(2) has it, `device` as major and minor."""

    name: str
    mode: int
    content: bytes = b""
    device: tuple[int, int] = (0, 0)


def folder(name: str) -> Entry:
    """An empty folder that everybody may enter."""
    return Entry(name, stat.S_IFDIR | 0o755)


def file(name: str, content: bytes, mode: int = 0o644) -> Entry:
    """A regular file."""
    return Entry(name, stat.S_IFREG | mode, content)


def character_device(name: str, major: int, minor: int) -> Entry:
    """A device node; in an archive nobody needs rights to make one."""
    return Entry(name, stat.S_IFCHR | 0o600, b"", (major, minor))


def archive(entries: Iterable[Entry]) -> bytes:
    """The archive, folders before what is in them as the caller gives them.

    Raises:
        ValueError: a file of 4 GB or more.
    """
    out = bytearray()
    for number, entry in enumerate((*entries, Entry("TRAILER!!!", 0)), 1):
        if len(entry.content) >> 32:
            raise ValueError(f"too large for the format: {entry.name}")
        name = entry.name.encode() + b"\0"
        fields = (
            number, entry.mode, 0, 0, 1, 0, len(entry.content), 0, 0, entry.device[0], entry.device[1], len(name), 0,
        )  # fmt: skip
        out += b"070701" + b"".join(b"%08X" % one for one in fields) + name
        out += bytes(-len(out) % 4)
        out += entry.content
        out += bytes(-len(out) % 4)
    return bytes(out)
