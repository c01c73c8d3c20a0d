"""How the project looked when a run began, for file systems on which times do not tell what was changed since.

A server has a clock of its own, some file systems count whole seconds or make times up, and a state folder elsewhere has
yet another clock. So the state of each file is written down before the run, and compared with what it is later. Copies of
a project have it too: nothing else says which file the host removed meanwhile.
"""

import os
import stat
from functools import lru_cache

from fumehood.sandbox.runs import Run, write_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FILE = "first-look.json"
_RECENT = 2 * 10**9
"""Nanoseconds in which a file may change twice without a new time: two seconds on FAT, the coarsest there is."""

State = list[int]
"""Kind and mode, size, time of the content, time of change (ns); of a folder its kind alone."""


def note(run: Run) -> None:
    """Writes down how all of the project looks.

    Raises:
        OSError: it cannot be written.
    """
    write_json(os.path.join(run.folder, _FILE), dict(_states(run.project, "")))


@lru_cache(maxsize=64)
def first_look(folder: str) -> "Mapping[str, State] | None":
    """The states by relative path, as they were before the run of this folder; None where times tell it."""
    import json

    try:
        with open(os.path.join(folder, _FILE), encoding="utf-8", errors="surrogateescape") as file:
            value: dict[str, State] = json.load(file)
    except (OSError, ValueError):
        return None
    return value


def changed_since(run: Run, path: str, look: "Mapping[str, State]") -> bool:
    """Whether what stands at `path` of the project, or anything in it, is not what the look saw."""
    state = state_of(os.lstat(os.path.join(run.project, path)))
    if not stat.S_ISDIR(state[0]):  # a link to a folder is no folder
        return look.get(path) != state
    now = {path: state, **dict(_states(run.project, path))}
    if any(look.get(one) != state for one, state in now.items()):
        return True
    return any(one.startswith(path + "/") and one not in now for one in look)


def untouched(info: os.stat_result, state: "State | None", copied: int) -> bool:
    """Whether a copy with the times of its original, made at `copied` (ns), has its size and time still."""
    if state is None or len(state) == 1:
        return False
    second = 10**9
    same = info.st_size == state[1] and info.st_mtime_ns // second == state[2] // second
    return same and (info.st_mode ^ state[0]) & 0o1777 == 0 and state[2] < copied - _RECENT


def state_of(info: os.stat_result) -> State:
    """What tells one state of a path from another."""
    if stat.S_ISDIR(info.st_mode):
        return [stat.S_IFMT(info.st_mode)]
    return [info.st_mode, info.st_size, info.st_mtime_ns, info.st_ctime_ns]


def _states(project: str, start: str) -> "Iterator[tuple[str, State]]":
    pending = [start]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(os.path.join(project, folder)))
        except OSError:
            continue
        for entry in entries:
            path = os.path.join(folder, entry.name)
            try:
                yield path, state_of(entry.stat(follow_symlinks=False))
            except OSError:
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(path)
