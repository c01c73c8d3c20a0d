"""Copilot in VS Code. Matchers are ignored, so all tools come here; installed for two assistants it fires twice."""

from fumehood.agents.adapters.claude_shaped import ClaudeShaped
from fumehood.agents.event import AFTER, BEFORE, PROMPT, SESSION_START, STOP


class VSCode(ClaudeShaped):
    """VS Code: Claude-shaped, with camelCase keys."""

    id = "vscode"
    title = "GitHub Copilot in VS Code"
    can_ask = True
    can_rewrite = True
    events = {
        "PreToolUse": BEFORE, "PostToolUse": AFTER, "UserPromptSubmit": PROMPT, "SessionStart": SESSION_START, "Stop": STOP,
    }  # fmt: skip
    when_hook_fails = "warning"


ADAPTER = VSCode()
