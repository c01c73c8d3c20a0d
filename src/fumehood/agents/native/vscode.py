"""Visual Studio Code's agent mode: a hook file of our own, and terminal commands that are never approved unasked."""

import os
import sys

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope, line_for
from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import File, JsonFile, OwnFile, as_json

EVENTS = ("PreToolUse", "PostToolUse", "UserPromptSubmit", "SessionStart", "Stop")
_SECONDS = 30
_APPROVAL = "chat.tools.terminal.autoApprove"


def controls(scope: Scope, intent: Intent) -> Controls:
    """A file in the folder of hooks, and entries in the editor's settings."""
    hooks = {event: [_hook(line_for(event, intent.line))] for event in EVENTS}
    text = as_json({"hooks": hooks})
    folder = (
        os.path.join(scope.project, ".github", "hooks")
        if scope.project
        else os.path.join(scope.folder(".copilot", "COPILOT_HOME"), "hooks")
    )
    # False: this command is asked about, whatever else approves it.
    entries = tuple(Entry((_APPROVAL,), value=False, key=" ".join(p.words)) for p in intent.prefixes)
    files: list[File] = [OwnFile(os.path.join(folder, "fumehood-vscode.json"), text, placed=True)]
    settings = _settings(scope)
    losses = ["its hooks know no matchers: the line sees every tool"]
    if scope.project or os.path.isdir(os.path.dirname(settings)):
        files.append(JsonFile(settings, entries, role="rules"))
    else:
        losses.append("its settings folder is not there yet: start it once, then install again")
    losses += [
        "Copilot's command line reads the same folder: an event that fires twice is judged once",
        "no file can keep it from reading hidden files",
    ]
    return Controls(tuple(files), tuple(losses))


def _hook(line: str) -> dict[str, object]:
    return {"type": "command", "command": line, "timeout": _SECONDS}


def _settings(scope: Scope) -> str:
    if scope.project:
        return os.path.join(scope.project, ".vscode", "settings.json")
    if sys.platform == "darwin":
        return os.path.join(scope.home, "Library", "Application Support", "Code", "User", "settings.json")
    return os.path.join(scope.config("Code"), "User", "settings.json")


AGENT = Agent(
    id="vscode",
    programs=("code",),
    folders=(".vscode", ".config/Code", "Library/Application Support/Code"),
    controls=controls,
    events=EVENTS,
    guard_event="PreToolUse",
)
