"""Writes the policy into each agent's own files: hooks that fail closed, deny lists, ignore files.

What you wrote stays, byte for byte; a second time changes nothing; `agents uninstall` brings the files back. Without
names every agent that is found is set up, in your home folder; `--project` writes this project's files. What an agent
cannot express is said. A file that cannot be edited safely is left alone (exit code 4).

Examples:
  fumehood agents install                    every agent found
  fumehood agents install claude codex
  fumehood agents install --dry-run          show what would change
  fumehood agents install claude --sandbox   its own sandbox as well
"""

from argparse import ArgumentParser, BooleanOptionalAction, Namespace

from fumehood.cli import agents_selection
from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, INCOMPLETE


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `agents install`."""
    agents_selection.configure(parser)
    parser.add_argument("--dry-run", action="store_true", help="print the diff, change nothing")
    parser.add_argument(
        "--sandbox",
        action=BooleanOptionalAction,
        default=None,
        help="the agent's own sandbox, where it has one (default: as installed before, off at first)",
    )


def run(args: Namespace, console: Console) -> int:
    """Writes the files; 4 when one could not be written."""
    import contextlib

    from fumehood.agents.install import install
    from fumehood.agents.journal import journal, peek
    from fumehood.report.safe import safe

    scope = agents_selection.scope_of(args)
    failed = False
    chosen = list(agents_selection.selected(args, scope, peek(), sandbox=args.sandbox, renew=True))
    opened = contextlib.nullcontext(peek()) if args.dry_run else journal()
    with opened as record:
        for agent, controls in chosen:
            console.out(agent.title)
            for outcome in install(agent, scope, controls, record, dry_run=args.dry_run):
                failed = failed or outcome.state == "failed"
                path = safe(agents_selection.shown(outcome.path, scope))
                word = f"would be {outcome.state}" if args.dry_run and _changes(outcome) else outcome.state
                console.out(
                    f"  {word:<10} {path}"
                    + (f": left alone, because {outcome.reason}" if outcome.reason else "")
                )
                for name in outcome.remarks:
                    console.out(f"  {'yours':<10} `{safe(name)}` is set otherwise by you and stays")
                if args.dry_run and _changes(outcome):
                    _show(outcome, path, console)
            for loss in controls.losses:
                console.out(f"  {'limit':<10} {safe(loss)}")
            if agent.by_hand:
                console.out(f"  {'by hand':<10} {agent.by_hand}")
    if failed:
        console.error("help: mend the files that were left alone, then install again")
    if not args.dry_run:
        names = " ".join(args.agents)
        options = " --project" if args.project else ""
        console.note(f"next: fumehood agents test{' ' + names if names else ''}{options}")
    return INCOMPLETE if failed else CLEAN


def _changes(outcome: "Outcome") -> bool:
    return outcome.state not in ("failed", "unchanged")


def _show(outcome: "Outcome", path: str, console: Console) -> None:
    from fumehood.report.diff import unified

    console.out(unified(path, outcome.before or b"", outcome.after or b"", color=console.color), end="")


TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.agents.outcome import Outcome
