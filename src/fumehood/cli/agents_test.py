"""Fires a harmless canary through the very line that stands in each agent's settings, as the agent would.

A row for each kind of action: a command, a read of a key, an edit of fumehood's own settings, a call of a server's tool, a
prompt with a credential. None of it is ever done. One harmless command must pass, and a message cut short be blocked.
Where an agent asks no hook it says: cannot be enforced. Exit code 1 when a line is missing, dead, lets a canary pass,
or blocks what is harmless. Without names every agent in whose settings something of ours stands is tested.

Examples:
  fumehood agents test
  fumehood agents test claude --format json
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli import agents_selection
from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, FOUND, NothingToScanError


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `agents test`."""
    agents_selection.configure(parser, formats=True)


def run(args: Namespace, console: Console) -> int:
    """Prints a row for each agent and kind of action; 1 when one is not guarded."""
    from fumehood.agents.canary.fire import fire
    from fumehood.report.safe import safe

    scope = agents_selection.scope_of(args)
    chosen = [
        (agent, controls)
        for agent, controls, found in agents_selection.looked_at(args, scope)
        if args.agents or found.state != "not installed"
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
            for seen in result.kinds:
                why = f": {safe(seen.reason)}" if seen.reason else ""
                console.out(f"{'':<12} {seen.kind:<7} {seen.state}{why}")
            if result.reason and all(seen.ok for seen in result.kinds[1:]):
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
        "kinds": [{"kind": s.kind, "state": s.state, "ok": s.ok, "reason": s.reason} for s in result.kinds],
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
