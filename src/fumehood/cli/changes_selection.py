"""Which pending changes a verb of `changes` is about: all runs of the project, one run, or given paths."""

import os
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.errors import UsageError
from fumehood.sandbox.changes.journal import cut_off
from fumehood.sandbox.changes.pending import Change, pending
from fumehood.sandbox.runs import Run, runs


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments that say which changes."""
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="only these files and folders of the project"
    )
    parser.add_argument(
        "--run", metavar="ID", help="only what this run wrote (`changes show` prints the ids)"
    )


def project() -> str:
    """The project: the folder we are in."""
    return os.path.realpath(os.getcwd())


def selected(args: Namespace, console: Console) -> tuple[list[Run], list[Change]]:
    """The runs that are meant, oldest first, and their changes that are meant.

    Raises:
        UsageError: the run or the path is none that we know.
    """
    root = project()
    found = runs(root)
    if cut_off(root):
        console.note(
            "note: the last apply was cut off; `fumehood changes apply` goes on, `fumehood changes undo` takes it back"
        )
    if args.run is not None:
        found = [run for run in found if run.id == args.run]
        if not found:
            raise UsageError(f"no run `{args.run}` in this project", "`fumehood changes show` prints the ids")
    changes = [change for run in found for change in pending(run)]
    if not args.paths:
        return found, changes
    wanted = [_relative(root, path) for path in args.paths]
    for path, typed in zip(wanted, args.paths, strict=True):
        if not any(_covers(path, change.path) for change in changes):
            raise UsageError(f"nothing pending at {typed}", "`fumehood changes show` lists what is")
    return found, [
        c
        for c in changes
        if any(_covers(path, c.path) or (c.kind == "folder" and _covers(c.path, path)) for path in wanted)
    ]


def marked(
    runs: list[Run], changes: list[Change], paths: list[str], console: Console
) -> dict[tuple[str, str], str]:
    """What the guards mark at or above the severity that counts, by run and path; files in `paths` are left out.

    What could not be looked at is told.
    """
    from fumehood.cli.changes_view import views

    root = project()
    named = {_relative(root, path) for path in paths}
    wanted = [change for change in changes if change.path not in named]
    if not any(change.kind == "file" for change in wanted):
        return {}
    inspect, shown = views(root, runs, wanted)
    found = {}
    left_out = 0
    for view in shown:
        left_out += len(view.marks.unscanned)
        for change in view.changes:
            rules = [
                f"{f.rule} in line {f.location.line}"
                for f in view.found(change)
                if inspect.fail_on is not None and f.severity.rank >= inspect.fail_on.rank
            ]
            if rules:
                more = f" and {len(rules) - 3} more" if len(rules) > 3 else ""
                found[view.run.id, change.path] = ", ".join(rules[:3]) + more
    if left_out:
        console.note(f"not looked at, or not wholly: {left_out}; `fumehood changes show` names them")
    return found


def _relative(root: str, path: str) -> str:
    absolute = os.path.normpath(os.path.join(root, path))
    if absolute != root and not absolute.startswith(root + "/"):
        raise UsageError(f"{path} is not in this project", "give paths below the project's folder")
    return "" if absolute == root else os.path.relpath(absolute, root)


def _covers(top: str, path: str) -> bool:
    return not top or path == top or path.startswith(top + "/")
