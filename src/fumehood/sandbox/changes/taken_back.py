"""Paths that an undo put back to what they were: no user changed them, whatever the time of their change says."""

import json
import os
import stat
from collections.abc import Iterable
from functools import lru_cache

from fumehood.sandbox.runs import Run, runs, write_json

_FILE = "taken-back.json"


def newest(project: str, path: str) -> int:
    """The newest change time (ns) of what stands at `path` of the project, with all that is in it; 0: nothing does."""
    place = os.path.join(project, path)
    try:
        info = os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return 0
    found = info.st_ctime_ns
    if stat.S_ISDIR(info.st_mode):
        for folder, names, files in os.walk(place):
            for name in (*names, *files):
                found = max(found, os.lstat(os.path.join(folder, name)).st_ctime_ns)
    return found


def remember(project: str, paths: Iterable[str]) -> None:
    """Notes for each run that waits how the project's paths look that were put back."""
    restored = list(paths)
    for run in runs(project):
        known = dict(_known(run.folder))
        known |= {path: newest(project, path) for path in restored}
        write_json(os.path.join(run.folder, _FILE), known)
    _known.cache_clear()


def is_taken_back(run: Run, path: str, changed: int) -> bool:
    """Whether `changed` (ns) is the time at which the path was put back."""
    return _known(run.folder).get(path) == changed


@lru_cache(maxsize=64)
def _known(folder: str) -> dict[str, int]:
    try:
        with open(os.path.join(folder, _FILE), encoding="utf-8", errors="surrogateescape") as file:
            value: dict[str, int] = json.load(file)
    except (OSError, ValueError):
        return {}
    return value
