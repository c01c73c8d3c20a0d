"""Takes over what isolated runs wrote; `changes undo` takes it back.

Never taken over: git hooks and configuration, links that lead out, setuid files, devices, pipes and sockets.
Settings of agents, editors and build servers only when they are named. A file that the guards mark (`changes show`)
is asked about on a terminal, unless it is named by its own path or --yes is given; elsewhere its marks are said. Where the
host's file changed since the run began it stands, and the run's version stays pending. When the disk is full or read-only, all of it is taken back.
Exit code 1 when anything was left.

Examples:
  fumehood changes apply
  fumehood changes apply src/ tests/test_one.py
  fumehood changes apply --yes
"""

import sys
from argparse import ArgumentParser, Namespace

from fumehood.cli import changes_selection
from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, FOUND
from fumehood.sandbox.changes.pending import Change


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `changes apply`."""
    changes_selection.configure(parser)
    parser.add_argument("-y", "--yes", action="store_true", help="ask nothing about marked files")


def run(args: Namespace, console: Console) -> int:
    """Applies in the order of the runs; 1 when something was refused, in conflict or failed."""
    from fumehood.report.safe import safe
    from fumehood.sandbox.changes.apply import sweep
    from fumehood.sandbox.changes.pending import pending
    from fumehood.sandbox.changes.take_over import take_over
    from fumehood.sandbox.runs import forget

    runs, changes = changes_selection.selected(args, console)
    if not changes:
        console.note("nothing is pending in this project")
        return CLEAN
    concerns = {} if args.yes else changes_selection.marked(runs, changes, args.paths, console)

    def concern(change: Change) -> str | None:
        return _concern(change, concerns.get((change.run.id, change.path)), console)

    left = False
    for change, reason in take_over(
        changes, changes_selection.project(), named=bool(args.paths), concern=concern
    ):
        left = left or reason is not None
        if reason:
            console.out(f"left     {safe(change.path)}: {safe(reason)}")
            _record(change, reason, console)
        else:
            marks = concerns.get((change.run.id, change.path))
            console.out(f"applied  {safe(change.path)}" + (f"  (marked: {safe(marks)})" if marks else ""))
    for one in runs:
        if sweep(one.upper, one.project) or not pending(one):
            forget(one)
    return FOUND if left else CLEAN


def _record(change: Change, reason: str, console: Console) -> None:
    from fumehood.audit.log import append
    from fumehood.core.errors import FumehoodError

    try:
        append(
            "left-change",
            session=change.run.id,
            project=change.run.project,
            data={"path": change.path, "reason": reason},
        )
    except (FumehoodError, OSError) as error:
        console.error(f"fumehood: that it was left is not on record: {error}")


def _concern(change: Change, marks: str | None, console: Console) -> str | None:
    """Why a marked change is left: its user says so on a terminal. Elsewhere nothing asks, and `undo` is there."""
    from fumehood.report.safe import safe

    if marks is None or not (sys.stdin.isatty() and console.terminal):
        return None
    console.out(f"{safe(change.path)} is marked: {safe(marks)}")
    console.error("apply it? [y/N] ")
    return None if sys.stdin.readline().strip().lower() in ("y", "yes") else f"marked: {marks}"
