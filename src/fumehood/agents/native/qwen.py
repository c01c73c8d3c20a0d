"""Qwen Code: hooks and permission rules in its settings, in Claude Code's notation; time-outs in milliseconds."""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope, Switch, line_for
from fumehood.agents.native.claude_rules import denied_reads, shell_rules
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import JsonFile

EVENTS = ("PreToolUse", "PostToolUse", "UserPromptSubmit", "SessionStart", "Stop")
_MILLISECONDS = 30_000


def _settings(scope: Scope) -> str:
    return os.path.join(scope.folder(".qwen"), "settings.json")


def controls(scope: Scope, intent: Intent) -> Controls:
    """Everything in settings.json."""
    entries = [Entry(("hooks", event), _hook(event, intent.line)) for event in EVENTS]
    entries += [Entry(("permissions", "deny"), rule) for rule in denied_reads(intent)]
    for decision in ("deny", "ask"):
        entries += [Entry(("permissions", decision), r) for r in shell_rules(intent.prefixes, decision)]
    losses = ("a read through the shell is judged by the hook, not by its rules",)
    return Controls((JsonFile(_settings(scope), tuple(entries)),), losses)


def _hook(event: str, line: str) -> dict[str, object]:
    group: dict[str, object] = {"matcher": "*"} if "Tool" in event else {}
    hook = {"type": "command", "command": line_for(event, line), "timeout": _MILLISECONDS}
    return {**group, "hooks": [hook]}


def _switches(scope: Scope) -> tuple[Switch, ...]:
    message = "`disableAllHooks` is true: no hook runs; remove it"
    return (Switch(_settings(scope), ("disableAllHooks",), value=True, message=message),)


AGENT = Agent(
    id="qwen",
    programs=("qwen",),
    folders=(".qwen",),
    controls=controls,
    events=EVENTS,
    guard_event="PreToolUse",
    switches=_switches,
)
