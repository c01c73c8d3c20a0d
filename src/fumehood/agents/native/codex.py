"""Codex CLI: hooks, prefix rules with their examples, and (when wanted) its sandbox."""

import json
import os
import shlex

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope, line_for
from fumehood.agents.prefixes import JudgedPrefix
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import MARK, File, JsonFile, OwnFile, TomlFile
from fumehood.agents.settings.toml_edit import Setting

EVENTS = ("PreToolUse", "PermissionRequest", "PostToolUse", "UserPromptSubmit", "SessionStart", "Stop")
_SECONDS = 30
_DECISIONS = {"deny": "forbidden", "ask": "prompt"}


def controls(scope: Scope, intent: Intent) -> Controls:
    """hooks.json, rules/fumehood.rules, and keys of config.toml with the sandbox."""
    folder = scope.folder(".codex", "CODEX_HOME")
    entries = tuple(Entry(("hooks", event), _hook(line_for(event, intent.line))) for event in EVENTS)
    files: list[File] = [
        JsonFile(os.path.join(folder, "hooks.json"), entries),
        OwnFile(os.path.join(folder, "rules", "fumehood.rules"), _rules(intent.prefixes), role="rules"),
    ]
    if intent.sandbox and not scope.project:
        settings = (
            Setting("", "sandbox_mode", '"workspace-write"'),
            Setting("sandbox_workspace_write", "network_access", "false"),
        )
        files.append(TomlFile(os.path.join(folder, "config.toml"), settings))
    losses = [
        "an untrusted hook is skipped: open /hooks in Codex once and trust it, again after each update of the line",
        "no hook sees its native file reads and web searches",
        "no ignore file: hidden files are kept from it by the hook on shell commands alone",
    ]
    if scope.project:
        losses.append("a project's .codex folder counts only where Codex trusts the project")
    return Controls(tuple(files), tuple(losses))


def _hook(line: str) -> dict[str, object]:
    return {"matcher": "", "hooks": [{"type": "command", "command": line, "timeout": _SECONDS}]}


def _rules(prefixes: tuple[JudgedPrefix, ...]) -> str:
    return f"# Written by `{MARK}` from the policy on commands; edits are lost.\n" + "".join(
        _rule(p) for p in prefixes
    )


def _rule(judged: JudgedPrefix) -> str:
    """One rule; Codex checks `match` and `not_match` when it loads the file."""
    text = json.dumps
    lines = [
        f"    pattern = {text(list(judged.words))},",
        f"    decision = {text(_DECISIONS[judged.decision])},",
        f"    justification = {text(judged.reason)},",
        f"    match = [{text(shlex.split(judged.prefix.command))}],",
    ]
    if judged.prefix.not_match:
        lines.append(f"    not_match = [{text(shlex.split(judged.prefix.not_match))}],")
    return "\nprefix_rule(\n" + "\n".join(lines) + "\n)\n"


AGENT = Agent(
    id="codex",
    programs=("codex",),
    folders=(".codex",),
    controls=controls,
    events=EVENTS,
    guard_event="PreToolUse",
    by_hand="open /hooks in Codex and trust the hook",
)
