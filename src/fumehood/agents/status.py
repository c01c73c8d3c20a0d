"""Whether an agent's files still hold what was installed: installed, drift (what differs) or not installed."""

import msgspec

from fumehood.agents.journal import Journal
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.ours import holds_our_line
from fumehood.agents.settings.files import JsonFile, gaps, value_of
from fumehood.agents.settings.jsonc import SettingsError
from fumehood.agents.settings.on_disk import look


class Status(msgspec.Struct, frozen=True):
    """One agent: its state, and each thing that is not as it should be with the file it is in."""

    agent: str
    state: str  # installed, drift or not installed
    problems: tuple[tuple[str, str], ...] = ()


def status(agent: Agent, scope: Scope, controls: Controls, journal: Journal) -> Status:
    """Compares the agent's files with its controls; changes nothing."""
    problems: list[tuple[str, str]] = []
    found = bool(journal.of(agent.id, scope.name))
    for file in controls.files:
        try:
            now = look(file.path, scope.roots).now
            phrases = gaps(file, now)
            if isinstance(file, JsonFile) and now is not None and holds_our_line(value_of(now), agent.id):
                found = True
        except SettingsError as error:
            phrases = [str(error)]
        problems += [(file.path, phrase) for phrase in phrases]
    if not found:
        return Status(agent.id, "not installed")
    problems += switched_off(agent, scope)
    return Status(agent.id, "drift" if problems else "installed", tuple(problems))


def switched_off(agent: Agent, scope: Scope) -> list[tuple[str, str]]:
    """Settings of the user's that turn our hooks off, each with its file."""
    found = []
    for switch in agent.switches(scope):
        try:
            value = value_of(look(switch.path, scope.roots).now)
        except SettingsError:
            continue
        for key in switch.keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is switch.value:
            found.append((switch.path, switch.message))
    return found
