"""Codex CLI. An `ask` from its hooks is rejected and the call then runs, so a question becomes a refusal.

A rewriting without an allow is rejected as well, and an allow would silence its own question: nothing is rewritten.
"""

from fumehood.agents.adapter import Answer
from fumehood.agents.adapters.claude_shaped import EVENTS, ClaudeShaped
from fumehood.agents.event import BEFORE, Event
from fumehood.agents.verdict import Verdict


class Codex(ClaudeShaped):
    """Codex CLI: exit 2 blocks in every version that has hooks."""

    id = "codex"
    title = "Codex CLI"
    events = {**EVENTS, "PermissionRequest": BEFORE}
    note = "hooks are to be reviewed and trusted once; its native reads and web search have no hook"
    unseen = {"read": "it reads files without asking a hook"}

    def _before(self, event: Event, decision: str, verdict: Verdict) -> Answer:
        return Answer(stderr=verdict.message(), code=2)


ADAPTER = Codex()
