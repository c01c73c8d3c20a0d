"""Reaches into the project step by step without following a link: no path of a run leads out of it.

Source: openat(2) with O_NOFOLLOW; what openat2's RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS do in one call.
"""

import contextlib
import os
from collections.abc import Callable, Iterator

from fumehood.sandbox.changes import as_in_place

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_CHUNK = 1 << 20


@contextlib.contextmanager
def parent(root: str, path: str) -> Iterator[tuple[int, str]]:
    """The open folder that holds `path` below `root`, and the last name.

    Raises:
        OSError: a step is a link, no folder, or not there.
    """
    *steps, name = path.split("/")
    here = os.open(root, _FOLDER)
    try:
        for step in steps:
            if step in ("", ".", ".."):
                raise OSError(f"no plain path: {path}")
            below = os.open(step, _FOLDER, dir_fd=here)
            os.close(here)
            here = below
        yield here, name
    finally:
        os.close(here)


def remove(folder: int, name: str) -> None:
    """Removes a file, a link or a whole tree; nothing happens when it is not there."""
    try:
        os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        return
    except (IsADirectoryError, PermissionError):
        here = os.open(name, _FOLDER, dir_fd=folder)
        try:
            for inner in os.listdir(here):
                remove(here, inner)
        finally:
            os.close(here)
        os.rmdir(name, dir_fd=folder)


def copy_file(source: int, source_name: str, target: int, target_name: str) -> None:
    """Copies bytes, permissions (no setuid) and times to a temporary name, then renames.

    A file that stands there hands on its group and its access list; a new one has what the folder hands on.
    """
    _copy(source, source_name, target, target_name, as_in_place.settle)


Settle = Callable[[int, int, int, str], None]
"""Sets group, mode and access list of an open file: takes it, the mode, and the folder and name where it will stand."""


def _copy(source: int, source_name: str, target: int, target_name: str, settle: Settle) -> None:
    reading = os.open(source_name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, dir_fd=source)
    try:
        chunks = iter(lambda: os.read(reading, _CHUNK), b"")
        _put(chunks, os.fstat(reading), target, target_name, settle)
    finally:
        os.close(reading)


def write_file(content: bytes, source: int, source_name: str, target: int, target_name: str) -> None:
    """As `copy_file`, with other bytes than the source has."""
    info = os.stat(source_name, dir_fd=source, follow_symlinks=False)
    _put(iter((content,)), info, target, target_name, as_in_place.settle)


def temporary_name(name: str) -> str:
    """What a file is called while it is written beside its place; the same each time, so that a rest can be found."""
    return f".{name[:100]}.fumehood.new"


def _put(
    chunks: Iterator[bytes], info: os.stat_result, target: int, target_name: str, settle: Settle
) -> None:
    temporary = temporary_name(target_name)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(temporary, dir_fd=target)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        writing = os.open(temporary, flags, as_in_place.asked(info.st_mode), dir_fd=target)
        try:
            for chunk in chunks:
                view = memoryview(chunk)
                while view:
                    view = view[os.write(writing, view) :]
            settle(writing, info.st_mode, target, target_name)
            os.utime(writing, ns=(info.st_atime_ns, info.st_mtime_ns))
            os.fsync(writing)
        finally:
            os.close(writing)
        os.rename(temporary, target_name, src_dir_fd=target, dst_dir_fd=target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary, dir_fd=target)
        raise


def copy_tree(source: int, source_name: str, target: int, target_name: str) -> None:
    """Copies whatever stands there with groups and access lists, links as links; without pipes, sockets and devices.

    What it copies is the user's own, so folders keep the setgid bit.
    """
    import stat

    info = os.stat(source_name, dir_fd=source, follow_symlinks=False)
    if stat.S_ISLNK(info.st_mode):
        os.symlink(os.readlink(source_name, dir_fd=source), target_name, dir_fd=target)
    elif stat.S_ISREG(info.st_mode):
        listed = as_in_place.access_list(source, source_name)

        def settle(new: int, mode: int, _folder: int, _name: str) -> None:
            as_in_place.keep(new, info, listed)
            os.fchmod(new, mode & 0o1777)

        _copy(source, source_name, target, target_name, settle)
    elif stat.S_ISDIR(info.st_mode):
        os.mkdir(target_name, 0o700, dir_fd=target)
        here = os.open(source_name, _FOLDER, dir_fd=source)
        there = os.open(target_name, _FOLDER, dir_fd=target)
        try:
            for name in os.listdir(here):
                copy_tree(here, name, there, name)
            as_in_place.keep(there, info, as_in_place.access_list(source, source_name))
            os.fchmod(there, info.st_mode & 0o3777)
        finally:
            os.close(here)
            os.close(there)
