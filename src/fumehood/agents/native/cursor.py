"""Cursor: hooks that fail closed, the command line's permission list, and the project's ignore file."""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope, line_for
from fumehood.agents.native.claude_rules import below
from fumehood.agents.native.ignore_file import ignore_files
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import File, JsonFile

_GUARDS = ("beforeShellExecution", "beforeMCPExecution", "beforeReadFile", "beforeSubmitPrompt", "preToolUse")
EVENTS = (*_GUARDS, "postToolUse", "sessionStart", "stop")


def controls(scope: Scope, intent: Intent) -> Controls:
    """hooks.json; the permission list only where the command line's settings are already."""
    folder = scope.folder(".cursor")
    entries = [Entry((), 1, "version")]
    for event in EVENTS:  # what comes after a tool guards nothing, and must not stop the work when it fails
        hook: dict[str, object] = {"command": line_for(event, intent.line)}
        entries.append(Entry(("hooks", event), hook | ({"failClosed": True} if event in _GUARDS else {})))
    files: list[File] = [JsonFile(os.path.join(folder, "hooks.json"), tuple(entries))]
    permissions = os.path.join(folder, "cli.json" if scope.project else "cli-config.json")
    losses = ["ask exists for shell and MCP calls only: elsewhere an ask becomes a deny"]
    if scope.project or os.path.exists(permissions):
        denied = [Entry(("permissions", "deny"), rule) for rule in _denied(intent)]
        files.append(JsonFile(permissions, tuple(denied), role="rules"))
    else:
        losses.append("its command line has no settings yet: run `cursor-agent` once, then install again")
    files += ignore_files(scope, intent, "cursor")
    losses.append("its permission list knows program names, not arguments: only the hook judges commands")
    return Controls(tuple(files), tuple(losses))


def _denied(intent: Intent) -> list[str]:
    reads = [f"Read({'**/' + below(p)})" for p in intent.hidden_plain]
    programs = [f"Shell({p.words[0]})" for p in intent.prefixes if len(p.words) == 1 and p.decision == "deny"]
    return list(dict.fromkeys(reads + [f"Write({'**/' + below(p)})" for p in intent.hidden_plain] + programs))


AGENT = Agent(
    id="cursor",
    programs=("cursor", "cursor-agent"),
    folders=(".cursor",),
    controls=controls,
    events=EVENTS,
    guard_event="beforeShellExecution",
)
