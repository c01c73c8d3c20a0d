"""Drops from a baseline what is no longer found, so that it cannot come back unseen.

Example:
  fumehood baseline prune .fumehood-baseline.json
"""

import json
from argparse import ArgumentParser, Namespace

from fumehood.cli import scan
from fumehood.cli.console import Console
from fumehood.cli.finding_options import add_selection, choose
from fumehood.cli.outputs import write_text
from fumehood.core.baseline import known_ids
from fumehood.core.errors import CLEAN, INCOMPLETE, IncompleteError


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `baseline prune`."""
    parser.add_argument("file", metavar="FILE", help="the baseline to shorten")
    parser.add_argument("paths", nargs="*", default=[], metavar="PATH", help="files and folders (default: .)")
    add_selection(parser)
    parser.set_defaults(since=None, no_progress=False, jobs=None, no_cache=False)


def run(args: Namespace, console: Console) -> int:
    """Scans, then rewrites the baseline without what was not found again."""
    known = known_ids(args.file)
    root, starts = scan.place(args.paths)
    choice = choose(args, root)
    choice.baseline = None
    report = scan.make_report(root, starts, choice, args, console)
    if report.unscanned:
        raise IncompleteError(
            f"{len(report.unscanned)} files could not be read, so nothing was pruned",
            "`fumehood scan` lists them; mend or exclude them first",
        )
    with open(args.file, encoding="utf-8") as file:
        document = json.load(file)
    found = set(report.ids)
    document["findings"] = [f for f in document["findings"] if f["id"] in found]
    write_text(args.file, json.dumps(document, indent=2, ensure_ascii=True) + "\n")
    console.out(f"{len(known) - len(document['findings'])} of {len(known)} entries dropped from {args.file}")
    return CLEAN if not report.unscanned else INCOMPLETE
