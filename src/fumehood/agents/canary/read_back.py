"""The hook of an agent as it stands in its settings now, ready to be started."""

import json
import os
from typing import Any

import msgspec

from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.ours import JUDGE, is_our_line, lines_in
from fumehood.agents.settings.files import File, OwnFile, value_of
from fumehood.agents.settings.jsonc import SettingsError
from fumehood.agents.settings.on_disk import look

_SHELL = ("/bin/sh", "-c")
_PLUGIN_LINE = "const LINE = "


class Installed(msgspec.Struct, frozen=True):
    """One hook for an event: the file that it stands in, and how to start it."""

    path: str
    argv: tuple[str, ...]


def installed(agent: Agent, scope: Scope, controls: Controls, event: str) -> list[Installed]:
    """The hooks that the agent would run at an event, as its files say now.

    Raises:
        SettingsError: a file cannot be read.
    """
    found: list[Installed] = []
    for file in controls.files:
        if file.role == "ignore":
            continue
        now = look(file.path, scope.roots).now
        if now is None:
            continue
        found += [Installed(file.path, argv) for argv in _starts(agent, event, file, now)]
    return found


def _starts(agent: Agent, event: str, file: File, now: bytes) -> list[tuple[str, ...]]:
    if agent.call == "file":
        same = os.path.basename(file.path) == event and isinstance(file, OwnFile)
        return [(file.path,)] if same else []
    if agent.call == "plugin":
        return _plugin(agent, now) if isinstance(file, OwnFile) and event in agent.events else []
    if isinstance(file, OwnFile) and not file.path.endswith(".json"):
        return []
    value = value_of(now)
    if agent.call == "program":
        rules = value.get("amp.permissions") if isinstance(value, dict) else None
        return [
            (rule["to"],)
            for rule in rules or ()
            if isinstance(rule, dict)
            and rule.get("action") == "delegate"
            and isinstance(rule.get("to"), str)
            and os.path.basename(rule["to"]) == JUDGE
            and event in agent.events
        ]
    hooks: Any = value.get("hooks")
    entries = hooks.get(event) if isinstance(hooks, dict) else None
    return [(*_SHELL, line) for line in lines_in(entries, agent.id)]


def _plugin(agent: Agent, now: bytes) -> list[tuple[str, ...]]:
    for row in now.decode("utf-8", "replace").splitlines():
        if row.startswith(_PLUGIN_LINE):
            try:
                line = json.loads(row[len(_PLUGIN_LINE) :])
            except ValueError:
                raise SettingsError("its line cannot be read back") from None
            if is_our_line(line, agent.id):
                return [(*_SHELL, line)]
    return []
