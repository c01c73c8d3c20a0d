"""A copy of the project for rooms that cannot lay an overlay over it: secrets masked, blocks shared where the disk can.

`gather` of the changes reads it afterwards. Layout below the run's folder: room/{project, home, tmp, state.json, lock}.
Source: ioctl_ficlonerange(2).
"""

import contextlib
import errno
import fcntl
import os
import shutil
import stat
import time
from typing import NamedTuple

from fumehood.sandbox.covers.cover import alike, shown, write_record
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.first_look import note
from fumehood.sandbox.masks import mask
from fumehood.sandbox.mounts import is_local, mounts
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.runs import Run, write_json

LARGEST = 4 << 30
"""Bytes of a project that is still copied."""
MOST = 100_000
"""Files of a project that is still copied."""
_FICLONE = 0x40049409


class Place(NamedTuple):
    """What a room uses on the host: the project (or its copy), a home, a temporary folder, and the bytes copied."""

    project: str
    home: str
    tmp: str
    copied: int


def furnish(plan: Plan, run: Run, owner: int | None = None) -> Place:
    """Makes the folders of a room, with a copy of the project when the workspace is an overlay.

    `owner` is the numeric user and group that will own them (None: as we are).

    Raises:
        NoSandboxError: the project is too large to be copied, or the disk refuses.
    """
    room = os.path.join(run.folder, "room")
    place = Place(plan.project, os.path.join(room, "home"), os.path.join(room, "tmp"), 0)
    try:
        for folder in (room, place.home, place.tmp):
            os.mkdir(folder, 0o700)
            _own(folder, owner)
        if plan.workspace != "overlay":
            return place
        place = place._replace(project=os.path.join(room, "project"))
        note(run)
        copied, left_out = _copy(plan, run, place.project, owner)
        by_time = is_local(os.path.realpath(room), mounts())
        folders = _folders(place.project)
        state = {"hidden": left_out, "folders": folders, "ended": time.time_ns(), "by_time": by_time}
        write_json(os.path.join(room, "state.json"), state)
        # The clock of files moves in steps: what the run changes must be newer than the copy.
        time.sleep(0.012)
    except OSError as error:
        raise NoSandboxError(
            f"the project cannot be copied: {error.strerror or error}",
            "set XDG_STATE_HOME to a folder on a disk with room, or use --workspace direct",
        ) from error
    return place._replace(copied=copied)


def hold(run: Run) -> int:
    """A descriptor that says the room is in use for as long as a process has it open.

    Raises:
        NoSandboxError: the state folder's file system has no locks.
    """
    try:
        lock = os.open(os.path.join(run.folder, "room", "lock"), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise NoSandboxError(
            f"the state folder cannot be locked: {error.strerror or errno.errorcode.get(error.errno or 0, '')}",
            "set XDG_STATE_HOME to a folder on a disk of this machine",
        ) from error
    return lock


def _copy(plan: Plan, run: Run, target: str, owner: int | None) -> tuple[int, list[str]]:
    """Bytes copied, and the relative paths that differ from the host's from the start."""
    hidden = [os.path.relpath(path, plan.project) for path in plan.masked]
    masked = set(plan.masked)
    covered = _covered(plan, run)
    total = count = 0
    folders: list[tuple[str, os.stat_result]] = []
    pending = [(plan.project, target)]
    while pending:
        source, place = pending.pop()
        os.mkdir(place, 0o700)
        folders.append((place, os.stat(source)))
        try:
            entries = list(os.scandir(source))
        except PermissionError:
            hidden.append(os.path.relpath(source, plan.project))
            continue
        for entry in entries:
            count += 1
            to = os.path.join(place, entry.name)
            info = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(info.st_mode):
                pending.append((entry.path, to))
                continue
            if stat.S_ISLNK(info.st_mode):
                os.symlink(os.readlink(entry.path), to)
            elif entry.path in masked:
                _write(to, mask(entry.path))
            elif entry.path in covered:
                _write(to, covered[entry.path])
                alike(entry.path, to)
            elif not (stat.S_ISREG(info.st_mode) and _clone(entry.path, to, info)):
                hidden.append(os.path.relpath(entry.path, plan.project))
                continue
            else:
                total += info.st_blocks * 512
            _own(to, owner)
            if total > LARGEST or count > MOST:
                raise NoSandboxError(
                    f"the project is too large to be copied (more than {LARGEST >> 30} GB or {MOST} files)",
                    "use --backend bwrap, which copies nothing, or --workspace direct",
                )
    for place, info in reversed(folders):
        os.chmod(place, stat.S_IMODE(info.st_mode) & 0o1777 | 0o700)
        os.utime(place, ns=(info.st_atime_ns, info.st_mtime_ns))
        _own(place, owner)
    return total, hidden


def _folders(copy: str) -> dict[str, int]:
    """The inode of each folder of the copy: a folder that is renamed takes its files along, which no file's time tells."""
    return {
        os.path.relpath(folder, copy): os.stat(folder, follow_symlinks=False).st_ino
        for folder, _, _ in os.walk(copy)
    }


def _covered(plan: Plan, run: Run) -> dict[str, bytes]:
    """What the copies of covered files hold, by the path of the project's file."""
    key = os.urandom(16)
    found, record = {}, {}
    for cover in plan.covered:
        content, record[cover.path] = shown(plan.project, cover, key)
        found[os.path.join(plan.project, cover.path)] = content
    if record:
        write_record(run, record)
    return found


def _clone(source: str, target: str, info: os.stat_result) -> bool:
    """Copies a file; False when it cannot be read."""
    try:
        reading = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    with open(reading, "rb") as file, open(target, "xb") as out:
        try:
            fcntl.ioctl(out.fileno(), _FICLONE, file.fileno())
        except OSError:
            shutil.copyfileobj(file, out, 1 << 20)
    os.chmod(target, info.st_mode & 0o1777)
    os.utime(target, ns=(info.st_atime_ns, info.st_mtime_ns))
    return True


def _write(path: str, content: bytes) -> None:
    with open(path, "xb") as file:
        file.write(content)


def _own(path: str, owner: int | None) -> None:
    if owner is not None:
        with contextlib.suppress(OSError):
            os.lchown(path, owner, owner)
