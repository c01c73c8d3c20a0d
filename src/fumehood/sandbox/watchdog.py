"""Watches the whole tree of a run: memory that is its own, processes, bytes written, time.

Source: proc(5), statm in pages; children of each thread (CONFIG_PROC_CHILDREN).
"""

import os
import time

from fumehood.sandbox.policy import Limits

_PAGE = os.sysconf("SC_PAGE_SIZE")
_FILES = 200_000
"""Files that one run may write: a full table of inodes stops a machine as a full disk does."""


class Watchdog:
    """Asked now and then; answers with the word of the limit that is exceeded."""

    def __init__(self, limits: Limits, upper: str | None) -> None:
        self.limits = limits
        self.upper = upper
        self.began = time.monotonic()
        self.next_disk = self.began + 0.2

    def exceeded(self, pid: int) -> str | None:
        """`memory`, `disk`, `processes` or `time`; None while all is well. `pid` is the first inside."""
        now = time.monotonic()
        if self.limits.time is not None and now - self.began >= self.limits.time:
            return "time"
        members = tree(pid, self.limits.pids + 1)
        if len(members) > self.limits.pids:
            return "processes"
        if sum(_own(one) for one in members) > self.limits.memory:
            return "memory"
        if now >= self.next_disk:
            started = time.monotonic()
            if self.disk_is_full():
                return "disk"
            self.next_disk = time.monotonic() + max(0.1, 10 * (time.monotonic() - started))
        return None

    def disk_is_full(self) -> bool:
        """Whether the run has written more than it may."""
        if self.upper is None:
            return False
        used = files = 0
        pending = [self.upper]
        while pending:
            try:
                with os.scandir(pending.pop()) as found:
                    for entry in found:
                        files += 1
                        if entry.is_dir(follow_symlinks=False):
                            pending.append(entry.path)
                        else:
                            used += entry.stat(follow_symlinks=False).st_blocks * 512
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


def _own(pid: int) -> int:
    """Bytes that the process does not share with files; 0 when it is gone."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            _, resident, shared, *_ = file.read().split()
    except (OSError, ValueError):
        return 0
    return (int(resident) - int(shared)) * _PAGE
