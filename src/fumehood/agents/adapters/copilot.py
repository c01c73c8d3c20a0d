"""GitHub Copilot's CLI and coding agent. The payload does not name its event: its fields do.

Source: GitHub's hooks configuration reference; `toolArgs` is the JSON of an object as text.
"""

from fumehood.agents.adapter import Answer, said
from fumehood.agents.adapters.claude_shaped import ClaudeShaped
from fumehood.agents.event import (
    AFTER,
    BEFORE,
    NOTICE,
    PROMPT,
    SESSION_START,
    Event,
    UnreadableEventError,
)
from fumehood.agents.payload import Payload
from fumehood.agents.verdict import ALLOW, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Copilot(ClaudeShaped):
    """Copilot: flat answers, flat questions."""

    id = "copilot"
    title = "GitHub Copilot CLI and coding agent"
    can_ask = True
    can_add_context = False
    events = {
        "preToolUse": BEFORE, "permissionRequest": BEFORE, "postToolUse": AFTER, "userPromptSubmitted": PROMPT,
        "sessionStart": SESSION_START, "sessionEnd": NOTICE,
    }  # fmt: skip
    when_hook_fails = "unknown"
    note = "a prompt that is being sent cannot be stopped; the coding agent has nobody to ask"
    unseen = {"prompt": "a prompt that is being sent cannot be stopped"}

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; entries with PascalCase names send Claude's shape, which is read as well."""
        found = Payload(payload)
        if "hook_event_name" in found:
            return super().read(payload, environment)
        known: dict[str, Any] = {
            "cwd": found.folder(environment),
            "session": found.text("sessionId", "session_id"),
        }
        if "toolName" in found:
            phase = AFTER if "toolResult" in found else BEFORE
            return self.tool_event(
                phase, "postToolUse" if phase == AFTER else "preToolUse", found.needed("toolName"),
                found.arguments("toolArgs"), call=found.text("toolCallId", "toolUseId"),
                result=found.value("toolResult"), **known,
            )  # fmt: skip
        if isinstance(found.value("prompt"), str):
            return self.prompt_event("userPromptSubmitted", found.prompt(), **known)
        if "source" in found or "initialPrompt" in found:
            return Event(self.id, SESSION_START, "sessionStart", **known)
        if "reason" in found or "error" in found:
            return Event(self.id, NOTICE, "sessionEnd", **known)
        raise UnreadableEventError("it is none of the events that are documented")

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Flat for its own events, Claude's shape for entries that ask for it."""
        if event.name[:1].isupper():
            return super().answer(event, verdict)
        decision = self.decision(event, verdict)
        if event.phase == BEFORE and decision != ALLOW:
            return said({"permissionDecision": decision, "permissionDecisionReason": verdict.message()})
        if event.phase in (AFTER, PROMPT) and (verdict.context or decision != ALLOW):
            return Answer(stderr=verdict.context or verdict.message(), code=2)
        return Answer()


ADAPTER = Copilot()
