"""Copilot in VS Code. Matchers are ignored, so all tools come here; installed for two assistants it fires twice."""

from fumehood.agents.adapters.claude_shaped import ClaudeShaped


class VSCode(ClaudeShaped):
    """VS Code: Claude-shaped, with camelCase keys."""

    id = "vscode"
    title = "GitHub Copilot in VS Code"
    can_ask = True
    can_rewrite = True
    rewriting_asks = True
    when_hook_fails = "warning"


ADAPTER = VSCode()
