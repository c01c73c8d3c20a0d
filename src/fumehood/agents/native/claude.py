"""Claude Code: hooks that fail closed, deny and ask rules, and (when wanted) its sandbox, in one settings file."""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import ENDS, Agent, Controls, Scope, Switch, line_for
from fumehood.agents.native.claude_rules import denied_edits, denied_hosts, denied_reads, shell_rules
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import JsonFile

EVENTS = ("PreToolUse", "PermissionRequest", "PostToolUse", "UserPromptSubmit", "SessionStart", "Stop")
_WITH_MATCHER = ("PreToolUse", "PermissionRequest", "PostToolUse")
_SECONDS = 30


def _settings(scope: Scope) -> str:
    return os.path.join(scope.folder(".claude", "CLAUDE_CONFIG_DIR"), "settings.json")


def controls(scope: Scope, intent: Intent) -> Controls:
    """Everything in settings.json."""
    path = _settings(scope)
    entries = [Entry(("hooks", event), _hook(event, intent.line)) for event in EVENTS]
    own = (path,) if not scope.project else ()
    denied = [
        *denied_reads(intent),
        *denied_edits(intent, scope.home, *own),
        *denied_hosts(intent),
        *shell_rules(intent.prefixes, "deny"),
    ]
    if scope.project:
        denied.append("Edit(./.claude/settings.json)")
    entries += [Entry(("permissions", "deny"), rule) for rule in denied]
    entries += [Entry(("permissions", "ask"), rule) for rule in shell_rules(intent.prefixes, "ask")]
    losses = [
        "Read rules do not reach the shell: `cat .env` is judged by the hook, `grep -r` only by a sandbox"
    ]
    if intent.sandbox:
        entries += [
            Entry(("sandbox",), True, "enabled"),
            Entry(("sandbox",), False, "autoAllowBashIfSandboxed"),
        ]
    else:
        losses.append("its own sandbox stays as you have it; `--sandbox` switches it on")
    losses.append(
        "before version 2.1.295 `onFailure` is unknown: a hook that crashes or times out lets the call through"
    )
    return Controls((JsonFile(path, tuple(entries)),), tuple(losses))


def _hook(event: str, line: str) -> dict[str, object]:
    group: dict[str, object] = {"matcher": "*"} if event in _WITH_MATCHER else {}
    hook: dict[str, object] = {"type": "command", "command": line_for(event, line), "timeout": _SECONDS}
    if event != "SessionStart" and event not in ENDS:  # they guard nothing, and a session must start and end
        hook["onFailure"] = "block"
    return {**group, "hooks": [hook]}


def _switches(scope: Scope) -> tuple[Switch, ...]:
    path = _settings(scope)
    local = os.path.join(os.path.dirname(path), "settings.local.json")
    message = "`disableAllHooks` is true: no hook runs; remove it"
    return tuple(Switch(p, ("disableAllHooks",), value=True, message=message) for p in (path, local))


AGENT = Agent(
    id="claude",
    programs=("claude",),
    folders=(".claude",),
    controls=controls,
    events=EVENTS,
    guard_event="PreToolUse",
    switches=_switches,
)
