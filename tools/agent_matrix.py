"""Writes the tables of docs/agents.md from the adapters' facts, the compiled controls and a live canary.

Each agent is installed into a scratch home with the real command, and its line is fired. `--check` only says whether
the page is stale.

Usage: python tools/agent_matrix.py [--check]
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

from fumehood.agents.canary.events import KINDS
from fumehood.agents.compile import compiled
from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Scope
from fumehood.agents.native.table import AGENTS
from fumehood.agents.prefixes import judged

PAGE = Path(__file__).parent.parent / "docs" / "agents.md"
BEGIN, END = "<!-- tables: tools/agent_matrix.py -->", "<!-- end of tables -->"
FAILS = {"open": "goes on", "closed": "blocks", "warning": "warns, goes on", "unknown": "not documented"}
ROLES = {"hooks": "hooks", "rules": "deny lists", "ignore": "ignore file", "sandbox": "sandbox (`--sandbox`)"}


CANARIES = "canary: command | read | edit | MCP | prompt"
SHORT = {"blocked": "blocked", "asked about": "asked", "cannot be enforced": "-"}


def canary(home: str) -> dict[str, dict[str, str]]:
    """What became of each kind of canary, fired through each agent's line in `home`."""
    command = os.path.join(os.path.dirname(sys.executable), "fumehood")
    environment = {"PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "FUMEHOOD_SERVER": "off"}
    subprocess.run(
        [command, "agents", "install", *AGENTS], cwd=home, env=environment, check=True, capture_output=True
    )
    done = subprocess.run(
        [command, "agents", "test", "--format", "json"],
        cwd=home,
        env=environment,
        capture_output=True,
        check=False,
    )
    return {
        row["agent"]: {seen["kind"]: SHORT.get(seen["state"], "**passed**") for seen in row["kinds"]}
        for row in json.loads(done.stdout)["agents"]
    }


def facts_row(agent: Agent, seen: dict[str, str]) -> str:
    """One agent's line of the first table."""
    facts = agent.facts
    closed = f"`{facts.fail_closed}`" if facts.fail_closed else "exit code 2"
    cells = (
        f"{facts.title} (`{agent.id}`)",
        ", ".join(f"`{event}`" for event in agent.events),
        "yes" if facts.can_ask else "no: deny",
        "with a question" if facts.rewriting_asks else "yes" if facts.can_rewrite else "no",
        FAILS[facts.when_hook_fails],
        closed,
        *(seen[kind] for kind in KINDS),
    )
    return "| " + " | ".join(cells) + " |"


def controls_row(agent: Agent, intent: Intent) -> str:
    """One agent's line of the second table: its files, and what it cannot express."""
    home, project = "/home/you", "/home/you/project"
    shown = []
    roles: set[str] = set()
    for scope in (Scope(home=home), Scope(home=home, project=project)):
        files = compiled(agent, scope, intent).files
        roles |= {f.role for f in files}
        if any(getattr(f, "role", "") == "rules" or _has_rules(f) for f in files):
            roles.add("rules")
        base = scope.base
        shown += [f"`{'~/' if base == home else ''}{os.path.relpath(f.path, base)}`" for f in files]
    losses = compiled(agent, Scope(home=home), intent).losses
    sandboxed = msgspec.structs.replace(intent, sandbox=True)
    if compiled(agent, Scope(home=home), sandboxed).files != compiled(agent, Scope(home=home), intent).files:
        roles.add("sandbox")
    named = ", ".join(ROLES[role] for role in ROLES if role in roles)
    return f"| {agent.facts.title} | {named} | {'<br>'.join(shown)} | {'<br>'.join(losses)} |"


def _has_rules(file: object) -> bool:
    return any("hooks" not in entry.path for entry in getattr(file, "entries", ()) if entry.path)


def tables() -> str:
    """Both tables as Markdown."""
    with tempfile.TemporaryDirectory() as home:
        results = canary(home)
    intent = Intent(
        line="",
        prefixes=tuple(judged(lambda _command, _folder: ("deny", ""))),
        hidden=(".env",),
        hidden_plain=(".env",),
    )
    rows = [
        f"| agent | events | can ask | can rewrite | when a hook fails | what makes it fail closed | {CANARIES} |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(facts_row(agent, results[agent.id]) for agent in AGENTS.values()),
        "",
        "| agent | controls | files, yours and the project's | what it cannot express |",
        "| --- | --- | --- | --- |",
        *(controls_row(agent, intent) for agent in AGENTS.values()),
    ]
    return "\n".join(rows) + "\n"


def main() -> int:
    """0, or 1 when `--check` finds the page stale."""
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(BEGIN + "\n")
    _, _, tail = rest.partition(END)
    wanted = f"{head}{BEGIN}\n{tables()}{END}{tail}"
    if "--check" in sys.argv[1:]:
        if wanted != text:
            print("docs/agents.md is stale; run: python tools/agent_matrix.py")
        return int(wanted != text)
    PAGE.write_text(wanted, "utf-8")
    print(f"docs/agents.md: {len(AGENTS)} agents")
    return 0


if __name__ == "__main__":
    sys.exit(main())
