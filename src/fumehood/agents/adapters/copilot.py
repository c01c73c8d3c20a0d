"""GitHub Copilot's CLI and coding agent. The payload does not name its event: its fields do.

Source: GitHub's hooks configuration reference; `toolArgs` is the JSON of an object as text.
"""

import json

from fumehood.agents.adapter import Answer, first_text, folder, needed, prompt_event, table, tool_event
from fumehood.agents.adapters.claude_shaped import ClaudeShaped
from fumehood.agents.event import AFTER, BEFORE, PROMPT, SESSION_START, STOP, Event, UnreadableEventError
from fumehood.agents.verdict import ALLOW, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Copilot(ClaudeShaped):
    """Copilot: flat answers, flat questions."""

    id = "copilot"
    title = "GitHub Copilot CLI and coding agent"
    can_ask = True
    can_add_context = False
    events = {
        "preToolUse": BEFORE, "permissionRequest": BEFORE, "postToolUse": AFTER, "userPromptSubmitted": PROMPT,
        "sessionStart": SESSION_START, "sessionEnd": STOP,
    }  # fmt: skip
    when_hook_fails = "unknown"
    note = "a prompt that is being sent cannot be stopped; the coding agent has nobody to ask"

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; entries with PascalCase names send Claude's shape, which is read as well."""
        found = table(payload, "the event")
        if "hook_event_name" in found:
            return super().read(payload, environment)
        cwd, session = folder(found, environment), first_text(found, "sessionId", "session_id")
        if "toolName" in found:
            phase = AFTER if "toolResult" in found else BEFORE
            name = "postToolUse" if phase == AFTER else "preToolUse"
            return tool_event(
                self.id, phase, name, needed(found, "toolName"), _arguments(found.get("toolArgs")), cwd=cwd, session=session,
                call=first_text(found, "toolCallId", "toolUseId"), result=found.get("toolResult"),
            )  # fmt: skip
        if isinstance(found.get("prompt"), str):
            return prompt_event(self.id, "userPromptSubmitted", found["prompt"], cwd=cwd, session=session)
        if "source" in found or "initialPrompt" in found:
            return Event(self.id, SESSION_START, "sessionStart", cwd=cwd, session=session)
        if "reason" in found or "error" in found:
            return Event(self.id, STOP, "sessionEnd", cwd=cwd, session=session)
        raise UnreadableEventError("it is none of the events that are documented")

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Flat for its own events, Claude's shape for entries that ask for it."""
        if event.name[:1].isupper():
            return super().answer(event, verdict)
        decision = self.decision(event, verdict)
        if event.phase == BEFORE and decision != ALLOW:
            return Answer(
                json.dumps({"permissionDecision": decision, "permissionDecisionReason": verdict.message()})
            )
        if event.phase in (AFTER, PROMPT) and (verdict.context or decision != ALLOW):
            return Answer(stderr=verdict.context or verdict.message(), code=2)
        return Answer()


def _arguments(value: object) -> "dict[str, object]":
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise UnreadableEventError("`toolArgs` is not valid JSON") from None
    return table(value, "`toolArgs`")


ADAPTER = Copilot()
