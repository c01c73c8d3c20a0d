"""Control groups, where this user may make them: the kernel itself then holds the memory and the processes of the tree.

Version 2 below the folder that our own group stands in (systemd delegates it to a user's session), or at the top for
root; version 1 for root. Where neither is to be had the watchdog and RLIMIT_NPROC do it alone.

Source: cgroups(7); the kernel's documentation of cgroup-v2, cgroup-v1/memory and cgroup-v1/pids.
"""

import os

from fumehood.core.named_tuple import NamedTuple
from fumehood.sandbox.policy import Limits

_TOP = "/sys/fs/cgroup"
_PREFIX = "fumehood-"
_OWN = 3
"""bubblewrap's two processes and `env`, which are there before the command."""
_FILES = {
    "memory": ("memory.max", "memory.limit_in_bytes"),
    "pids": ("pids.max", "pids.max"),
}
"""The file of each limit in version 2 and in version 1."""


class Group(NamedTuple):
    """The folders of one run's group: one in version 2, two in version 1."""

    folders: tuple[str, ...]


def make(limits: Limits) -> Group | None:
    """A group with these limits, still empty; None where none can be had."""
    values = {"memory": str(limits.memory), "pids": str(limits.pids + _OWN)}
    for base in _unified():
        if made := _made([(base, 0, values)]):
            return made
    return _made([(f"{_TOP}/{kind}", 1, {kind: value}) for kind, value in values.items()])


def _unified() -> list[str]:
    """Folders of version 2 in which a group may stand, with both controllers handed down."""
    try:
        with open("/proc/self/cgroup", encoding="utf-8") as file:
            own = next((line[3:].strip() for line in file if line.startswith("0::")), "")
    except OSError:
        return []
    found = [_TOP + os.path.dirname(own), _TOP] if own else []
    return [base for base in dict.fromkeys(found) if _hands_down(base)]


def _hands_down(base: str) -> bool:
    try:
        with open(base + "/cgroup.subtree_control", encoding="ascii") as file:
            return {"memory", "pids"} <= set(file.read().split())
    except OSError:
        return False


def _made(wanted: list[tuple[str, int, dict[str, str]]]) -> Group | None:
    name = f"{_PREFIX}{os.getpid()}-{os.urandom(3).hex()}"
    made: list[str] = []
    try:
        for base, version, values in wanted:
            _sweep(base)
            os.mkdir(f"{base}/{name}")
            made.append(f"{base}/{name}")
            for kind, value in values.items():
                _write(f"{base}/{name}/{_FILES[kind][version]}", value)
    except OSError:
        remove(Group(tuple(made)))
        return None
    return Group(tuple(made))


def join(group: Group) -> None:
    """Brings this process, and all that it starts from now on, into the group.

    Raises:
        OSError: the kernel refuses it.
    """
    for folder in group.folders:
        _write(folder + "/cgroup.procs", "0")


def reached(group: Group) -> str | None:
    """`memory` or `processes` when the kernel has refused something for that limit."""
    for folder in group.folders:
        for name, word, limit in (
            ("memory.events", "oom_kill", "memory"),
            ("memory.oom_control", "oom_kill", "memory"),
            ("pids.events", "max", "processes"),
        ):
            if _count(f"{folder}/{name}", word):
                return limit
    return None


def remove(group: Group, patience: int = 0) -> None:
    """Removes the group when nothing is left in it; waits that many milliseconds for its last process to be gone."""
    import time

    for folder in group.folders:
        for _ in range(patience + 1):
            try:
                os.rmdir(folder)
            except FileNotFoundError:
                break
            except OSError:
                time.sleep(0.001 if patience else 0)
            else:
                break


def _sweep(base: str) -> None:
    """Removes groups of supervisors that were killed."""
    if not os.access(base, os.W_OK):
        return
    for name in os.listdir(base):
        if name.startswith(_PREFIX) and not os.path.exists("/proc/" + name[len(_PREFIX) :].partition("-")[0]):
            remove(Group((f"{base}/{name}",)))


def _count(path: str, word: str) -> int:
    try:
        with open(path, encoding="ascii") as file:
            for line in file:
                key, _, value = line.partition(" ")
                if key == word:
                    return int(value)
    except (OSError, ValueError):
        return 0
    return 0


def _write(path: str, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)
