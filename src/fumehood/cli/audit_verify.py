"""Proves the record: changed, removed, inserted, reordered and cut-off records show, with file and line.

Keep the head hash somewhere else: who may write the record and its anchor can make both anew.
Exit codes: 0 whole, 1 not as it was written, 3 nothing was recorded, 4 it cannot be read.

Example:
  fumehood audit verify --format json
"""

import json
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, FOUND, NOTHING


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `audit verify`."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(args: Namespace, console: Console) -> int:
    """Says whether the record is whole; returns the exit code."""
    from fumehood.audit.places import folder
    from fumehood.audit.verify import verify
    from fumehood.report.safe import safe

    found = verify()
    code = FOUND if found.problems else CLEAN if found.records else NOTHING
    if args.format == "json":
        table = {
            "records": found.records,
            "head": found.head,
            "whole": not found.problems,
            "problems": [one._asdict() for one in found.problems],
            "notices": [one._asdict() for one in found.notices],
        }
        console.out(json.dumps(table, indent=2))
        return code
    for one in found.problems:
        console.out(f"{one.where}: {safe(one.what)}")
    for one in found.notices:
        console.note(f"note: {one.where}: {safe(one.what)}")
    if code == NOTHING:
        console.note("nothing was recorded yet")
    elif code == CLEAN:
        console.out(f"whole: {found.records} records, head {found.head}")
    else:
        console.note(
            f"the record is not as it was written; move {safe(folder())} and its anchor aside to keep them "
            "as evidence: a new record begins by itself"
        )
    return code
