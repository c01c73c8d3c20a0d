"""Gemini CLI: hooks in its settings, refused commands, and the project's ignore file."""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope, Switch, line_for
from fumehood.agents.native.ignore_file import ignore_files
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import File, JsonFile

EVENTS = ("BeforeTool", "AfterTool", "BeforeAgent", "AfterAgent", "SessionStart")
_MILLISECONDS = 30_000


def _settings(scope: Scope) -> str:
    return os.path.join(scope.folder(".gemini"), "settings.json")


def controls(scope: Scope, intent: Intent) -> Controls:
    """settings.json and, in a project, .geminiignore."""
    entries = [Entry(("hooks", event), _hook(event, intent.line)) for event in EVENTS]
    entries += [
        Entry(("tools", "exclude"), f"run_shell_command({' '.join(p.words)})")
        for p in intent.prefixes
        if p.decision == "deny" and not p.prefix.exact
    ]
    files: list[File] = [JsonFile(_settings(scope), tuple(entries))]
    files += ignore_files(scope, intent, "gemini-cli")
    losses = ["its ignore file does not reach shell commands and grep: the hook judges those"]
    return Controls(tuple(files), tuple(losses))


def _hook(event: str, line: str) -> dict[str, object]:
    group: dict[str, object] = {"matcher": ".*"} if event.endswith("Tool") else {}
    hook = {"name": "fumehood", "type": "command", "command": line_for(event, line), "timeout": _MILLISECONDS}
    return {**group, "hooks": [hook]}


def _switches(scope: Scope) -> tuple[Switch, ...]:
    path = _settings(scope)
    return (
        Switch(path, ("hooksConfig", "enabled"), value=False, message="`hooksConfig.enabled` is false: no hook runs"),
        Switch(path, ("tools", "enableHooks"), value=False, message="`tools.enableHooks` is false: no hook runs"),
    )  # fmt: skip


AGENT = Agent(
    id="gemini",
    programs=("gemini",),
    folders=(".gemini",),
    controls=controls,
    events=EVENTS,
    guard_event="BeforeTool",
    switches=_switches,
)
