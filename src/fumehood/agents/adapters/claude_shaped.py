"""The wire format that Claude Code began and others follow: `hook_event_name`, `tool_name`, `tool_input`.

Source: Claude Code, hooks reference (hookSpecificOutput needs hookEventName; JSON outside of it is ignored).
"""

import json

from fumehood.agents.adapter import (
    Adapter,
    Answer,
    first_text,
    folder,
    needed,
    prompt_event,
    table,
    tool_event,
)
from fumehood.agents.event import AFTER, BEFORE, PROMPT, SESSION_START, STOP, Event, UnreadableEventError
from fumehood.agents.verdict import ALLOW, ASK, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PHASES = {
    "pretooluse": BEFORE, "permissionrequest": BEFORE, "posttooluse": AFTER, "posttoolusefailure": AFTER,
    "userpromptsubmit": PROMPT, "sessionstart": SESSION_START, "stop": STOP, "subagentstop": STOP, "sessionend": STOP,
    "precompact": STOP, "postcompact": STOP, "notification": STOP, "subagentstart": STOP,
}  # fmt: skip


class ClaudeShaped(Adapter):
    """Reads snake_case and camelCase keys alike; prints nothing when there is nothing to say."""

    can_add_context = True

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; names of events are compared without regard to case."""
        found = table(payload, "the event")
        name = needed(found, "hook_event_name", "hookEventName")
        phase = PHASES.get(name.lower().replace("_", ""))
        cwd = folder(found, environment)
        session = first_text(found, "session_id", "sessionId")
        if phase is None and "tool_name" not in found:
            raise UnreadableEventError("its `hook_event_name` is not known")
        if phase == PROMPT:
            prompt = found.get("prompt")
            if not isinstance(prompt, str):
                raise UnreadableEventError("`prompt` is missing or no text")
            return prompt_event(self.id, name, prompt, cwd=cwd, session=session)
        if phase in (SESSION_START, STOP):
            return Event(self.id, phase, name, cwd=cwd, session=session)
        return tool_event(
            self.id, phase or BEFORE, name, needed(found, "tool_name", "toolName"),
            table(found.get("tool_input", found.get("toolInput")), "`tool_input`"), cwd=cwd, session=session,
            call=first_text(found, "tool_use_id", "toolUseId", "tool_call_id"),
            result=found.get("tool_response", found.get("toolResponse")),
        )  # fmt: skip

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Nothing for what is allowed: an explicit allow would silence the assistant's own question."""
        decision = self.decision(event, verdict)
        if event.phase == BEFORE:
            return self._before(event, decision, verdict.message()) if decision != ALLOW else Answer()
        if event.phase == PROMPT and decision != ALLOW:
            return Answer(json.dumps({"decision": "block", "reason": verdict.message()}))
        told = verdict.context or (verdict.message() if decision != ALLOW else "")
        if told and event.phase in (AFTER, PROMPT, SESSION_START):
            return Answer(
                json.dumps({"hookSpecificOutput": {"hookEventName": event.name, "additionalContext": told}})
            )
        return Answer()

    def _before(self, event: Event, decision: str, message: str) -> Answer:
        if event.name == "PermissionRequest":  # a question is being put already
            if decision == ASK:
                return Answer()
            said: dict[str, object] = {"decision": {"behavior": "deny", "message": message}}
        else:
            said = {"permissionDecision": decision, "permissionDecisionReason": message}
        return Answer(json.dumps({"hookSpecificOutput": {"hookEventName": event.name, **said}}))
