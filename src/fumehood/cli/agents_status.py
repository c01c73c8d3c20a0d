"""Says of each agent whether what was installed still stands: installed, drift, or not installed.

Drift is an entry that is missing or edited, a line of another version, or a switch that turns hooks off; exit code 1.

Examples:
  fumehood agents status
  fumehood agents status claude --format json
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli import agents_selection
from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, FOUND


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `agents status`."""
    agents_selection.configure(parser, formats=True)


def run(args: Namespace, console: Console) -> int:
    """Prints each agent's state; 1 on drift."""
    from fumehood.report.safe import safe

    scope = agents_selection.scope_of(args)
    found = [(agent, one) for agent, _, one in agents_selection.looked_at(args, scope)]
    drift = [a.id for a, s in found if s.state == "drift"]
    if args.format == "json":
        import json

        rows = [
            {
                "agent": a.id,
                "title": a.title,
                "state": s.state,
                "problems": [{"path": p, "what": w} for p, w in s.problems],
            }
            for a, s in found
        ]
        console.out(json.dumps({"agents": rows}, indent=2))
    else:
        for agent, one in found:
            console.out(f"{one.state:<14} {agent.title}")
            for path, what in one.problems:
                console.out(f"{'':<14} {safe(agents_selection.shown(path, scope))}: {safe(what)}")
        if drift:
            console.note(f"next: fumehood agents install {' '.join(drift)}")
    return FOUND if drift else CLEAN
