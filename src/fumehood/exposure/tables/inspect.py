"""A table file through the guard: each sheet as the text that it amounts to."""

import os
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from fumehood.core.finding import Finding, Location
from fumehood.core.guard import Inspection
from fumehood.core.source import Source
from fumehood.exposure.tables import large
from fumehood.exposure.tables.read import sheets_of
from fumehood.exposure.tables.sheet import Sheet, Unread

Inspect = Callable[[Source], Inspection]


def inspect_table(full: str, path: str, inspect: Inspect) -> Inspection:
    """The findings of all sheets. No spans: nothing can be shown of such a file.

    What cannot be read is a problem of the inspection.
    """
    done = Inspection()
    try:
        for sheet in sheets_of(full):
            done.findings += _of_sheet(sheet, path, inspect)
    except Unread as error:
        done.problems.append(str(error))
    return done


def _of_sheet(sheet: Sheet, path: str, inspect: Inspect) -> Iterator[Finding]:
    text = sheet.text()
    names = {sheet.shown_header(h): h for h in sheet.headers}
    findings = inspect(Source(path, text, "csv")).findings if text.strip() else []
    if sheet.notes:
        findings += inspect(Source(path, sheet.notes, "text")).findings
    for finding in findings:
        evidence = dict(finding.evidence)
        message = finding.message
        if "column" in evidence:
            label = evidence["column"]
            evidence["column"] = names.get(label, label)
            if evidence["column"] != label:
                evidence["label"] = label
        if sheet.name:
            evidence["table"] = sheet.name
            message += f" (in {sheet.name!r})"
        yield _at(finding, evidence, message, sheet.first - 1, 0)


def inspect_large(full: str, path: str, inspect: Inspect, language: str) -> Inspection:
    """The findings of a text file that is read in pieces, and the columns of a large table by a sample."""
    done = Inspection()
    try:
        if os.path.splitext(path)[1].lower() in large.TABLES:
            found = inspect(Source(path, large.sample(full), "csv")).findings
            done.findings += [
                _at(f, dict(f.evidence), f.message, 0, 0) for f in found if "column" in f.evidence
            ]
        for piece in large.pieces(full):
            found = inspect(Source(path, piece.text, "text" if language == "csv" else language)).findings
            done.findings += [
                _at(f, dict(f.evidence), f.message, piece.line - 1, piece.offset)
                for f in found
                if f.rule < "FHE2"
            ]
        size = os.path.getsize(full)
    except OSError as error:
        done.problems.append((error.strerror or "cannot be read").lower())
        return done
    if size > large.MOST:
        done.problems.append(
            f"{size / 1e9:.1f} GB: secrets were sought in its first {large.MOST // 1_048_576} MiB, columns judged by a sample"
        )
    return done


def _at(finding: Finding, evidence: dict[str, str], message: str, lines: int, offset: int) -> Finding:
    """The finding as one that lies some lines and characters further on, in a file that shows no excerpts."""
    where = finding.location
    moved = Location(
        path=where.path,
        line=where.line + lines,
        column=where.column,
        end_line=where.end_line + lines,
        end_column=where.end_column,
        start=where.start + offset,
        end=where.end + offset,
        anchor=where.anchor,
    )
    return replace(finding, location=moved, evidence=evidence, message=message, fix=None, sensitive=())
