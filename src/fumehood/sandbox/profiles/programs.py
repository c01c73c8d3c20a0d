"""Where a program of the user's home really is, and what has to be shown for it to start.

Agents are installed below the home: by npm (a folder of packages, a link to a script, Node.js from a version manager),
by pipx or uv (a virtual environment, and the Python that it was made from), or as one large file.
"""

import os
from typing import NamedTuple

_SYSTEM = ("/usr/", "/bin/", "/sbin/", "/lib/", "/lib64/")
_DEEPEST = 8
_FIRST_LINE = 512


class Shown(NamedTuple):
    """Paths to show read-only, and symbolic links (where they lead, where they stand)."""

    paths: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def needed(program: str, path: str, home: str) -> Shown:
    """What `program` needs; `path` is the search path. Nothing when it is a part of the system, or is not found."""
    finder = _Finder(path, home)
    finder.add(program)
    shown = tuple(finder.paths)
    inside = tuple(one + "/" for one in shown)
    links = tuple((real, found) for found, real in finder.links.items() if not found.startswith(inside))
    return Shown(shown, links)


class _Finder:
    def __init__(self, path: str, home: str) -> None:
        self.path = path
        self.home = home
        self.paths: dict[str, None] = {}
        self.links: dict[str, str] = {}
        self.seen: set[str] = set()

    def add(self, program: str) -> None:
        pending = [program]
        while pending and len(self.seen) < _DEEPEST:
            found = self._find(pending.pop())
            if found is None or found in self.seen:
                continue
            self.seen.add(found)
            real = os.path.realpath(found)
            if found != real and not found.startswith(_SYSTEM):
                self.links[found] = real
            self._show_root(found, real)
            if not real.startswith(_SYSTEM):
                pending += _interpreter(real)

    def _find(self, program: str) -> str | None:
        if "/" in program:
            return os.path.abspath(program)
        for folder in self.path.split(":"):
            candidate = os.path.join(folder, program)
            if os.path.isabs(folder) and os.path.isfile(candidate) and os.access(candidate, os.X_OK):
                return os.path.abspath(candidate)
        return None

    def _show_root(self, found: str, real: str) -> None:
        """Shows what belongs to the file."""
        modules = real.find("/node_modules/")
        if modules > 0:
            self._show(real[: modules + len("/node_modules")])
            return
        for one in (found, real):
            environment = os.path.dirname(os.path.dirname(one))
            base = _base(environment)
            if base is not None:
                self._show(environment)
                self._show(base)
                return
        folder = os.path.dirname(real)
        whole = os.path.basename(folder) not in ("bin", "sbin", "versions") and not _is_wide(
            folder, self.home
        )
        self._show(folder if whole else real)

    def _show(self, path: str) -> None:
        if not (path + "/").startswith(_SYSTEM) and not _is_wide(path, self.home):
            self.paths[path] = None


def _is_wide(path: str, home: str) -> bool:
    """Whether more than one program's files stand there: the home itself, what is around it, the root of a disk."""
    return path == home or home.startswith(path.rstrip("/") + "/") or path.count("/") < 2


def _base(environment: str) -> str | None:
    """The installation that a virtual environment was made from; None when this is no environment."""
    try:
        with open(os.path.join(environment, "pyvenv.cfg"), encoding="utf-8", errors="replace") as file:
            lines = file.read(1 << 16).splitlines()
    except OSError:
        return None
    for line in lines:
        key, _, value = line.partition("=")
        if key.strip().lower() == "home":
            return os.path.dirname(os.path.realpath(value.strip()))
    return None


def _interpreter(path: str) -> list[str]:
    """What the first line of a script names: its interpreter, or what `env` looks for."""
    try:
        with open(path, "rb") as file:
            line = file.read(_FIRST_LINE).split(b"\n")[0]
    except OSError:
        return []
    if not line.startswith(b"#!"):
        return []
    words = os.fsdecode(line[2:]).split()
    if words and os.path.basename(words[0]) == "env":
        words = [word for word in words[1:] if not word.startswith("-") and "=" not in word]
    return words[:1]
