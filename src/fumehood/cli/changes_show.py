"""Shows what isolated runs wrote and what of it would not be taken over, with the differences of text files.

examples:
  fumehood changes show
  fumehood changes show --stat src/
"""

import os
import stat
from argparse import ArgumentParser, Namespace

from fumehood.cli import changes_selection
from fumehood.cli.console import Console
from fumehood.sandbox.changes.pending import Change

_LARGEST = 200_000
_SIGNS = {"made": "+", "changed": "~", "removed": "-"}


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `changes show`."""
    changes_selection.configure(parser)
    parser.add_argument("--stat", action="store_true", help="names only, no differences")


def run(args: Namespace, console: Console) -> int:
    """Prints a line for each change, then the differences; 0."""
    from fumehood.report.safe import safe
    from fumehood.sandbox.changes.refusals import needs_name

    runs, changes = changes_selection.selected(args)
    if not changes:
        console.note("nothing is pending in this project")
        return 0
    for one in runs:
        own = [change for change in changes if change.run.id == one.id]
        if not own:
            continue
        console.out(f"run {one.id}: {safe(' '.join(one.command))[:200]}")
        for change in own:
            note = change.refused or change.conflict
            mark = (
                f"  (refused: {change.refused})"
                if change.refused
                else f"  (conflict: {note})"
                if note
                else ""
            )
            if not mark and needs_name(change.path):
                mark = "  (a setting: applied only when it is named)"
            console.out(
                f"  {_SIGNS[change.word]} {safe(change.path)}{'/' if change.kind == 'folder' else ''}{safe(mark)}"
            )
        if not args.stat:
            for change in own:
                _difference(change, console)
    return 0


def _difference(change: Change, console: Console) -> None:
    from fumehood.report.safe import safe

    if change.kind not in ("file", "gone") or change.path.startswith(".git/"):
        return
    old = _text(os.path.join(change.run.project, change.path))
    new = "" if change.kind == "gone" else _text(change.source)
    if old is None or new is None:
        console.out(f"\n{safe(change.path)}: binary, large or no plain file")
        return
    import difflib

    lines = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"a/{change.path}", f"b/{change.path}", lineterm=""
    )
    shown = [safe(line) for line in lines]
    if shown:
        console.out("\n" + "\n".join(shown))


def _text(path: str) -> str | None:
    """The text of a plain file; empty where nothing is, None for what is no short text."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode) or os.path.getsize(path) > _LARGEST:
            return None
        with open(path, "rb") as file:
            data = file.read(_LARGEST)
    except FileNotFoundError:
        return ""
    except OSError:
        return None
    try:
        return None if b"\0" in data else data.decode()
    except UnicodeDecodeError:
        return None
