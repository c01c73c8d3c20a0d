"""Shell commands: the guard on commands, with the session so far."""

import os

from fumehood.agents.arguments import folder_of
from fumehood.agents.event import Event
from fumehood.agents.judge.effects import context_for, from_decision
from fumehood.agents.sessions import WROTE
from fumehood.agents.verdict import Verdict
from fumehood.agents.world import World
from fumehood.commands.context import project_of
from fumehood.commands.decide import decide
from fumehood.commands.decision import DENY, Decision
from fumehood.commands.expand.arg import UNKNOWN, has_glob

_MOST_EFFECTS = 200


def shell(event: Event, world: World) -> Verdict:
    """The verdict about the event's command."""
    folder = folder_of(event)
    if "/undo/moved/" in event.command:
        from fumehood.agents.undo.moved import planned

        if planned(event.command, folder):
            return Verdict()  # our own move in place of a deletion that was judged already
    decision = decide(event.command, folder, context_for(event, world), world.policies.of(event.cwd))
    if any(effect.kind == "install" for effect in decision.effects):
        from fumehood.commands.installs import with_packages  # few commands install anything

        decision = with_packages(decision, world.concerns(event.cwd))
    if decision.decision != DENY:
        _note_new_files(event, world, decision)
    return from_decision(event, world, decision)


def _note_new_files(event: Event, world: World, decision: Decision) -> None:
    """Leaves the names of files that the command makes in the project, to be looked at when the turn ends."""
    project = project_of(event.cwd).rstrip("/") + "/"
    for effect in decision.effects[:_MOST_EFFECTS]:
        known = effect.kind == "write" and effect.on == "project" and effect.path.startswith(project)
        if (
            known
            and UNKNOWN not in effect.path
            and not has_glob(effect.path)
            and not os.path.lexists(effect.path)
        ):
            world.sessions.leave(event, WROTE + effect.path)
