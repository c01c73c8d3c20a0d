"""Claude Code. Source: its hooks reference; `onFailure` since 2.1.295."""

from fumehood.agents.adapters.claude_shaped import ClaudeShaped
from fumehood.agents.event import AFTER, BEFORE, PROMPT, SESSION_START, STOP


class Claude(ClaudeShaped):
    """Claude Code: asks, rewrites, takes context."""

    id = "claude"
    title = "Claude Code"
    can_ask = True
    can_rewrite = True
    events = {
        "PreToolUse": BEFORE, "PermissionRequest": BEFORE, "PostToolUse": AFTER, "UserPromptSubmit": PROMPT,
        "SessionStart": SESSION_START, "Stop": STOP,
    }  # fmt: skip
    fail_closed = "onFailure"
    http = True


ADAPTER = Claude()
