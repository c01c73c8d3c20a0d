"""Puts the values back into what a run made of a covered file; they are read from the project, where they always were."""

import json
import os
import stat
from functools import lru_cache

from fumehood.sandbox.changes.taken_back import is_taken_back
from fumehood.sandbox.changes.whiteout import is_opaque, is_whiteout
from fumehood.sandbox.covers.cover import RECORD
from fumehood.sandbox.masks import FAKE
from fumehood.sandbox.runs import Run

_LARGEST = 16 << 20


def restored(run: Run, path: str) -> bytes | None:
    """The run's version of `path` with the project's values; None where nothing of it was covered.

    A value that the run took out stays out. When the project's file has changed meanwhile (which is a conflict), the
    made-up values stay; so they do in a file that never had them, unless the run put it in the place of the one that had.
    """
    record = _record(run.folder)
    if path not in record:
        return _renamed(run, path, record) if record else None
    return _with_values(run, path, path, record[path])


def _renamed(run: Run, path: str, record: dict[str, list[tuple[int, int, str]]]) -> bytes | None:
    """The run's version with the values of a covered file that it renamed to `path`."""
    try:
        content = _read(os.path.join(run.upper, path))
    except OSError:
        return None
    if content is None or FAKE.encode() not in content:
        return None
    for source, tokens in record.items():
        if tokens and all(token.encode() in content for _, _, token in tokens) and _is_removed(run, source):
            return _with_values(run, path, source, tokens)
    return None


def _is_removed(run: Run, path: str) -> bool:
    """Whether the run removed a file of the project, by itself or with a folder above it."""
    steps = path.split("/")
    for length in range(1, len(steps) + 1):
        place = os.path.join(run.upper, *steps[:length])
        try:
            info = os.lstat(place)
        except OSError:
            return length > 1 and is_opaque(os.path.dirname(place))
        if length < len(steps) and not stat.S_ISDIR(info.st_mode):
            return True
    return is_whiteout(place, info)


def _with_values(run: Run, path: str, source: str, tokens: list[tuple[int, int, str]]) -> bytes | None:
    """The run's version of `path` with the values that the project's `source` has."""
    if not tokens:
        return None
    own, host = os.path.join(run.upper, path), os.path.join(run.project, source)
    try:
        info = os.lstat(host)
        if not stat.S_ISREG(info.st_mode):
            return None
        if info.st_ctime_ns > run.began and not is_taken_back(run, source, info.st_ctime_ns):
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
