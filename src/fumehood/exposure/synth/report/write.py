"""Writes a report of a twin: the suffix decides the format."""

import os

import msgspec

from fumehood.core.errors import UsageError
from fumehood.core.replace_file import replace_file
from fumehood.exposure.synth.measure import Figures

SUFFIXES = (".html", ".htm", ".json")


def suffix(path: str) -> str:
    """The path's suffix.

    Raises:
        UsageError: it is none that a report can have.
    """
    found = os.path.splitext(path)[1].lower()
    if found not in SUFFIXES:
        raise UsageError(
            f"--report {path}: {found or 'no suffix'} is no format of a report", "one of: .html .json"
        )
    return found


def write(path: str, figures: Figures, table: str) -> None:
    """Writes the figures of the twin of `table` (its file's name).

    Raises:
        UsageError: the file cannot be written.
    """
    if suffix(path) == ".json":
        raw = msgspec.json.format(msgspec.json.encode(figures)) + b"\n"
    else:
        from fumehood.exposure.synth.report.page import page

        raw = page(figures, table).encode("utf-8", "backslashreplace")
    try:
        replace_file(path, raw)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}", "choose another --report FILE") from None
