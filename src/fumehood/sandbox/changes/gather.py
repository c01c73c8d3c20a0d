"""Turns the copy that a run worked on into what an overlay would have left: made and changed paths, and whiteouts.

A file that the run touched has a change time after the copy's, and so counts one in a folder that was not there, or
elsewhere; of these, the ones that equal the host's are dropped. On a file system whose times do not tell, sizes and times
of the originals are compared, and where these say nothing the content.
"""

import contextlib
import fcntl
import json
import os
import re
import shutil
import stat
from typing import Any

from fumehood.core.errors import IncompleteError
from fumehood.sandbox.changes import whiteout
from fumehood.sandbox.changes.alike import alike, same_mode
from fumehood.sandbox.first_look import first_look, untouched
from fumehood.sandbox.runs import Run

_LEFT_OPEN = re.compile(r"\.(?:nfs[0-9a-f]{8,32}|fuse_hidden[0-9a-f]{16})")
"""How NFS and FUSE call a removed file that a process still has open."""


def gather(run: Run) -> bool:
    """Moves the run's changes into its upper folder and removes the copy; False while the run goes on.

    Raises:
        IncompleteError: the state folder does not let it; the copy is still there.
    """
    room = os.path.join(run.folder, "room")
    try:
        lock = os.open(os.path.join(room, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        state = _state(os.path.join(room, "state.json"))
        copy = os.path.join(room, "project")
        if state is not None and os.path.isdir(copy):
            _changes(run, copy, state)
        # From here on the copy says nothing: half of it removed would look as if the run had removed it.
        with contextlib.suppress(FileNotFoundError):
            os.unlink(os.path.join(room, "state.json"))
        for folder, _, _ in os.walk(room):
            with contextlib.suppress(OSError):
                os.chmod(folder, 0o700)
        shutil.rmtree(room, ignore_errors=True)
    finally:
        os.close(lock)
    # Where a removed file that is open has a name still, only now.
    shutil.rmtree(room, ignore_errors=True)
    return True


def _changes(run: Run, copy: str, state: dict[str, Any]) -> None:
    hidden = set(state["hidden"])
    try:
        _kept(run, copy, state, hidden)
        _gone(run, copy, hidden, state["ended"])
    except OSError as error:
        raise IncompleteError(
            f"what the run wrote cannot be gathered: {error.strerror or error} ({error.filename})",
            "free space in the state folder or make it writable, then `fumehood changes show`; nothing is lost",
        ) from error


def _state(path: str) -> dict[str, Any] | None:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            value: dict[str, Any] = json.load(file)
    except (OSError, ValueError):
        return None  # the run never began
    return value


def _kept(run: Run, copy: str, state: dict[str, Any], hidden: set[str]) -> None:
    look, by_time = first_look(run.folder) or {}, state.get("by_time", True)
    ended, folders = state["ended"], state["folders"]
    pending = [""]
    while pending:
        folder = pending.pop()
        _enter(os.path.join(copy, folder))
        in_place = os.stat(os.path.join(copy, folder)).st_ino == folders.get(folder or ".")
        for name in os.listdir(os.path.join(copy, folder)):
            path = os.path.join(folder, name)
            source, host = os.path.join(copy, path), os.path.join(run.project, path)
            info = os.lstat(source)
            if path in hidden or (_LEFT_OPEN.fullmatch(name) and path not in look):
                continue
            if stat.S_ISDIR(info.st_mode):
                pending.append(path)
                there = os.path.isdir(host) and not os.path.islink(host)
                moved = info.st_ino != folders.get(path) if by_time else path not in look
                if (not there and moved) or (there and not same_mode(info, os.stat(host))):
                    _folder(run, copy, path)
                continue
            if by_time:
                touched = info.st_ctime_ns > ended or not in_place
            else:
                touched = not untouched(info, look.get(path), ended)
            if touched and not alike(source, info, host):
                _folder(run, copy, folder)
                os.rename(source, os.path.join(run.upper, path))


def _gone(run: Run, copy: str, hidden: set[str], ended: int) -> None:
    look = first_look(run.folder)
    pending = [""]
    while pending:
        folder = pending.pop()
        with contextlib.suppress(OSError), os.scandir(os.path.join(run.project, folder)) as entries:
            for entry in entries:
                path = os.path.join(folder, entry.name)
                if path in hidden or os.path.lexists(os.path.join(run.upper, path)):
                    if entry.is_dir(follow_symlinks=False) and path not in hidden:
                        pending.append(path)
                elif not os.path.lexists(os.path.join(copy, path)):
                    # A secret that the run has never seen does not go with its folder. What the host made meanwhile was
                    # never in the copy.
                    if any(one.startswith(path + "/") for one in hidden):
                        pending.append(path)
                    elif (
                        path in look
                        if look is not None
                        else entry.stat(follow_symlinks=False).st_ctime_ns <= ended
                    ):
                        _folder(run, copy, folder)
                        whiteout.make(os.path.join(run.upper, path), run.upper)
                elif entry.is_dir(follow_symlinks=False):
                    pending.append(path)


def _folder(run: Run, copy: str, path: str) -> None:
    """Makes a folder in the upper one, and those above it, with the permissions of the copy's, or else of the host's."""
    steps = path.split("/") if path else []
    for length in range(1, len(steps) + 1):
        step = os.path.join(*steps[:length])
        place = os.path.join(run.upper, step)
        with contextlib.suppress(FileExistsError):
            os.mkdir(place, 0o700)
            like = os.path.join(copy, step)
            like = like if os.path.isdir(like) else os.path.join(run.project, step)
            os.chmod(place, os.stat(like).st_mode & 0o1777 | 0o700)


def _enter(folder: str) -> None:
    with contextlib.suppress(OSError):
        if not os.access(folder, os.R_OK | os.X_OK | os.W_OK):
            os.chmod(folder, 0o700)
