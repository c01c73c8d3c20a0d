"""Kiro: hooks live in an agent's file, so ours go into each of the user's agents, and into one of our own."""

import contextlib
import os
import re

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import File, JsonFile, OwnFile, as_json

EVENTS = ("preToolUse", "postToolUse", "userPromptSubmit", "agentSpawn")
_MILLISECONDS = 30_000
_OWN = "fumehood.json"


def controls(scope: Scope, intent: Intent) -> Controls:
    """Every file in the folder of agents."""
    folder = os.path.join(scope.base, ".kiro", "agents")
    names: list[str] = []
    with contextlib.suppress(OSError):
        names = sorted(n for n in os.listdir(folder) if n.endswith(".json") and n != _OWN)
    hooks = {event: _hook(event, intent.line) for event in EVENTS}
    entries = tuple(Entry(("hooks", event), hook) for event, hook in hooks.items())
    own = {
        "name": "fumehood",
        "description": "The default tools, judged by fumehood.",
        "tools": ["*"],
        "toolsSettings": {
            "execute_bash": {"deniedCommands": _expressions(intent)},
            "fs_read": {
                "deniedPaths": [f"~/{p}{'**' if p.endswith('/') else ''}" for p in intent.home_secrets]
            },
        },
        "hooks": {event: [hook] for event, hook in hooks.items()},
    }
    files: list[File] = [OwnFile(os.path.join(folder, _OWN), as_json(own), placed=True)]
    files += [JsonFile(os.path.join(folder, name), entries) for name in names]
    losses = (
        "its built-in agent has no file: choose ours (`kiro-cli chat --agent fumehood`, or as the default agent)",
        "agents made later have no hook: install again",
        "version 3 keeps hooks elsewhere: `agents test` tells nothing about it",
    )
    return Controls(tuple(files), losses)


def _hook(event: str, line: str) -> dict[str, object]:
    hook: dict[str, object] = {"command": line, "timeout_ms": _MILLISECONDS}
    return {"matcher": "*", **hook} if event.endswith("ToolUse") else hook


def _expressions(intent: Intent) -> list[str]:
    """Denied commands as anchored expressions."""
    return [
        " ".join(re.escape(w) for w in p.words) + ("" if p.prefix.exact else "( .*)?")
        for p in intent.prefixes
        if p.decision == "deny"
    ]


AGENT = Agent(
    id="kiro",
    programs=("kiro-cli", "kiro"),
    folders=(".kiro",),
    controls=controls,
    events=EVENTS,
    guard_event="preToolUse",
    by_hand="choose the agent `fumehood`, or one of your own",
)
