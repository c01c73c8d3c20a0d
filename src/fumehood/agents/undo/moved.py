"""A deletion as a move: for assistants that let a hook rewrite a command, and files that nothing else would bring back.

Each plan is a folder of its own below the state folder: `plan.json`, and a folder for each name that is moved. Its command
is recognised when it comes back for judgement, and only it: the folder is protected from every other one.
"""

import contextlib
import hashlib
import json
import os
import re
import shlex
import shutil
import time
from typing import NamedTuple

from fumehood.core.paths import state_folder
from fumehood.core.replace_file import replace_file

KEPT = 50
OLDEST = 14 * 86400  # seconds
_FLAGS = frozenset("rRfv")
_SHELL = frozenset(";&|<>()$`\\\"'\n*?[]{}~#!")
_LONGEST = 10_000
_FILE = "plan.json"
_TOKEN = re.compile(r"/undo/moved/([0-9a-f]{32})/")


class Plan(NamedTuple):
    """A move: its folder, command, the folder it runs in, the absolute paths it moves, when it was made (seconds)."""

    folder: str
    command: str
    cwd: str
    paths: tuple[str, ...]
    time: float


class Outcome(NamedTuple):
    """Paths that came back, and those at whose place something stands now."""

    restored: tuple[str, ...]
    failed: tuple[str, ...]


def plan(command: str, cwd: str, call: str) -> str | None:
    """The same as a move to a folder of its own, which is made; None when the command is no plain `rm` of what is there.

    Whatever a shell would expand, what is missing, mounted or on another disk stays as it is. The same `call` gives the
    same move.

    Raises:
        OSError: the folder cannot be made.
    """
    names = _names(command)
    if names is None:
        return None
    words, recursive = names
    paths = tuple(os.path.normpath(os.path.join(cwd, name)) for name in words)
    base = _base()
    os.makedirs(base, 0o700, exist_ok=True)
    disk = os.stat(base).st_dev
    if not all(_movable(path, disk, recursive=recursive) for path in paths) or len(set(paths)) < len(paths):
        return None
    token = hashlib.sha256("\0".join((call or os.urandom(16).hex(), cwd, command)).encode("utf-8", "replace"))
    folder = os.path.join(base, token.hexdigest()[:32])
    steps = [f"mv -- {shlex.quote(name)} {shlex.quote(f'{folder}/{at}/')}" for at, name in enumerate(words)]
    made = Plan(folder, " && ".join(steps), cwd, paths, time.time())
    if _read(folder) is None:
        _prune()
        for at in range(len(paths)):
            os.makedirs(f"{folder}/{at}", 0o700, exist_ok=True)
        table = {k: v for k, v in made._asdict().items() if k != "folder"}
        replace_file(os.path.join(folder, _FILE), json.dumps(table).encode(), mode=0o600)
    return made.command


def planned(command: str, cwd: str) -> bool:
    """Whether the command is one that `plan` made, to the letter and for this folder."""
    token = _TOKEN.search(command) if "/undo/moved/" in command else None
    found = _read(os.path.join(_base(), token[1])) if token else None
    return found is not None and found.command == command and found.cwd == cwd


def newest(project: str) -> float | None:
    """When the newest move that can be undone was planned (seconds since 1970); None when there is none."""
    return max((one.time for one in _done(project)), default=None)


def undo(project: str) -> Outcome | None:
    """Moves back what the newest move took away below the project; None when there is none."""
    done = _done(project)
    if not done:
        return None
    one = max(done, key=lambda each: each.time)
    restored, failed = [], []
    for at, path in enumerate(one.paths):
        kept = f"{one.folder}/{at}/{os.path.basename(path)}"
        if not os.path.lexists(kept):
            continue
        try:
            if os.path.lexists(path):
                raise FileExistsError
            os.makedirs(os.path.dirname(path), exist_ok=True)
            os.rename(kept, path)
            restored.append(path)
        except OSError:
            failed.append(path)
    if not failed:
        shutil.rmtree(one.folder, ignore_errors=True)
    return Outcome(tuple(restored), tuple(failed))


def _names(command: str) -> tuple[list[str], bool] | None:
    """The names that a plain `rm` removes, and whether with all below; None when it is none."""
    if len(command) > _LONGEST or not command.isprintable() or _SHELL & set(command):
        return None  # unprintable are tabs, and blanks that no shell takes for one
    words = command.split()
    if len(words) < 2 or words[0] != "rm":
        return None
    names: list[str] = []
    flags: set[str] = set()
    options = True
    for word in words[1:]:
        if options and word == "--":
            options = False
        elif options and word.startswith("-"):
            if word.startswith("--") or not set(word[1:]) <= _FLAGS:
                return None
            flags |= set(word[1:])
        elif word.rstrip("/").rpartition("/")[2] in ("", ".", ".."):
            return None
        else:
            names.append(word.rstrip("/"))
    return (names, bool(flags & {"r", "R"})) if names else None


def _movable(path: str, disk: int, *, recursive: bool) -> bool:
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return False
    is_folder = os.path.isdir(path) and not os.path.islink(path)
    own = f"{state_folder()}/".startswith(f"{path}/") or path.startswith(f"{state_folder()}/")
    return found.st_dev == disk and not own and (recursive or not is_folder) and not os.path.ismount(path)


def _base() -> str:
    return os.path.join(state_folder(), "undo", "moved")


def _read(folder: str) -> Plan | None:
    try:
        with open(os.path.join(folder, _FILE), "rb") as file:
            table = json.load(file)
        paths = tuple(map(str, table["paths"]))
        return Plan(folder, str(table["command"]), str(table["cwd"]), paths, float(table["time"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _all() -> list[Plan]:
    try:
        names = os.listdir(_base())
    except OSError:
        return []
    return [one for name in names if (one := _read(os.path.join(_base(), name)))]


def _done(project: str) -> list[Plan]:
    """The moves that took something away below the project, and hold it still."""
    return [
        one
        for one in _all()
        if any(
            (path.startswith(project.rstrip("/") + "/") or one.cwd == project)
            and os.path.lexists(f"{one.folder}/{at}/{os.path.basename(path)}")
            for at, path in enumerate(one.paths)
        )
    ]


def _prune() -> None:
    """Removes moves that are too old, or too many, for good."""
    known = sorted(_all(), key=lambda one: one.time)
    limit = time.time() - OLDEST
    for number, one in enumerate(known):
        if one.time < limit or number < len(known) - KEPT + 1:
            with contextlib.suppress(OSError):
                shutil.rmtree(one.folder)
