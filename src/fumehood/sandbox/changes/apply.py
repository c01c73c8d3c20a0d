"""Takes changes of a run over into the project, each written down in the journal before."""

import contextlib
import errno
import os
import stat

from fumehood.sandbox.changes import as_in_place, tree
from fumehood.sandbox.changes.journal import Journal
from fumehood.sandbox.changes.pending import Change


def apply(change: Change, journal: Journal) -> None:
    """Makes the change on the host.

    Raises:
        OSError: the project does not let it; nothing of this change has been done.
    """
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
        if change.kind == "folder":
            os.rmdir(name, dir_fd=folder)
        else:
            os.unlink(name, dir_fd=folder)


def sweep(upper: str, project: str) -> bool:
    """Removes folders in which nothing is pending any more; whether the whole is empty."""
    for folder, _, _ in os.walk(upper, topdown=False):
        # A folder that the project does not have is a change of its own.
        if folder != upper and os.path.isdir(os.path.join(project, os.path.relpath(folder, upper))):
            with contextlib.suppress(OSError):
                os.rmdir(folder)
    return not os.listdir(upper)


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
