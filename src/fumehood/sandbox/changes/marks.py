"""What the guards find in the changes of a run, and the host's version did not have.

The guards come in as a port: `Inspect` gives the findings of some versions of files, whole-project rules included.
A finding is new when the host's version has none of the same rule that says the same on the same line of text, so that
moved lines count as known and an exchanged secret does not.
"""

import os
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from fumehood.core.finding import Finding
from fumehood.core.report import Unscanned
from fumehood.core.skipped_folders import SKIPPED_FOLDERS
from fumehood.core.source import Source
from fumehood.sandbox.changes.pending import Change

MOST = 2000
"""Files of one run that are looked at; the rest is counted."""


class Version(NamedTuple):
    """A file of the project, by its relative path, where the version that is meant lies on disk, or its bytes."""

    path: str
    full: str
    content: bytes | None = None


class Looked(NamedTuple):
    """What was found in some versions, what could not be looked at, and the text of each that is text."""

    findings: Sequence[Finding]
    unscanned: Sequence[Unscanned]
    texts: dict[str, Source]


class Inspect(Protocol):
    """Looks at versions of files as parts of the project."""

    def __call__(self, sets: Sequence[Sequence[Version]]) -> Sequence[Looked]:
        """What is found in each set, a set being one state of the project; paths are relative to the project."""
        ...


class Marks(NamedTuple):
    """The new findings by path, what was not looked at, and both versions as looked at, to hide what is secret."""

    found: dict[str, list[Finding]]
    unscanned: list[Unscanned]
    after: Looked
    before: Looked


def marks(changes: Sequence[Change], inspect: Inspect) -> Marks:
    """The marks on the changes of one run."""
    files, left_out = _readable(changes)
    # The host's version is also asked where nothing is new: a difference shows its lines too.
    replaced = [Version(c.path, path) for c in changes if c.word != "made" and _plain(path := _of_host(c))]
    after, before = inspect([[Version(c.path, c.source, c.content()) for c in files], replaced[:MOST]])
    found: dict[str, list[Finding]] = {}
    known = Counter(_key(f, before.texts) for f in before.findings)
    for finding in after.findings:
        key = _key(finding, after.texts)
        if known[key]:
            known[key] -= 1
        else:
            found.setdefault(finding.location.path, []).append(finding)
    return Marks(found, [*after.unscanned, *left_out], after, before)


def _readable(changes: Sequence[Change]) -> tuple[list[Change], list[Unscanned]]:
    """The files to look at, and why the others are left out: a line for each folder that is skipped by its kind."""
    files: list[Change] = []
    skipped: Counter[str] = Counter()
    for change in changes:
        if change.kind != "file":
            continue
        parts = change.path.split("/")
        at = next((i for i, part in enumerate(parts[:-1]) if part in SKIPPED_FOLDERS), None)
        if at is None:
            files.append(change)
        else:
            skipped["/".join(parts[: at + 1])] += 1
    left_out = [
        Unscanned(folder, f"{count} file{'s' * (count != 1)} in a folder that is skipped by its kind")
        for folder, count in sorted(skipped.items())
    ]
    if len(files) > MOST:
        left_out.append(
            Unscanned(
                files[MOST].path,
                f"this and {len(files) - MOST - 1} more files: only {MOST} of a run are looked at",
            )
        )
    return files[:MOST], left_out


def _of_host(change: Change) -> str:
    return os.path.join(change.run.project, change.path)


def _plain(path: str) -> bool:
    return os.path.isfile(path) and not os.path.islink(path)


def _key(finding: Finding, texts: dict[str, Source]) -> tuple[str, str, str]:
    """Rule, path, and what the lines of the finding say without their indentation."""
    where = finding.location
    source = texts.get(where.path)
    if source is None:  # a table that is no text: its message names the column
        return finding.rule, where.path, finding.message
    starts = source.line_starts
    first = starts[min(where.line, len(starts)) - 1]
    end = starts[where.end_line] if where.end_line < len(starts) else len(source.text)
    return finding.rule, where.path, "\n".join(line.strip() for line in source.text[first:end].splitlines())
