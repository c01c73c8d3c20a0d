"""Windsurf: hooks, and its ignore file in a project and for the user."""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.native.ignore_file import ignore_files
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import BlockFile, File, JsonFile

EVENTS = (
    "pre_read_code", "pre_write_code", "pre_run_command", "pre_mcp_tool_use", "pre_user_prompt", "post_mcp_tool_use",
)  # fmt: skip


def controls(scope: Scope, intent: Intent) -> Controls:
    """hooks.json and .codeiumignore."""
    folder = ".windsurf" if scope.project else os.path.join(".codeium", "windsurf")
    entry = {"command": intent.line, "show_output": True}
    entries = tuple(Entry(("hooks", event), entry) for event in EVENTS)
    files: list[File] = [JsonFile(os.path.join(scope.base, folder, "hooks.json"), entries)]
    if scope.project:
        files += ignore_files(scope, intent, "windsurf")
    else:
        files.append(BlockFile(os.path.join(scope.home, ".codeium", ".codeiumignore"), intent.hidden))
    losses = [
        "its deny list of commands lives in the editor's settings and knows first words only: left to the hook"
    ]
    return Controls(tuple(files), tuple(losses))


AGENT = Agent(
    id="windsurf",
    programs=("windsurf",),
    folders=(".codeium/windsurf",),
    controls=controls,
    events=EVENTS,
    guard_event="pre_run_command",
)
