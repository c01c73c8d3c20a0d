"""Qwen Code: Claude-like hooks. Whether it can ask is not verified, so a question becomes a refusal."""

from fumehood.agents.adapters.claude_shaped import ClaudeShaped
from fumehood.agents.event import AFTER, BEFORE, PROMPT, SESSION_START, STOP


class Qwen(ClaudeShaped):
    """Qwen Code."""

    id = "qwen"
    title = "Qwen Code"
    events = {
        "PreToolUse": BEFORE, "PostToolUse": AFTER, "UserPromptSubmit": PROMPT, "SessionStart": SESSION_START, "Stop": STOP,
    }  # fmt: skip
    http = True
    note = "`disableAllHooks` in its settings switches every hook off"


ADAPTER = Qwen()
