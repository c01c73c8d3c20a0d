"""The changes of one run as they may be shown: with marks, and without the secrets of either version."""

import os
import stat
from collections.abc import Sequence
from functools import cached_property

from fumehood.cli.changes_inspection import Inspector
from fumehood.core.finding import Finding
from fumehood.core.walk import shown_path
from fumehood.report.redaction import Redaction
from fumehood.sandbox.changes.marks import Looked, Marks, marks
from fumehood.sandbox.changes.pending import Change
from fumehood.sandbox.runs import Run

_LARGEST = 200_000
"""Bytes of a file whose differences are still shown."""


class View:
    """One run with the changes that are meant, and what the guards say of them."""

    def __init__(self, run: Run, changes: Sequence[Change], found: Marks) -> None:
        self.run = run
        self.changes = changes
        self.marks = found

    @cached_property
    def after(self) -> Redaction:
        """Hides the secrets of the run's versions."""
        return _redaction(self.marks.after)

    @cached_property
    def before(self) -> Redaction:
        """Hides the secrets of the host's versions."""
        return _redaction(self.marks.before)

    def command(self) -> str:
        """The command line, without secrets."""
        from fumehood.exposure import masking

        return masking.mask(" ".join(self.run.command))

    def found(self, change: Change) -> Sequence[Finding]:
        """The marks on a change."""
        return self.marks.found.get(shown_path(change.path), ())

    def all_found(self) -> list[Finding]:
        """The marks on all changes."""
        return [finding for findings in self.marks.found.values() for finding in findings]

    def difference(self, change: Change, *, color: bool) -> str:
        """The unified diff of a text file with its marks below their lines; empty where there is nothing to show."""
        from fumehood.report.diff import unified
        from fumehood.report.paint import painter
        from fumehood.report.safe import safe

        if change.kind not in ("file", "gone") or ".git" in change.path.split("/"):
            return ""
        old = _text(os.path.join(change.run.project, change.path))
        new = b"" if change.kind == "gone" else _text(change.source, change.content())
        if old is None or new is None:
            return f"{safe(change.path)}: binary, large or no plain file\n"
        paint = painter(color)
        notes: dict[int, list[str]] = {}
        for finding in self.found(change):
            text = f"! {finding.rule} {safe(self.after.about(finding, finding.message))}"
            notes.setdefault(finding.location.line, []).append(paint(finding.severity.value, text))
        shown = shown_path(change.path)
        values = {*self.before.values(shown), *self.after.values(shown)}
        return unified(
            change.path, old, new, color=color, notes=notes, values=sorted(values, key=len, reverse=True)
        )


def views(project: str, runs: Sequence[Run], changes: Sequence[Change]) -> tuple[Inspector, list[View]]:
    """The guards, and the runs that have changes among those that are meant, oldest first."""
    inspect = Inspector(project)
    found = []
    for run in runs:
        own = [change for change in changes if change.run.id == run.id]
        if own:
            found.append(View(run, own, marks(own, inspect)))
    return inspect, found


def _redaction(looked: Looked) -> Redaction:
    return Redaction(looked.findings, looked.texts.get)


def _text(path: str, data: bytes | None = None) -> bytes | None:
    """The bytes of a plain text file (`data` when they are known); empty where nothing is, None for what is no short text."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode) or os.path.getsize(path) > _LARGEST:
            return None
        if data is None:
            with open(path, "rb") as file:
                data = file.read(_LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return b""
    except OSError:
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return None if b"\0" in data else data
