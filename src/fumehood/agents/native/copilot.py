"""GitHub Copilot (command line and coding agent): a hook file of our own beside the user's."""

import os

from fumehood.agents.intent import Intent
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.agents.settings.files import OwnFile, as_json

EVENTS = ("preToolUse", "permissionRequest", "postToolUse", "userPromptSubmitted", "sessionStart")
_SECONDS = 30


def controls(scope: Scope, intent: Intent) -> Controls:
    """One file in the folder of hooks; its name is ours."""
    folder = ".github/hooks" if scope.project else "hooks"
    base = scope.project or scope.folder(".copilot", "COPILOT_HOME")
    hook = {"type": "command", "bash": intent.line, "timeoutSec": _SECONDS}
    text = as_json({"version": 1, "hooks": {event: [hook] for event in EVENTS}})
    losses = [
        "no file can keep it from reading hidden files: content exclusion is set in the repository's settings online",
        "a hook that times out denies the call, harmless ones as well",
    ]
    if scope.project:
        losses.append("the coding agent reads hooks from the default branch only: commit and merge the file")
    return Controls((OwnFile(os.path.join(base, folder, "fumehood.json"), text, placed=True),), tuple(losses))


AGENT = Agent(
    id="copilot",
    programs=("copilot",),
    folders=(".copilot",),
    controls=controls,
    events=EVENTS,
    guard_event="preToolUse",
)
