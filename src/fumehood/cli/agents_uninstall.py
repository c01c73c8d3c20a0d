"""Brings the agents' files back: to the byte where nobody edited them since, else only what is ours goes.

Without names everything that was installed in this scope is taken out. Files and folders that install made go as well.

Examples:
  fumehood agents uninstall
  fumehood agents uninstall claude --project
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli import agents_selection
from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, INCOMPLETE


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `agents uninstall`."""
    agents_selection.configure(parser)


def run(args: Namespace, console: Console) -> int:
    """Restores the files; 4 when one could not be."""
    from fumehood.agents.journal import journal
    from fumehood.agents.native.table import AGENTS
    from fumehood.agents.uninstall import uninstall
    from fumehood.report.safe import safe

    scope = agents_selection.scope_of(args)
    failed = False
    with journal() as record:
        if not args.agents:
            written = agents_selection.installed_in(record, scope)
            args.agents = [name for name in AGENTS if name in written]
        if not args.agents:
            console.note("nothing is installed here")
            return CLEAN
        for agent, controls in agents_selection.selected(args, scope, record, sandbox=True):
            console.out(agent.title)
            outcomes = uninstall(agent, scope, controls, record)
            if not outcomes:
                console.out("  nothing of ours is there")
            for outcome in outcomes:
                failed = failed or outcome.state == "failed"
                path = safe(agents_selection.shown(outcome.path, scope))
                console.out(
                    f"  {outcome.state:<10} {path}" + (f": {outcome.reason}" if outcome.reason else "")
                )
    if failed:
        console.error("help: mend the files that were left alone, then uninstall again")
    return INCOMPLETE if failed else CLEAN
