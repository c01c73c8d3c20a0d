"""Writes one policy into every assistant's exclusion mechanism; the user's own lines stay.

The patterns are `[ignore] patterns` of fumehood.toml (gitignore syntax), else sensible defaults.

Examples:
  fumehood ignore sync              write and update
  fumehood ignore sync --dry-run    say what would change
  fumehood ignore sync -v           also the lines for the settings page of GitHub Copilot
  fumehood ignore sync --remove     take everything out again
"""

import os
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.config import FILE, IgnoreTable, load
from fumehood.core.errors import CLEAN, INCOMPLETE, UsageError
from fumehood.exposure.exclusion.mechanisms import WITHOUT_A_FILE
from fumehood.exposure.exclusion.policy import Policy


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `ignore sync`."""
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="the project (default: .)")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
    parser.add_argument("--remove", action="store_true", help="take out what an earlier sync wrote")
    parser.add_argument("--config", metavar="FILE", help="take the patterns from this configuration file")


def run(args: Namespace, console: Console) -> int:
    """Writes the files; 4 when one could not be written."""
    from fumehood.exposure.exclusion.sync import sync

    policy = policy_of(args)
    outcomes = sync(args.folder, policy, remove=args.remove, dry_run=args.dry_run)
    for outcome in outcomes:
        word = (
            f"would be {outcome.state}"
            if args.dry_run and outcome.state not in ("failed", "unchanged")
            else outcome.state
        )
        console.out(f"{word:<10} {outcome.path}" + (f": {outcome.reason}" if outcome.reason else ""))
    if not args.remove:
        for title, remark in WITHOUT_A_FILE.values():
            console.note(f"not covered: {title}: {remark}")
        _for_copilot(policy, console)
        console.note(
            "these files ask assistants to behave; `fumehood ignore status` says which routes stay open"
        )
    return INCOMPLETE if any(o.state == "failed" for o in outcomes) else CLEAN


def _for_copilot(policy: Policy, console: Console) -> None:
    from fumehood.exposure.exclusion.copilot_settings import PLACE, lines_for
    from fumehood.report.safe import safe

    if not console.verbose:
        console.note("the lines for Copilot's settings page: fumehood ignore sync -v")
        return
    console.out(f"\nGitHub Copilot, {PLACE}:")
    for line in lines_for(policy.positive):
        console.out(safe(line))


def policy_of(args: Namespace) -> Policy:
    """The project's patterns. Its own file is followed here: hiding more from assistants only tightens.

    Raises:
        UsageError: the folder is none, or the configuration is wrong.
    """
    if not os.path.isdir(args.folder):
        raise UsageError(f"no such folder: {args.folder}", "name a project folder")
    own = os.path.join(args.folder, FILE)
    explicit = args.config or (own if os.path.isfile(own) else None)
    config, _ = load(args.folder, explicit)
    return Policy(config.ignore.patterns if isinstance(config.ignore, IgnoreTable) else ())
