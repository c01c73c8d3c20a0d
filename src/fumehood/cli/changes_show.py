"""Shows what isolated runs wrote, with what the guards find in it, and the differences of text files.

A mark (!) names the rule and the line; only what the host's version does not have is marked. Secrets stay hidden in
the differences. What would not be taken over is said, and so is what could not be looked at.

Examples:
  fumehood changes show
  fumehood changes show --stat src/
  fumehood changes show --format json
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fumehood.cli import changes_selection
from fumehood.cli.console import Console
from fumehood.sandbox.changes.pending import Change

if TYPE_CHECKING:
    from fumehood.cli.changes_view import View

_SIGNS = {"made": "+", "changed": "~", "removed": "-"}
_MARKS_SHOWN = 8
_UNSCANNED_SHOWN = 8


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `changes show`."""
    changes_selection.configure(parser)
    parser.add_argument("--stat", action="store_true", help="names and marks only, no differences")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )


def run(args: Namespace, console: Console) -> int:
    """Prints a line for each change and each mark, then the differences; 0."""
    runs, changes = changes_selection.selected(args, console)
    if not changes and args.format == "text":
        console.note("nothing is pending in this project")
        return 0
    from fumehood.cli.changes_view import views

    _, shown = views(changes_selection.project(), runs, changes)
    if args.format == "json":
        from fumehood.cli.changes_json import document

        console.out(document(changes_selection.project(), shown, differences=not args.stat))
        return 0
    for one in shown:
        _run(one, console, differences=not args.stat)
    _closing(shown, console)
    return 0


def note(change: Change) -> str | None:
    """Why a change is not simply taken over; None where it is."""
    from fumehood.sandbox.changes.refusals import needs_name

    if change.refused:
        return f"refused: {change.refused}"
    if change.conflict:
        return f"conflict: {change.conflict}"
    if change.kind == "mode":
        return "permissions only"
    if needs_name(change.path):
        return "a setting: applied only when it is named"
    return None


def _run(view: "View", console: Console, *, differences: bool) -> None:
    from fumehood.report.paint import painter
    from fumehood.report.safe import safe

    paint = painter(console.color)
    console.out(f"run {view.run.id}: {safe(view.command())[:200]}")
    for change in view.changes:
        why = note(change)
        end = "/" if change.kind in ("folder", "mode") else ""
        console.out(f"  {_SIGNS[change.word]} {safe(change.path)}{end}" + (f"  ({safe(why)})" if why else ""))
        found = view.found(change)
        for finding in found[:_MARKS_SHOWN]:
            place = f"{finding.rule} {finding.severity.value}, line {finding.location.line}"
            console.out(
                f"    {paint(finding.severity.value, '! ' + place)}: {safe(view.after.about(finding, finding.message))}"
            )
        if len(found) > _MARKS_SHOWN:
            console.out(f"    ! and {len(found) - _MARKS_SHOWN} more; --format json lists them all")
    if differences:
        for change in view.changes:
            if text := view.difference(change, color=console.color):
                console.out("\n" + text, end="")


def _closing(shown: Sequence["View"], console: Console) -> None:
    """What to do about marks, and what was not looked at."""
    from fumehood.report.safe import safe

    marked = sorted({f.rule for view in shown for f in view.all_found()})
    count = sum(len(view.all_found()) for view in shown)
    if marked:
        files = len({f.location.path for view in shown for f in view.all_found()})
        console.out(
            f"\n{count} mark{'s' * (count != 1)} in {files} file{'s' * (files != 1)}; what each means: "
            + ", ".join(f"`fumehood explain {rule}`" for rule in marked[:_MARKS_SHOWN])
        )
    left_out = [one for view in shown for one in view.marks.unscanned]
    if left_out:
        console.out(f"\nnot looked at, or not wholly: {len(left_out)}")
        for one in left_out[:_UNSCANNED_SHOWN]:
            console.out(f"  {safe(one.path)}: {safe(one.reason)}")
        if len(left_out) > _UNSCANNED_SHOWN:
            console.out(f"  and {len(left_out) - _UNSCANNED_SHOWN} more; --format json lists them all")
