"""Where the next record goes: behind the anchor, and what has to be said first when the file disagrees with it.

The anchor leads. When records before it are gone, the next one still carries the anchor's hash: the gap stays
visible for good. Records behind it, left by a process that died between file and anchor, are taken over when
they are chained to it; half a line that a crash left stays where it is and is named by a `recovered` record.
"""

import os

from fumehood.audit import places
from fumehood.audit.anchor import EMPTY, Anchor
from fumehood.audit.canonical import sha256
from fumehood.audit.errors import AuditError
from fumehood.audit.record import LARGEST_LINE, read_line

_MOST = 4 * LARGEST_LINE  # bytes behind the anchor that are looked at


def recovered(known: Anchor | None) -> tuple[Anchor, dict[str, object]]:
    """Where to write, and the data of a `recovered` record to write first (empty: all is as it should be).

    Raises:
        AuditError: the record cannot be read.
    """
    try:
        if known is None:
            numbers = places.segments()
            if not numbers:
                return EMPTY, {}
            return _without_anchor(numbers[-1])
        path = places.segment(known.segment)
        try:
            size = os.stat(path, follow_symlinks=False).st_size
        except FileNotFoundError:
            size = 0
        if size == known.size:
            return known, {}
        if size < known.size:
            _end_line(path, size)
            return known, {"reason": "records were cut off", "bytes": known.size - size}
        return _behind(known, path, size)
    except OSError as error:
        raise AuditError(
            f"the audit record cannot be read: {error.filename}: {error.strerror}",
            "make the folder yours and readable, or set XDG_STATE_HOME to one that is",
        ) from None


def _behind(known: Anchor, path: str, size: int) -> tuple[Anchor, dict[str, object]]:
    with open(path, "rb") as file:
        file.seek(known.size)
        raw = file.read(_MOST)
    at = known
    lines = raw.split(b"\n")
    for number, line in enumerate(lines):
        record = read_line(line) if number < len(lines) - 1 else None
        if record is None or record["prev"] != at.head or record["n"] != at.records + 1:
            rest = raw[at.size - known.size :]
            if not rest and at.size == size:
                return at, {}
            _end_line(path, size)
            return at, {"reason": "a line was not finished", **torn(rest)}
        at = Anchor(record["n"], line[-66:-2].decode("ascii"), at.segment, at.size + len(line) + 1)
    return at, {}


def torn(raw: bytes) -> dict[str, object]:
    """How a piece that is no record is named, so that no other one can stand in its place."""
    raw = raw.rstrip(b"\n")
    return {"bytes": len(raw), "sha256": sha256(raw)}


def _without_anchor(number: int) -> tuple[Anchor, dict[str, object]]:
    path = places.segment(number)
    size = os.stat(path, follow_symlinks=False).st_size
    with open(path, "rb") as file:
        file.seek(max(0, size - _MOST))
        lines = file.read().split(b"\n")
    _end_line(path, size)
    for line in reversed(lines):
        record = read_line(line)
        if record:
            head = line[-66:-2].decode("ascii")
            return Anchor(record["n"], head, number, size), {"reason": "the anchor was missing"}
    return Anchor(0, EMPTY.head, number, size), {"reason": "the anchor was missing"}


def _end_line(path: str, size: int) -> None:
    """Ends a line that a crash left unfinished, so that the next record has a line of its own."""
    if not size:
        return
    with open(path, "rb") as file:
        file.seek(size - 1)
        if file.read(1) == b"\n":
            return
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    try:
        os.write(handle, b"\n")
    finally:
        os.close(handle)
