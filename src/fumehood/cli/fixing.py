"""`--fix` and `--diff`: what would change, what was changed, what was not and why."""

from argparse import Namespace

from fumehood.cli.console import Console
from fumehood.cli.finding_options import Choice
from fumehood.cli.guards import make_guards
from fumehood.core.fixing import Change, changes, write_change
from fumehood.core.report import Report


def fix(report: Report, choice: Choice, args: Namespace, console: Console) -> bool:
    """Shows (`--diff`) or makes the changes; returns whether files were written."""
    from fumehood.report.safe import safe

    if args.unsafe_fixes and not (args.fix or args.diff):
        console.note("note: --unsafe-fixes changes nothing by itself; add --fix or --diff")
        return False
    guards = make_guards(choice.risks, choice.config)
    made: list[Change] = changes(report, guards, unsafe=args.unsafe_fixes)
    if args.diff:
        from fumehood.cli.outputs import source_reader
        from fumehood.report.diff import unified
        from fumehood.report.redaction import Redaction

        found = Redaction(report.findings, source_reader(report.root))
        for change in made:
            shown = unified(
                change.path,
                change.before or b"",
                change.after,
                color=console.color,
                values=found.values(change.path),
            )
            if args.format in ("text", "concise"):
                console.out(shown, end="")
            else:  # standard output belongs to the report
                console.error(shown.rstrip("\n"))
        return False
    written = 0
    for change in made:
        problem = write_change(report.root, change)
        if problem:
            console.error(f"not fixed: {safe(change.path)}: {problem}")
        else:
            written += 1
            console.note(
                f"added names to {safe(change.path)}; set them where the program runs, with new values"
                if not change.count
                else f"fixed {change.count} finding{'s' if change.count > 1 else ''} in {safe(change.path)}"
            )
    left = sum(f.fix is not None for f in report.findings) - sum(c.count for c in made)
    if left:
        console.note(
            f"note: {left} fixable findings were left alone; --unsafe-fixes or a look at --diff may help"
        )
    return written > 0
