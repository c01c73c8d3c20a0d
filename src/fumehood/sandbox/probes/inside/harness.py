"""What every probe program has: a list of probes, each run in a process of its own, each answering with one JSON line.

A probe returns evidence (a text) when it got through and None when it was held. It may return `Tried` with paths of the
host, when only the host can say, and raise `Missing` when it means nothing here.
"""

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

Answer = Any
USEFUL = "useful"
"""The area of what must keep working."""
World = dict[str, Any]
SECONDS = 15
SECRET = re.compile(rb"probe" + rb"-secret-[0-9a-f]{16}")
"""What every planted secret looks like; the pattern does not match itself."""
_PROBES: list[tuple[str, Callable[[World], Answer]]] = []
_AREA = [""]


class Missing(Exception):
    """The probe means nothing here; the text says why."""


class Tried(NamedTuple):
    """The attempt was made; it got through when one of these paths is there, or another, on the host."""

    paths: tuple[str, ...]


def begin(area: str) -> None:
    """The probes that follow belong to `area`."""
    _AREA[0] = area


def probe(function: Callable[[World], Answer]) -> Callable[[World], Answer]:
    """Marks a probe; its name is that of the function, and its first line says to people what it tries."""
    _PROBES.append((_AREA[0], function))
    return function


def libc() -> Any:
    """The C library.

    Raises:
        Missing: this Python has no ctypes.
    """
    try:
        import ctypes
    except ImportError:
        raise Missing("this Python has no ctypes") from None
    return ctypes.CDLL(None, use_errno=True)


def call(x86: int, arm: int, *arguments: Any) -> int:
    """A system call by its number on x86_64 or aarch64; -1 when it is refused."""
    import platform

    machine = platform.machine()
    if machine not in ("x86_64", "aarch64"):
        raise Missing(f"no call numbers for {machine}")
    number = x86 if machine == "x86_64" else arm
    if number < 0:
        raise Missing(f"{machine} has no such call")
    return int(libc().syscall(number, *arguments))


def secret_in(path: str, most: int = 1 << 20) -> str | None:
    """Evidence when a planted secret can be read at `path`."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return None
    try:
        found = SECRET.search(os.read(handle, most))
    except OSError:
        return None
    finally:
        os.close(handle)
    return f"read {path}" if found else None


def opens(path: str, flags: int = os.O_RDONLY) -> bool:
    """Whether a file can be opened; asked by opening it, since access(2) knows nothing of some rules."""
    try:
        os.close(os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY))
    except OSError:
        return False
    return True


def write(path: str, text: str = "probe\n", flags: int = os.O_CREAT | os.O_TRUNC, mode: int = 0o644) -> bool:
    """Whether `text` could be written to `path`; folders on the way are made."""
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        handle = os.open(path, os.O_WRONLY | flags, mode)
        os.write(handle, text.encode())
        os.close(handle)
    except OSError:
        return False
    return True


def git(*arguments: str, folder: str) -> bool:
    """Whether a git command says yes; `Missing` where there is no git."""
    import subprocess

    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, timeout=SECONDS, check=False
        )
    except FileNotFoundError:
        raise Missing("git is not here") from None
    return done.returncode == 0


def main(world: World) -> None:
    """Prints what will be asked, then runs all probes and prints a line each."""
    # A room without mounts of its own has the project at another path: the copy is what is attacked, and `outer`,
    # where it stands on the host, is one thing more that must be out of reach.
    here = {**world, "outer": world["project"], "project": os.getcwd()}
    _say({"asked": [[area, _name(function)] for area, function in _PROBES]})
    for area, function in _PROBES:
        _one(area, function, here)


def _name(function: Callable[[World], Answer]) -> str:
    return function.__name__.strip("_")


def _what(function: Callable[[World], Answer]) -> str:
    return (function.__doc__ or "").partition("\n")[0]


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write("@" + json.dumps(line) + "\n")
    sys.stdout.flush()


def _one(area: str, function: Callable[[World], Answer], world: World) -> None:
    source, target = os.pipe()
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        os.close(source)
        signal.alarm(SECONDS)
        os.write(target, json.dumps(_answer(area, function, world)).encode()[:4000])
        os._exit(0)
    os.close(target)
    data = b""
    while more := os.read(source, 65536):
        data += more
    os.close(source)
    _, status = os.waitpid(pid, 0)
    died = f"ended by signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "ended"
    try:
        found = json.loads(data)
    except ValueError:
        found = {"state": _failed(area), "evidence": died}
    _say({"area": area, "name": _name(function), "what": _what(function), **found})


def _failed(area: str) -> str:
    """What an error means: an attack was refused, a useful thing is broken."""
    return "let through" if area == USEFUL else "held"


def _answer(area: str, function: Callable[[World], Answer], world: World) -> dict[str, Any]:
    try:
        found = function(world)
    except Missing as missing:
        return {"state": "not applicable", "evidence": str(missing)}
    except Exception as error:
        return {"state": _failed(area), "evidence": f"{type(error).__name__}: {error}"[:200]}
    if isinstance(found, Tried):
        return {"state": "tried", "paths": [_outside(path, world) for path in found.paths]}
    return {"state": "let through" if found else "held", "evidence": str(found or "")[:300]}


def _outside(path: str, world: World) -> str:
    """The path on the host of what stands at `path` in here."""
    inside = path == world["project"] or path.startswith(world["project"] + "/")
    return str(world["outer"]) + path[len(world["project"]) :] if inside else path
