"""Writes a report to standard output and to the files asked for with `-o`."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Collection

from fumehood.cli.console import Console
from fumehood.core.errors import UsageError
from fumehood.core.read_file import Unreadable, read_bytes, source_of
from fumehood.core.replace_file import replace_file
from fumehood.core.report import Report
from fumehood.core.source import Source

Reader = Callable[[str], Source | None]


def source_reader(root: str, without: Collection[str] = ()) -> Reader:
    """Reads a file of the scanned tree again, for code frames; None when it cannot be read any more.

    Paths in `without` are not read: what was found there is not in the file as it is now.
    """
    known: dict[str, Source | None] = dict.fromkeys(without)

    def read(path: str) -> Source | None:
        if path not in known:
            try:
                reading = read_bytes(os.path.join(root, path))
                known[path] = None if reading.binary else source_of(path, reading.raw)
            except Unreadable:
                known[path] = None
        return known[path]

    return read


def write_outputs(report: Report, args: Namespace, console: Console, read: Reader) -> None:
    """Renders the report in each format asked for.

    Raises:
        UsageError: a file's suffix names no format, or the file cannot be written.
    """
    from fumehood.report.write import format_of_suffix, render

    targets = [(file, format_of_suffix(file)) for file in args.output]
    for file, kind in targets:
        if kind is None:
            raise UsageError(
                f"{file}: the suffix names no format", "use .json, .jsonl, .sarif, .html or .txt"
            )
    for file, kind in targets:
        write_text(file, render(report, kind or "text", read=read))
    width = os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else None
    console.out(render(report, args.format, read=read, color=console.color, width=width), end="")
    for file, _ in targets:
        console.note(f"wrote {file}")


def write_text(file: str, text: str) -> None:
    """Replaces the file in one step, so that a reader never sees half a report.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        replace_file(file, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise UsageError(
            f"cannot write {file}: {error.strerror}", "name a place that you may write to"
        ) from None
