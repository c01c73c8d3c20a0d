"""Appends to the record: one line a record, in the order written, each chained to the one before.

The file is opened with O_APPEND, under one lock for all processes. It is not forced to the disk after each
record (that takes longer than a whole decision): a crash of the process loses nothing, a power failure may
lose the last seconds, and then `audit verify` says so. A segment that is full is forced to the disk.
"""

import errno
import os

from fumehood.audit import anchor as anchors
from fumehood.audit import places
from fumehood.audit.anchor import Anchor
from fumehood.audit.errors import AuditError
from fumehood.audit.obvious import obvious, secret_name, suspicious
from fumehood.audit.record import clean, clean_text, line_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SEGMENT = 16 * 1024 * 1024  # bytes after which a new segment begins


def append(
    kind: str,
    *,
    session: str,
    agent: str = "",
    project: str = "",
    data: "Mapping[str, object]",
    redact: "Callable[[str], str]" = obvious,
) -> None:
    """Writes one record.

    Args:
        kind: what happened: `decision`, `run`, `run-end`, `allowed-host`, `refused-host`, `honeytoken`, `set-aside`, `mcp`, `undo`…
        session: the id of the agent's session or of the run.
        agent: the agent's id on the command line (`claude`).
        project: the folder it works in.
        data: plain values; texts are redacted and cut, values of keys that are called secret are covered.
        redact: hides secrets in a text.

    Raises:
        AuditError: nothing was written, and the record is as it was before.
    """
    names = [each[:1_000] for each in (kind, session, agent, project)]
    # Whether there is anything to redact, in all texts at once: there are twenty in a record.
    if redact is obvious and not suspicious(repr((names, data))):
        redact = str
    table = clean(dict(data), redact, secret_name)
    names = [clean_text(each, redact) for each in names]
    with anchors.locked() as handle:
        found = anchors.read(handle)
        if found is None or not _agrees(found):
            from fumehood.audit.recovery import recovered  # seldom needed

            found, notice = recovered(found)
            if notice:
                found = _write(handle, found, ["recovered", "", "", ""], notice)
        _write(handle, found, names, table)


def _agrees(known: Anchor) -> bool:
    """Whether the segment is as long as the anchor says: then nothing was added or cut off."""
    try:
        return os.stat(places.segment(known.segment), follow_symlinks=False).st_size == known.size
    except OSError:
        return False


def _write(handle: int, at: Anchor, names: list[str], data: "Mapping[str, object]") -> Anchor:
    """Writes a record behind `at` and moves the anchor."""
    if at.size >= SEGMENT:
        at = Anchor(at.records, at.head, at.segment + 1, 0)
    kind, session, agent, project = names
    line, head = line_of(at.records + 1, at.head, kind, session, agent, project, data)
    path = places.segment(at.segment)
    try:
        file = places.open_private(path, os.O_WRONLY | os.O_APPEND)
    except OSError as error:
        raise _unwritable(path, error) from None
    before = os.fstat(file).st_size
    after = Anchor(at.records + 1, head, at.segment, before + len(line))
    try:
        _whole(file, line)
        if after.size >= SEGMENT:
            os.fsync(file)
        anchors.write(handle, after)
    except OSError as error:
        try:  # noqa: SIM105 - a start of `run` does without contextlib
            os.ftruncate(file, before)
        except OSError:
            pass  # the piece is named when the next record is written
        raise _unwritable(path, error) from None
    finally:
        os.close(file)
    return after


def _whole(file: int, line: bytes) -> None:
    if os.write(file, line) != len(line):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _unwritable(path: str, error: OSError) -> AuditError:
    return AuditError(
        f"the audit record cannot be written: {path}: {error.strerror}",
        "free some space, make the folder yours and writable, or set XDG_STATE_HOME to one that is",
    )
