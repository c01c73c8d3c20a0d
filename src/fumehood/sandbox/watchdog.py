"""Watches the whole tree of a run: memory that is its own, processes, bytes written, time.

Source: proc(5), statm in pages; children of each thread (CONFIG_PROC_CHILDREN).
"""

import os
import time

from fumehood.sandbox import cgroups
from fumehood.sandbox.policy import Limits

_PAGE = os.sysconf("SC_PAGE_SIZE")
_IN_MEMORY = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108
_FILES = 200_000
"""Files that one run may write: a full table of inodes stops a machine as a full disk does."""


class Watchdog:
    """Asked now and then; answers with the word of the limit that is exceeded."""

    def __init__(
        self,
        limits: Limits,
        upper: str | None,
        project: str | None = None,
        group: cgroups.Group | None = None,
        also: tuple[str, ...] = (),
    ) -> None:
        """`upper` is the overlay's folder; `project` is given instead when the run writes there directly.

        `also` are further folders of the host that the run may write to.
        """
        self.also = also
        self.group = group
        self.limits = limits
        self.upper = upper
        self.project = project
        self.free = _free(project) if project else 0
        self.since = time.time_ns() - 10**7  # the kernel's clock of files ticks every few milliseconds
        self.began = time.monotonic()
        self.next_disk = self.began + 0.2
        self.next_files = self.began + 0.1

    def exceeded(self, pid: int) -> str | None:
        """`memory`, `disk`, `processes` or `time`; None while all is well. `pid` is the first inside."""
        now = time.monotonic()
        if self.limits.time is not None and now - self.began >= self.limits.time:
            return "time"
        if self.group is not None and (word := cgroups.reached(self.group)):
            return word
        members = tree(pid, self.limits.pids + 1)
        if len(members) > self.limits.pids or sum(_threads(one) for one in members) > self.limits.pids:
            return "processes"
        used = sum(_own(one) for one in members)
        if used > self.limits.memory:
            return "memory"
        if now >= self.next_files:
            started = time.monotonic()
            if used + _temporary(pid) + _unnamed(members) > self.limits.memory:
                return "memory"
            self.next_files = time.monotonic() + max(0.1, 10 * (time.monotonic() - started))
        if now >= self.next_disk:
            started = time.monotonic()
            if self.disk_is_full():
                return "disk"
            self.next_disk = time.monotonic() + max(0.1, 10 * (time.monotonic() - started))
        return None

    def disk_is_full(self) -> bool:
        """Whether the run has written more than it may."""
        if self.upper is not None or self.also:
            places = [(self.upper, 0)] if self.upper is not None else []
            if self._written([*places, *((path, self.since) for path in self.also)]):
                return True
        # A walk over a whole project costs: only when the disk has become that much fuller.
        if self.project is not None and self.free - _free(self.project) > self.limits.disk // 2:
            return self._written([(self.project, self.since)])
        return False

    def paused(self, seconds: float) -> None:
        """The run stood still for a while, which does not count as its time."""
        self.began += seconds

    def _written(self, pending: list[tuple[str, int]]) -> bool:
        """Whether what changed in these folders, since the time beside each, is more than the limit."""
        used = files = 0
        while pending:
            top, since = pending.pop()
            try:
                with os.scandir(top) as found:
                    for entry in found:
                        if entry.is_dir(follow_symlinks=False):
                            pending.append((entry.path, since))
                        info = entry.stat(follow_symlinks=False)
                        if info.st_ctime_ns >= since:
                            files += 1
                            used += info.st_blocks * 512
            except OSError:
                continue
            if used > self.limits.disk or files > _FILES:
                return True
        return False

    def wait(self) -> float:
        """Seconds until the next look: short at first, when most runs end, and never past the end of time."""
        wait = 0.04
        if self.limits.time is not None:
            wait = min(wait, max(0.001, self.limits.time - (time.monotonic() - self.began)))
        return wait


def tree(pid: int, most: int) -> list[int]:
    """`pid` and its descendants, at most `most` of them."""
    found = [pid]
    for one in found:
        try:
            for thread in os.listdir(f"/proc/{one}/task"):
                with open(f"/proc/{one}/task/{thread}/children", "rb") as file:
                    found += [int(word) for word in file.read().split()]
        except OSError:
            continue
        if len(found) >= most:
            break
    return found


def _free(path: str) -> int:
    found = os.statvfs(path)
    return found.f_bfree * found.f_frsize


def _threads(pid: int) -> int:
    try:
        return os.stat(f"/proc/{pid}/task").st_nlink - 2
    except OSError:
        return 0


def _temporary(pid: int) -> int:
    """Bytes in the room's file systems that live in memory."""
    used = 0
    if _same(f"/proc/{pid}/root", "/"):
        return 0  # a room without mounts of its own: these are the machine's
    for place in _IN_MEMORY:
        try:
            found = os.statvfs(f"/proc/{pid}/root{place}")
        except OSError:
            continue
        if found.f_blocks and found.f_frsize == _PAGE:
            used += (found.f_blocks - found.f_bfree) * _PAGE
    return used


def _same(one: str, other: str) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def _unnamed(members: list[int]) -> int:
    """Bytes in files of memory that have no name (memfd_create), which no process need have mapped; each counted once."""
    sizes: dict[tuple[int, int], int] = {}
    for pid in members:
        folder = f"/proc/{pid}/fd"
        try:
            for name in os.listdir(folder):
                if os.readlink(f"{folder}/{name}").startswith("/memfd:"):
                    info = os.stat(f"{folder}/{name}")
                    sizes[info.st_dev, info.st_ino] = info.st_blocks * 512
        except OSError:
            continue
    return sum(sizes.values())


def _own(pid: int) -> int:
    """Bytes that the process does not share with files; 0 when it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            _, resident, shared, *_ = file.read().split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * _PAGE
