"""Gemini CLI. It cannot ask; standard output may hold JSON only. Source: its hooks reference."""

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
from fumehood.agents.verdict import ALLOW, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Gemini(Adapter):
    """Gemini CLI: `decision` deny with a reason, or exit 2."""

    id = "gemini"
    title = "Gemini CLI"
    can_rewrite = True
    can_add_context = True
    events = {
        "BeforeTool": BEFORE, "AfterTool": AFTER, "BeforeAgent": PROMPT, "SessionStart": SESSION_START, "SessionEnd": STOP,
    }  # fmt: skip
    when_hook_fails = "warning"

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; `mcp_context` names the server of an MCP tool."""
        found = table(payload, "the event")
        name = needed(found, "hook_event_name")
        cwd, session = folder(found, environment), first_text(found, "session_id")
        phase = self.events.get(name)
        if phase is None and "tool_name" not in found:
            if name in (
                "BeforeModel",
                "AfterModel",
                "BeforeToolSelection",
                "PreCompress",
                "Notification",
                "AfterAgent",
            ):
                return Event(self.id, STOP, name, cwd=cwd, session=session)
            raise UnreadableEventError("its `hook_event_name` is not known")
        if phase == PROMPT:
            prompt = found.get("prompt")
            if not isinstance(prompt, str):
                raise UnreadableEventError("`prompt` is missing or no text")
            return prompt_event(self.id, name, prompt, cwd=cwd, session=session)
        if phase in (SESSION_START, STOP):
            return Event(self.id, phase, name, cwd=cwd, session=session)
        context = found.get("mcp_context")
        server = first_text(context, "server_name", "serverName") if isinstance(context, dict) else ""
        return tool_event(
            self.id, phase or BEFORE, name, needed(found, "tool_name"), table(found.get("tool_input"), "`tool_input`"),
            cwd=cwd, session=session, call=first_text(found, "tool_call_id", "call_id"),
            result=found.get("tool_response"), server=server,
        )  # fmt: skip

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Nothing, a refusal, or what the assistant should know beside a result."""
        if event.phase in (BEFORE, PROMPT) and self.decision(event, verdict) != ALLOW:
            return Answer(json.dumps({"decision": "deny", "reason": verdict.message()}))
        told = verdict.context or (verdict.message() if verdict.decision != ALLOW else "")
        if told and event.phase in (AFTER, PROMPT):
            return Answer(
                json.dumps({"hookSpecificOutput": {"hookEventName": event.name, "additionalContext": told}})
            )
        return Answer()


ADAPTER = Gemini()
