"""Shell commands: the guard on commands, with the session so far."""

import os

from fumehood.agents.event import Event
from fumehood.agents.judge.effects import context_for, from_decision
from fumehood.agents.verdict import Verdict
from fumehood.agents.world import World
from fumehood.commands.decide import decide

_FOLDER_KEYS = ("workdir", "cwd", "directory", "dir_path", "working_directory", "workingDirectory")


def shell(event: Event, world: World) -> Verdict:
    """The verdict about the event's command."""
    folder = _folder(event)
    decision = decide(event.command, folder, context_for(event, world), world.policies.of(event.cwd))
    if any(effect.kind == "install" for effect in decision.effects):
        from fumehood.commands.installs import with_packages  # few commands install anything

        decision = with_packages(decision, world.concerns(event.cwd))
    return from_decision(event, world, decision)


def _folder(event: Event) -> str:
    """Where the command runs: some tools have an argument for it."""
    for key in _FOLDER_KEYS:
        value = event.arguments.get(key)
        if isinstance(value, str) and value and "\0" not in value:
            return os.path.normpath(os.path.join(event.cwd, value))
    return event.cwd
