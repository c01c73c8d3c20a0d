"""The wire format that Claude Code began and others follow: `hook_event_name`, `tool_name`, `tool_input`.

Source: Claude Code, hooks reference (hookSpecificOutput needs hookEventName; decisions outside of it are ignored;
`systemMessage` is shown to the user; `updatedInput` is the whole input and goes with a decision).
"""

from fumehood.agents.adapter import Adapter, Answer, rewritten, said
from fumehood.agents.event import (
    AFTER,
    BEFORE,
    NOTICE,
    PROMPT,
    SESSION_START,
    STOP,
    Event,
    UnreadableEventError,
)
from fumehood.agents.payload import Payload
from fumehood.agents.verdict import ALLOW, ASK, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PHASES = {
    "pretooluse": BEFORE, "permissionrequest": BEFORE, "posttooluse": AFTER, "posttoolusefailure": AFTER,
    "userpromptsubmit": PROMPT, "sessionstart": SESSION_START, "stop": STOP, "stopfailure": NOTICE, "subagentstop": NOTICE,
    "sessionend": NOTICE, "precompact": NOTICE, "postcompact": NOTICE, "notification": NOTICE, "subagentstart": NOTICE,
}  # fmt: skip
EVENTS = {
    "PreToolUse": BEFORE, "PostToolUse": AFTER, "UserPromptSubmit": PROMPT, "SessionStart": SESSION_START, "Stop": STOP,
}  # fmt: skip


class ClaudeShaped(Adapter):
    """Reads snake_case and camelCase keys alike; prints nothing when there is nothing to say."""

    can_add_context = True
    events = EVENTS

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; names of events are compared without regard to case."""
        found = Payload(payload)
        name = found.needed("hook_event_name", "hookEventName")
        phase = PHASES.get(name.lower().replace("_", ""))
        known: dict[str, Any] = {
            "cwd": found.folder(environment),
            "session": found.text("session_id", "sessionId"),
        }
        if phase is None and "tool_name" not in found:
            raise UnreadableEventError("its `hook_event_name` is not known")
        if phase == PROMPT:
            return self.prompt_event(name, found.prompt(), **known)
        if phase == STOP and found.value("stop_hook_active", "stopHookActive") is True:
            phase = NOTICE  # it has been told already, and goes on because of it
        if phase in (SESSION_START, STOP, NOTICE):
            return Event(self.id, phase, name, **known)
        return self.tool_event(
            phase or BEFORE, name, found.needed("tool_name", "toolName"), found.arguments("tool_input", "toolInput"),
            call=found.text("tool_use_id", "toolUseId", "tool_call_id"),
            result=found.value("tool_response", "toolResponse"), **known,
        )  # fmt: skip

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Nothing for what is allowed: an explicit allow would silence the assistant's own question."""
        decision = self.decision(event, verdict)
        if event.phase == BEFORE:
            return self._before(event, decision, verdict) if decision != ALLOW else Answer()
        if event.phase == PROMPT and decision != ALLOW:
            return said({"decision": "block", "reason": verdict.message()})
        told = verdict.context or (verdict.message() if decision != ALLOW else "")
        if told and event.phase == STOP:
            return said({"systemMessage": told})
        if told and event.phase in (AFTER, PROMPT, SESSION_START):
            return said({"hookSpecificOutput": {"hookEventName": event.name, "additionalContext": told}})
        return Answer()

    def rewrites(self, event: Event) -> bool:
        """Not when a question is being put already."""
        return event.name != "PermissionRequest" and super().rewrites(event)

    def _before(self, event: Event, decision: str, verdict: Verdict) -> Answer:
        if event.name == "PermissionRequest":
            if decision == ASK:
                return Answer()
            words: dict[str, object] = {"decision": {"behavior": "deny", "message": verdict.message()}}
        else:
            words = {"permissionDecision": decision, "permissionDecisionReason": verdict.message()}
            if verdict.command and decision == ASK:
                words["updatedInput"] = rewritten(event, verdict.command)
        return said({"hookSpecificOutput": {"hookEventName": event.name, **words}})
