"""The anchor: one line of fixed length with the count of records, the head hash, the segment and its size.

It is overwritten in place, under the lock that every writer holds: the anchor's own file is what is locked.
"""

import fcntl
import os
import time

from fumehood.audit import places
from fumehood.audit.errors import AuditError
from fumehood.audit.record import FIRST
from fumehood.core.named_tuple import NamedTuple

_LENGTH = 192  # bytes: far below what a disk writes at once
_PATIENCE = 3.0  # seconds that a writer waits for the others


class Anchor(NamedTuple):
    """What the record must end with: number of records, hash of the last, its segment, bytes of that."""

    records: int
    head: str
    segment: int
    size: int


EMPTY = Anchor(0, FIRST, 1, 0)


class locked:  # noqa: N801 - used as a function is, in `with`
    """The anchor's descriptor, while no other process writes (`shared`: while none writes, others may read).

    Raises:
        AuditError: on entering: it cannot be opened, or another process holds it for seconds.
    """

    def __init__(self, *, shared: bool = False) -> None:
        self._kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        self._handle = -1

    def __enter__(self) -> int:
        path = places.anchor()
        try:
            self._handle = places.open_private(path, os.O_RDWR)
        except OSError as error:
            raise AuditError(
                f"the anchor of the audit record cannot be opened: {path}: {error.strerror}",
                "make that file yours and writable, or set XDG_CONFIG_HOME to a folder that is",
            ) from None
        try:
            _lock(self._handle, path, self._kind)
        except BaseException:
            os.close(self._handle)
            raise
        return self._handle

    def __exit__(self, *_: object) -> None:
        os.close(self._handle)


def read(handle: int) -> Anchor | None:
    """The anchor; None when the file is new, or no anchor stands in it."""
    text = os.pread(handle, _LENGTH * 4, 0).decode("ascii", "replace").strip()
    pairs = (part.partition(":") for part in text.strip("{}").split(","))
    table = {key.strip().strip('"'): value.strip().strip('"') for key, _, value in pairs}
    numbers = [table.get(key, "") for key in ("count", "segment", "size")]
    head = table.get("hash", "")
    if len(head) != len(FIRST) or not all(n.isascii() and n.isdigit() and len(n) < 20 for n in numbers):
        return None
    count, segment, size = map(int, numbers)
    return Anchor(count, head, segment, size)


def write(handle: int, anchor: Anchor) -> None:
    """Overwrites the anchor in place.

    Raises:
        OSError: the disk does not take it.
    """
    text = (
        f'{{"count":{anchor.records},"hash":"{anchor.head}","segment":{anchor.segment},"size":{anchor.size}}}'
    )
    os.pwrite(handle, text.ljust(_LENGTH - 1).encode("ascii") + b"\n", 0)


def _lock(handle: int, path: str, kind: int) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise AuditError(
                    "another process holds the audit record", f"end the process that has {path} locked"
                ) from None
            time.sleep(0.002)
        except OSError as error:
            raise AuditError(
                f"the audit record cannot be locked: {path}: {error.strerror}",
                "set XDG_CONFIG_HOME to a folder on a disk of this machine",
            ) from None
        else:
            return
