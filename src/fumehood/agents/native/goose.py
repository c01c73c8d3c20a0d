"""goose: a plugin of our own with its hooks. A matcher is left out: `*` is no valid expression and drops the rule."""

import os

from fumehood import __version__
from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.settings.files import OwnFile, as_json

EVENTS = ("PreToolUse",)


def controls(scope: Scope, intent: Intent) -> Controls:
    """plugin.json and hooks/hooks.json below .agents/plugins/fumehood."""
    folder = os.path.join(scope.base, ".agents", "plugins", "fumehood")
    hook = {"type": "command", "command": intent.line, "on_failure": "block"}
    hooks = as_json({"hooks": {event: [{"hooks": [hook]}] for event in EVENTS}})
    manifest = as_json(
        {
            "name": "fumehood",
            "version": __version__,
            "description": "Judges what the agent is about to do.",
        }
    )
    losses = ("no permission list for commands and files was found in its documentation: left to the hook",)
    return Controls(
        (
            OwnFile(os.path.join(folder, "hooks", "hooks.json"), hooks, placed=True),
            OwnFile(os.path.join(folder, "plugin.json"), manifest, role="rules", placed=True),
        ),
        losses,
    )


AGENT = Agent(
    id="goose",
    programs=("goose",),
    folders=(".config/goose", ".local/share/goose"),
    controls=controls,
    events=EVENTS,
    guard_event="PreToolUse",
)
