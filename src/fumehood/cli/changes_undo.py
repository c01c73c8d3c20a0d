"""Goes back: to before the last `changes apply`, or to before the last command that changed this git project.

Outside of git a deletion that was turned into a move is taken back.
What you edited since an apply stays as you left it. A snapshot brings edited and deleted files back, also such
that git does not track; files made since stay, unless --remove-new. The state before is kept, so an undo can
be undone.

Examples:
  fumehood changes undo
  fumehood changes undo --remove-new     also remove what was made since the snapshot
"""

import time
from argparse import ArgumentParser, Namespace

from fumehood.cli import changes_selection
from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, FOUND


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `changes undo`."""
    parser.add_argument(
        "--remove-new", action="store_true", help="also remove files made since the snapshot was taken"
    )


def run(args: Namespace, console: Console) -> int:
    """Undoes the newest of the last apply, the last snapshot and the last move; 1 when something was not brought back."""
    from fumehood.agents.undo import moved
    from fumehood.agents.undo.restore import newest
    from fumehood.sandbox.changes.journal import applied

    project = changes_selection.project()
    taken, took_over, gone = newest(project), applied(project), moved.newest(project)
    if gone is not None and gone >= max(taken or 0, took_over or 0):
        return _moved(project, console)
    if took_over is not None and (taken is None or took_over > taken):
        return _apply(project, console)
    if taken is not None:
        code = _snapshot(project, console, remove_new=args.remove_new)
        if code is not None:
            return code
    if gone is not None:
        return _moved(project, console)
    console.note("nothing was applied or changed in this project that could be undone")
    return CLEAN


def _apply(project: str, console: Console) -> int:
    from fumehood.report.safe import safe
    from fumehood.sandbox.changes.journal import undo

    restored, edited = undo(project) or ([], [])
    for path in restored:
        console.out(f"restored {safe(path)}")
    for path in edited:
        console.out(f"kept     {safe(path)}: edited since it was applied")
    return FOUND if edited else CLEAN


def _moved(project: str, console: Console) -> int:
    from fumehood.agents.undo.moved import undo
    from fumehood.audit.log import append
    from fumehood.report.safe import safe

    outcome = undo(project)
    restored, failed = (outcome.restored, outcome.failed) if outcome else ((), ())
    for path in restored:
        console.out(f"restored {safe(path)}")
    for path in failed:
        console.out(f"failed   {safe(path)}: something stands in its place; move it, then undo again")
    data = {"reason": "a deletion that was a move", "restored": len(restored)}
    append("undo", session="", project=project, data=data)
    return FOUND if failed else CLEAN


def _snapshot(project: str, console: Console, *, remove_new: bool) -> int | None:
    from fumehood.agents.undo.restore import undo
    from fumehood.audit.log import append
    from fumehood.report.safe import safe

    outcome = undo(project, remove_new=remove_new)
    if outcome is None:
        return None
    for word, paths in (("restored", outcome.restored), ("removed ", outcome.removed)):
        for path in paths:
            console.out(f"{word} {safe(path)}")
    for path in outcome.left:
        console.out(f"kept     {safe(path)}: made since; --remove-new removes it")
    for path in outcome.failed:
        console.out(f"failed   {safe(path)}: something stands in the way, or the folder cannot be written")
    then = outcome.snapshot
    when = time.strftime("%H:%M:%S on %d %B", time.localtime(then.time))
    console.note(f"back to {when}: {safe(then.reason)}; `fumehood changes undo` again takes this back")
    append(
        "undo",
        session="",
        project=project,
        data={"reason": then.reason, "restored": len(outcome.restored), "removed": len(outcome.removed)},
    )
    return FOUND if outcome.failed else CLEAN
