"""Puts the values back into what a run made of a covered file; they are read from the project, where they always were."""

import json
import os
import stat
from functools import lru_cache

from fumehood.sandbox.changes.taken_back import is_taken_back
from fumehood.sandbox.covers.cover import RECORD
from fumehood.sandbox.runs import Run

_LARGEST = 16 << 20


def restored(run: Run, path: str) -> bytes | None:
    """The run's version of `path` with the project's values; None where nothing of it was covered.

    A value that the run took out stays out. When the project's file has changed meanwhile (which is a conflict), the
    made-up values stay.
    """
    tokens = _record(run.folder).get(path)
    if not tokens:
        return None
    own, host = os.path.join(run.upper, path), os.path.join(run.project, path)
    try:
        info = os.lstat(host)
        if not stat.S_ISREG(info.st_mode):
            return None
        if info.st_ctime_ns > run.began and not is_taken_back(run, path, info.st_ctime_ns):
            return None
        mine, theirs = _read(own), _read(host)
    except OSError:
        return None
    if mine is None or theirs is None:
        return None
    for start, end, token in tokens:
        mine = mine.replace(token.encode(), theirs[start:end])
    return mine


def unchanged(run: Run, path: str) -> bool:
    """Whether the run's version, with the values back, is what the project has: it was touched only."""
    content = restored(run, path)
    if content is None:
        return False
    own, host = os.path.join(run.upper, path), os.path.join(run.project, path)
    try:
        return os.lstat(own).st_mode & 0o1777 == os.lstat(host).st_mode & 0o1777 and content == _read(host)
    except OSError:
        return False


def _read(path: str) -> bytes | None:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(handle, "rb") as file:
        raw = file.read(_LARGEST + 1)
    return None if len(raw) > _LARGEST else raw


@lru_cache(maxsize=64)
def _record(folder: str) -> dict[str, list[tuple[int, int, str]]]:
    try:
        with open(os.path.join(folder, RECORD), encoding="utf-8", errors="surrogateescape") as file:
            value: dict[str, list[tuple[int, int, str]]] = json.load(file)
    except (OSError, ValueError):
        return {}
    return value
