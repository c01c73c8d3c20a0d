"""Reads the record and proves it: every line's hash, its number, its link to the line before, and the end.

It shows accidents and hands that edit lines. Whoever may write both the record and its anchor can make both
anew; for proof against that, keep the head hash that `audit verify` prints somewhere else.
"""

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from fumehood.audit import anchor as anchors
from fumehood.audit import places
from fumehood.audit.errors import AuditError
from fumehood.audit.record import FIRST, read_line
from fumehood.audit.recovery import torn

_MOST_PROBLEMS = 50


class Problem(NamedTuple):
    """One place where the record is not as it was written: `where` is file and line (1-based)."""

    where: str
    what: str


class Verdict(NamedTuple):
    """How many records are whole, the head's hash, what is wrong and what is worth saying though it is right."""

    records: int
    head: str
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]


class Line(NamedTuple):
    """A line of the record: where it stands, its bytes, and the record (None: its hash does not fit)."""

    where: str
    raw: bytes
    record: dict[str, Any] | None


def lines() -> Iterator[Line]:
    """Every line of every segment, in the order written.

    Raises:
        AuditError: a segment cannot be read.
    """
    try:
        for number in places.segments():
            path = places.segment(number)
            with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC), "rb") as file:
                for at, raw in enumerate(file, 1):
                    bare = raw.rstrip(b"\n")
                    whole = raw.endswith(b"\n")
                    yield Line(f"{os.path.basename(path)}:{at}", bare, read_line(bare) if whole else None)
    except OSError as error:
        raise AuditError(
            f"the audit record cannot be read: {error.filename}: {error.strerror}",
            "make the folder yours and readable",
        ) from None


def verify() -> Verdict:
    """Reads the whole record while nobody writes.

    Raises:
        AuditError: it cannot be read or is being written for too long.
    """
    if not places.segments() and not os.path.exists(places.anchor()):
        return Verdict(0, FIRST, (), ())
    with anchors.locked(shared=True) as handle:
        return _Reading(anchors.read(handle)).verdict()


class _Reading:
    def __init__(self, known: anchors.Anchor | None) -> None:
        self.known = known
        self.count = 0
        self.head = FIRST
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.number = 0
        self.seen: dict[int, str] = {}
        self.unread: Line | None = None

    def verdict(self) -> Verdict:
        for line in lines():
            if line.record is None:
                self._settle_unread()
                self.unread = line
            else:
                self._one(line, line.record)
        self._settle_unread()
        self._end()
        return Verdict(
            self.count, self.head, tuple(self.problems[:_MOST_PROBLEMS]), tuple(self.notices[:_MOST_PROBLEMS])
        )

    def _one(self, line: Line, record: dict[str, Any]) -> None:
        head = line.raw[-66:-2].decode("ascii")
        unread, self.unread = self.unread, None
        number = record["n"]
        if unread is not None and not self._explained(unread, record):
            self._problem(unread.where, "changed: the line does not fit its hash")
            if number == self.number + 2:  # the changed line stood for one record; what follows links to it
                self.number, self.head = self.number + 1, record["prev"]
        if number in self.seen:
            again = self.seen[number] == head
            self._problem(
                line.where, f"{'inserted again' if again else 'inserted or changed'}: record {number}"
            )
            if number != self.number + 1:
                return
        elif number < self.number:
            self._problem(line.where, f"reordered: record {number} stands behind record {self.number}")
            self.seen[number] = head
            self.count += 1
            return
        elif number > self.number + 1:
            self._problem(
                line.where, f"removed or reordered: {self._gap(number)} missing before record {number}"
            )
        elif record["prev"] != self.head:
            self._problem(
                line.where, f"inserted or changed: record {number} is not chained to the record before"
            )
        if record["kind"] == "recovered":
            self._recovery(line, record["data"])
        self.seen[number] = head
        self.count += 1
        self.number, self.head = number, head

    def _gap(self, number: int) -> str:
        first, last = self.number + 1, number - 1
        return f"record {first} is" if first == last else f"records {first} to {last} are"

    def _explained(self, unread: Line, record: dict[str, Any]) -> bool:
        named = {k: record["data"].get(k) for k in ("bytes", "sha256")}
        return record["kind"] == "recovered" and named == torn(unread.raw)

    def _recovery(self, line: Line, data: dict[str, Any]) -> None:
        reason = str(data.get("reason", ""))
        if reason == "a line was not finished":
            self.notices.append(Problem(line.where, "a crash left half a line; it was recovered"))
        else:
            self._problem(line.where, f"{reason} when this record was written")

    def _settle_unread(self) -> None:
        if self.unread is not None:
            self._problem(self.unread.where, "changed or cut off: the line does not fit its hash")
            self.unread = None

    def _end(self) -> None:
        known = self.known
        if known is None:
            self._problem(
                "anchor", f"missing or unreadable ({places.anchor()}): a cut-off end would not show"
            )
        elif self.number < known.records:
            self._problem(
                "end", f"cut off: the record ends at {self.number}, its anchor says {known.records} records"
            )
        elif self.number > known.records:
            self.notices.append(
                Problem("end", "the last records are newer than the anchor: a process died there")
            )
        elif self.head != known.head:
            self._problem("end", "changed: the last record's hash is not the anchor's")

    def _problem(self, where: str, what: str) -> None:
        self.problems.append(Problem(where, what))
