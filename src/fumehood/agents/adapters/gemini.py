"""Gemini CLI. It cannot ask; standard output may hold JSON only. Source: its hooks reference."""

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
from fumehood.agents.verdict import ALLOW, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_QUIET = ("BeforeModel", "AfterModel", "BeforeToolSelection", "PreCompress", "Notification")


class Gemini(Adapter):
    """Gemini CLI: `decision` deny with a reason, or exit 2."""

    id = "gemini"
    title = "Gemini CLI"
    can_rewrite = True
    can_add_context = True
    events = {
        "BeforeTool": BEFORE, "AfterTool": AFTER, "BeforeAgent": PROMPT, "AfterAgent": STOP, "SessionStart": SESSION_START,
        "SessionEnd": NOTICE,
    }  # fmt: skip
    when_hook_fails = "warning"

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; `mcp_context` names the server of an MCP tool."""
        found = Payload(payload)
        name = found.needed("hook_event_name")
        phase = NOTICE if name in _QUIET else self.events.get(name)
        known: dict[str, Any] = {"cwd": found.folder(environment), "session": found.text("session_id")}
        if phase is None and "tool_name" not in found:
            raise UnreadableEventError("its `hook_event_name` is not known")
        if phase == PROMPT:
            return self.prompt_event(name, found.prompt(), **known)
        if phase == STOP and found.value("stop_hook_active") is True:
            phase = NOTICE
        if phase in (SESSION_START, STOP, NOTICE):
            return Event(self.id, phase, name, **known)
        context = found.value("mcp_context")
        server = Payload(context).text("server_name", "serverName") if isinstance(context, dict) else ""
        return self.tool_event(
            phase or BEFORE, name, found.needed("tool_name"), found.arguments("tool_input"),
            call=found.text("tool_call_id", "call_id"), result=found.value("tool_response"), server=server, **known,
        )  # fmt: skip

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Nothing, a refusal, another command, or what the assistant or the user should know."""
        if event.phase in (BEFORE, PROMPT) and self.decision(event, verdict) != ALLOW:
            return said({"decision": "deny", "reason": verdict.message()})
        if event.phase == BEFORE and verdict.command:
            words = {"hookEventName": event.name, "tool_input": rewritten(event, verdict.command)}
            return said({"hookSpecificOutput": words, "systemMessage": verdict.message()})
        told = verdict.context or (verdict.message() if verdict.decision != ALLOW else "")
        if told and event.phase == STOP:
            return said({"systemMessage": told})
        if told and event.phase in (AFTER, PROMPT):
            return said({"hookSpecificOutput": {"hookEventName": event.name, "additionalContext": told}})
        return Answer()


ADAPTER = Gemini()
