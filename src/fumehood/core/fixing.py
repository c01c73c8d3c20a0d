"""Applies fixes to bytes and proves them: the file still parses, the finding is gone, nothing new appeared."""

import os
import stat
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from fumehood.core.file_result import inspect_text
from fumehood.core.finding import Edit, Finding
from fumehood.core.guard import Guard
from fumehood.core.read_file import Unreadable, read_bytes, source_of
from fumehood.core.replace_file import replace_file
from fumehood.core.report import Report


class Change(Struct):
    """The new bytes of one file, and how many findings they mend (none: lines that go with other changes).

    `before` is None for a file that is not there yet.
    """

    path: str
    before: bytes | None
    after: bytes
    count: int


def changes(report: Report, guards: Sequence[Guard], *, unsafe: bool) -> list[Change]:
    """The proven changes for the report's findings, a file each; fixes that fail the proof are left out."""
    wanted: dict[str, list[Finding]] = {}
    for finding in report.findings:
        if finding.fix and (unsafe or finding.fix.safety == "safe"):
            wanted.setdefault(finding.location.path, []).append(finding)
    made = []
    additions: dict[tuple[str, str], str] = {}
    for path, findings in sorted(wanted.items()):
        try:
            before = read_bytes(os.path.join(report.root, path)).raw
        except Unreadable:
            continue
        free = [f for f in findings if _agrees(f, additions)]
        after, kept = _mend(path, before, free, guards)
        if kept:
            made.append(Change(path, before, after, len(kept)))
        for finding in kept:
            additions.update(_additions(finding))
    return made + _added(report.root, additions)


def _additions(finding: Finding) -> dict[tuple[str, str], str]:
    return {(a.path, a.line): a.meaning for a in finding.fix.additions} if finding.fix else {}


def _agrees(finding: Finding, additions: Mapping[tuple[str, str], str]) -> bool:
    return all(additions.get(key, meaning) == meaning for key, meaning in _additions(finding).items())


def _added(root: str, additions: Iterable[tuple[str, str]]) -> list[Change]:
    """The files to which lines are added, in the order in which the fixes ask for them."""
    lines: dict[str, list[str]] = {}
    for path, line in additions:
        lines.setdefault(path, []).append(line)
    made = []
    for path, wanted in lines.items():
        before = None
        if os.path.lexists(full := os.path.join(root, path)):
            try:
                before = read_bytes(full).raw
            except Unreadable:
                made.append(Change(path, None, b"", 0))  # writing it says why not
                continue
        text = before or b""
        present = {row.partition(b"=")[0].strip() for row in text.splitlines()}
        new = [row for row in wanted if row.partition("=")[0].encode() not in present]
        if new:
            end = b"\r\n" if b"\r\n" in text else b"\n"
            joint = b"" if not text or text.endswith(b"\n") else end
            after = text + joint + b"".join(row.encode() + end for row in new)
            made.append(Change(path, before, after, 0))
    return made


def _mend(
    path: str, before: bytes, findings: Sequence[Finding], guards: Sequence[Guard]
) -> tuple[bytes, list[Finding]]:
    """All fixes at once when that holds; else one after another, keeping those that hold."""
    together = _without_overlaps(findings)
    after = apply_edits(before, [e for f in together for e in f.fix.edits])  # type: ignore[union-attr]
    if _holds(path, before, after, together, guards):
        return after, together
    kept: list[Finding] = []
    after = before
    for finding in together:
        attempt = apply_edits(before, [e for f in (*kept, finding) for e in f.fix.edits])  # type: ignore[union-attr]
        if _holds(path, before, attempt, (*kept, finding), guards):
            kept.append(finding)
            after = attempt
    return after, kept


def _without_overlaps(findings: Sequence[Finding]) -> list[Finding]:
    """The findings whose edits do not collide with those of an earlier one; the same edit may be shared."""
    taken: set[Edit] = set()
    chosen = []
    for finding in findings:
        edits = finding.fix.edits if finding.fix else ()
        if all(e in taken or not any(e.start < t.end and t.start < e.end for t in taken) for e in edits):
            taken.update(edits)
            chosen.append(finding)
    return chosen


def apply_edits(raw: bytes, edits: Sequence[Edit]) -> bytes:
    """The bytes with all edits made; the same edit given twice is made once."""
    for edit in sorted(set(edits), key=lambda e: (e.start, e.end, e.text), reverse=True):
        raw = raw[: edit.start] + edit.text.encode("utf-8") + raw[edit.end :]
    return raw


def _holds(
    path: str, before: bytes, after: bytes, mended: Sequence[Finding], guards: Sequence[Guard]
) -> bool:
    old, new = (inspect_text(source_of(path, raw), guards) for raw in (before, after))
    if set(new.problems) - set(old.problems):
        return False
    had, has = (Counter(f.rule for f in r.findings) for r in (old, new))
    gone = Counter(f.rule for f in mended)
    return all(has[rule] <= had[rule] - gone[rule] for rule in {*had, *has})


def write_change(root: str, change: Change) -> str | None:
    """Writes the new bytes in one step and keeps the mode; returns why not, when it could not.

    A file that has changed since it was scanned is left alone.
    """
    full = os.path.join(root, change.path)
    try:
        if change.before is None:
            if os.path.lexists(full):
                return "it is there and cannot be read; add the lines by hand"
            mode = 0o644
        elif read_bytes(full).raw != change.before:
            return "it changed meanwhile; run the command again"
        else:
            mode = stat.S_IMODE(os.lstat(full).st_mode)
        replace_file(full, change.after, mode=mode)
    except (OSError, Unreadable) as error:
        return str(error)
    return None
