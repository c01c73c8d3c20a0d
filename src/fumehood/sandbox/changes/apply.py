"""Takes changes of a run over into the project, each written down in the journal before."""

import contextlib
import errno
import os
import stat

from fumehood.sandbox.changes import as_in_place, tree
from fumehood.sandbox.changes.alike import same_mode
from fumehood.sandbox.changes.journal import Journal
from fumehood.sandbox.changes.pending import Change


def apply(change: Change, journal: Journal) -> None:
    """Makes the change on the host.

    Raises:
        OSError: the project does not let it; nothing of this change has been done.
    """
    if change.kind == "mode":
        _chmod(change, journal)
        return
    number = journal.before(change.path)
    with tree.parent(change.run.project, change.path) as (folder, name):
        if change.kind == "gone":
            tree.remove(folder, name)
        elif change.kind == "folder":
            _make_folder(folder, name, change.source)
        else:
            _put(change, folder, name)
    journal.after(number, change.path)


OF_THE_DISK = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO))
"""Errors that are no matter of one path: what follows would fail as well."""


def settle(change: Change) -> None:
    """Takes the change out of the pending ones, and folders that hold nothing more."""
    run = change.run
    with contextlib.suppress(OSError), tree.parent(run.upper, change.path) as (folder, name):
        if change.kind in ("folder", "mode"):
            os.rmdir(name, dir_fd=folder)
        else:
            os.unlink(name, dir_fd=folder)


def sweep(upper: str, project: str) -> bool:
    """Removes folders in which nothing is pending any more; whether the whole is empty."""
    for folder, _, _ in os.walk(upper, topdown=False):
        host = os.path.join(project, os.path.relpath(folder, upper))
        # A folder that the project does not have, or not so, is a change of its own.
        if folder != upper and os.path.isdir(host):
            with contextlib.suppress(OSError):
                if same_mode(os.stat(folder), os.stat(host)):
                    os.rmdir(folder)
    return not os.listdir(upper)


def drop_mode(change: Change) -> None:
    """Takes a change of a folder's permissions out of the pending ones."""
    with contextlib.suppress(OSError):
        os.chmod(
            change.source, os.stat(os.path.join(change.run.project, change.path)).st_mode & 0o1777 | 0o700
        )


def _chmod(change: Change, journal: Journal) -> None:
    """The owner's own permissions stay: without them nothing more could be applied below."""
    wanted = os.lstat(change.source).st_mode & 0o1077
    with tree.parent(change.run.project, change.path) as (folder, name):
        here = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
        try:
            before = stat.S_IMODE(os.fstat(here).st_mode)
            number = journal.before_mode(change.path, before)
            os.fchmod(here, before & ~0o1077 | wanted)
        finally:
            os.close(here)
    journal.after(number, change.path)


def _make_folder(folder: int, name: str, source: str) -> None:
    info = os.lstat(source)
    with contextlib.suppress(FileNotFoundError):
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            return
        tree.remove(folder, name)
    as_in_place.make_folder(folder, name, info.st_mode)


def _put(change: Change, folder: int, name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        if stat.S_ISDIR(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode):
            tree.remove(folder, name)
    with tree.parent(change.run.upper, change.path) as (source, _):
        if change.kind == "link":
            target = os.readlink(name, dir_fd=source)
            tree.remove(folder, name)
            os.symlink(target, name, dir_fd=folder)
        elif (content := change.content()) is not None:
            tree.write_file(content, source, name, folder, name)
        else:
            tree.copy_file(source, name, folder, name)
