import json
from pathlib import Path

import pytest

from fumehood.agents.handle import handle


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A home and a project of their own; no server is started."""
    for variable in (
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
    ):
        monkeypatch.delenv(variable, raising=False)
    home = tmp_path / "home"
    project = home / "project"
    (project / ".git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("FUMEHOOD_SERVER", "off")
    return project


class Reply:
    """An answer, and what it means to the assistant."""

    def __init__(self, agent, answer):
        self.agent = agent
        self.code, self.out, self.err = answer.code, answer.stdout, answer.stderr

    @property
    def table(self):
        return json.loads(self.out) if self.out else {}

    @property
    def decision(self):
        """allow, ask or deny, read as the assistant reads it."""
        if self.agent == "amp":
            return {0: "allow", 1: "ask", 2: "deny"}[self.code]
        if self.code == 2:
            return "deny"
        table = self.table.get("hookSpecificOutput", self.table)
        if self.agent == "cline":
            return "deny" if table["cancel"] else "allow"
        if self.agent == "gemini" or "decision" in table:
            return {"block": "deny"}.get(table.get("decision", "allow"), table.get("decision", "allow"))
        if "continue" in table:
            return "allow" if table["continue"] else "deny"
        return table.get("permission", table.get("permissionDecision", "allow"))

    @property
    def said(self):
        return self.out + self.err


@pytest.fixture
def ask(place):
    """Judges an event (a table, or bytes) in process, as the hook does."""
    from fumehood.cli.hook_world import make_world

    world = make_world()

    def ask(agent, event, **environment):
        raw = event if isinstance(event, bytes) else json.dumps(event).encode()
        return Reply(agent, handle(agent, raw, {"PWD": str(place), **environment}, world))

    return ask
