"""Records today's findings, so that later scans show only what is new.

Example:
  fumehood baseline create .fumehood-baseline.json
  fumehood scan --baseline .fumehood-baseline.json
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli import scan
from fumehood.cli.console import Console
from fumehood.cli.finding_options import add_selection, choose
from fumehood.cli.outputs import source_reader, write_text
from fumehood.core.errors import CLEAN, INCOMPLETE


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `baseline create`."""
    parser.add_argument("file", metavar="FILE", help="the baseline to write (an ordinary JSON report)")
    parser.add_argument("paths", nargs="*", default=[], metavar="PATH", help="files and folders (default: .)")
    add_selection(parser)
    parser.set_defaults(since=None, no_progress=False, jobs=None, no_cache=False)


def run(args: Namespace, console: Console) -> int:
    """Scans and writes the report; 4 when something could not be read."""
    from fumehood.report.write import render

    root, starts = scan.place(args.paths)
    report = scan.make_report(root, starts, choose(args, root), args, console)
    write_text(args.file, render(report, "json", read=source_reader(root)))
    console.out(f"{len(report.findings)} findings recorded in {args.file}")
    console.note(f"next: fumehood scan --baseline {args.file}")
    return INCOMPLETE if report.unscanned else CLEAN
