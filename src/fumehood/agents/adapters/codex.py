"""Codex CLI. An `ask` from its hooks is rejected and the call then runs, so a question becomes a refusal."""

from fumehood.agents.adapter import Answer
from fumehood.agents.adapters.claude_shaped import ClaudeShaped
from fumehood.agents.event import AFTER, BEFORE, PROMPT, SESSION_START, STOP


class Codex(ClaudeShaped):
    """Codex CLI: exit 2 blocks in every version that has hooks."""

    id = "codex"
    title = "Codex CLI"
    events = {
        "PreToolUse": BEFORE, "PermissionRequest": BEFORE, "PostToolUse": AFTER, "UserPromptSubmit": PROMPT,
        "SessionStart": SESSION_START, "Stop": STOP,
    }  # fmt: skip
    note = "hooks are to be reviewed and trusted once; its native reads and web search have no hook"

    def _before(self, event: object, decision: str, message: str) -> Answer:
        return Answer(stderr=message, code=2)


ADAPTER = Codex()
