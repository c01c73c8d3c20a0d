"""Throws away what isolated runs wrote; the project is not touched.

Examples:
  fumehood changes discard
  fumehood changes discard --run ID build/
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli import changes_selection
from fumehood.cli.console import Console


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `changes discard`."""
    changes_selection.configure(parser)


def run(args: Namespace, console: Console) -> int:
    """Discards; always 0."""
    from fumehood.sandbox.changes import tree
    from fumehood.sandbox.changes.apply import drop_mode, sweep
    from fumehood.sandbox.runs import forget

    runs, changes = changes_selection.selected(args, console)
    if not args.paths:
        for one in runs:
            forget(one)
        console.note(f"discarded {len(changes)} changes of {len(runs)} runs")
        return 0
    for change in reversed(changes):
        if change.kind == "mode":
            drop_mode(change)
        elif change.kind != "folder":
            with tree.parent(change.run.upper, change.path) as (folder, name):
                tree.remove(folder, name)
    for one in runs:
        if sweep(one.upper, one.project):
            forget(one)
    console.note(f"discarded {len(changes)} changes")
    return 0
