"""Cline: executables named after the event, and the project's ignore file."""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.native.ignore_file import ignore_files
from fumehood.agents.settings.files import MARK, File, OwnFile

EVENTS = ("PreToolUse", "PostToolUse", "UserPromptSubmit")


def controls(scope: Scope, intent: Intent) -> Controls:
    """One script an event."""
    place = (".clinerules", "hooks") if scope.project else ("Documents", "Cline", "Hooks")
    folder = os.path.join(scope.base, *place)
    text = f"#!/bin/sh\n# Written by `{MARK}`; edits are lost.\n{intent.line}\n"
    files: list[File] = [OwnFile(os.path.join(folder, e), text, executable=True) for e in EVENTS]
    files += ignore_files(scope, intent, "cline")
    losses = ["one executable an event: where you have one of your own, ours cannot stand beside it"]
    return Controls(tuple(files), tuple(losses))


AGENT = Agent(
    id="cline",
    programs=("cline",),
    folders=(".cline", "Documents/Cline"),
    controls=controls,
    events=EVENTS,
    guard_event="PreToolUse",
    call="file",
    by_hand="switch hooks on in Cline's settings (Features)",
)
