"""A progress line on stderr for scans that take long enough to wonder."""

import sys
import time


class ProgressLine:
    """Rewrites one line a few times a second; says nothing in the first half second."""

    def __init__(self, what: str = "files") -> None:
        self._what = what
        self._next = time.monotonic() + 0.5
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """Shows that `done` of `total` are done, now and then."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + 0.1
            self._shown = True
            width = 24
            filled = width * done // max(1, total)
            bar = "━" * filled + "╌" * (width - filled)
            sys.stderr.write(f"\r\x1b[Kscanning {bar} {done:,}/{total:,} {self._what}")
            sys.stderr.flush()

    def done(self) -> None:
        """Removes the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
