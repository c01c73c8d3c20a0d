"""Claude Code. Source: its hooks reference; `onFailure` since 2.1.295, `updatedInput` with a question since 2.1.0."""

from fumehood.agents.adapters.claude_shaped import EVENTS, ClaudeShaped
from fumehood.agents.event import BEFORE


class Claude(ClaudeShaped):
    """Claude Code: asks, rewrites, takes context."""

    id = "claude"
    title = "Claude Code"
    can_ask = True
    can_rewrite = True
    rewriting_asks = True
    events = {**EVENTS, "PermissionRequest": BEFORE}
    fail_closed = "onFailure"
    http = True


ADAPTER = Claude()
