"""Fires a harmless canary through the very line that stands in each agent's settings, as the agent would.

Three events: a command that must be blocked (it is never run), one that must pass, and a message cut short, which must
be blocked. Exit code 1 when a line is missing, dead, lets the canary pass, or blocks what is harmless. Without names
every agent in whose settings something of ours stands is tested.

examples:
  fumehood agents test
  fumehood agents test claude --format json
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli import agents_selection
from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, FOUND, NothingToScanError


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `agents test`."""
    agents_selection.configure(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
    )


def run(args: Namespace, console: Console) -> int:
    """Prints a line for each agent; 1 when one is not guarded."""
    from fumehood.agents.canary.fire import fire
    from fumehood.agents.journal import peek
    from fumehood.agents.status import status
    from fumehood.report.safe import safe

    scope = agents_selection.scope_of(args)
    record = peek()
    chosen = [
        (agent, controls)
        for agent, controls in agents_selection.selected(args, scope, record)
        if args.agents or status(agent, scope, controls, record).state != "not installed"
    ]
    if not chosen:
        raise NothingToScanError(
            "nothing is installed in any agent found", "run `fumehood agents install` first"
        )
    results = [(agent, fire(agent, scope, controls)) for agent, controls in chosen]
    if args.format == "json":
        import json

        console.out(json.dumps({"agents": [_row(r) for _, r in results]}, indent=2))
    else:
        for agent, result in results:
            console.out(f"{'guarded' if result.ok else 'not guarded':<12} {agent.title}: {_summary(result)}")
            if result.reason:
                console.out(f"{'':<12} {safe(result.reason)}")
            if agent.by_hand:
                console.out(f"{'':<12} cannot be seen from here: {agent.by_hand}")
    return CLEAN if all(result.ok for _, result in results) else FOUND


def _row(result: "Result") -> dict[str, object]:
    return {
        "agent": result.agent,
        "ok": result.ok,
        "fired": result.fired,
        "blocked": result.blocked,
        "passes_harmless": result.passes_harmless,
        "fails_closed": result.fails_closed,
        "reason": result.reason,
    }


def _summary(result: "Result") -> str:
    if not result.fired:
        return "did not fire"
    return ", ".join(
        (
            "fired",
            "canary blocked" if result.blocked else "canary NOT blocked",
            "harmless passes" if result.passes_harmless else "harmless does NOT pass",
            "torn message blocked" if result.fails_closed else "torn message NOT blocked",
        )
    )


TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.agents.canary.fire import Result
