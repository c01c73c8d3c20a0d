"""Cursor. With `failClosed` an empty output counts as a failure, so what is allowed is said. Source: its hooks page."""

from fumehood.agents.adapter import Adapter, Answer, rewritten, said
from fumehood.agents.event import (
    AFTER,
    BEFORE,
    MCP,
    NOTICE,
    PROMPT,
    READ,
    SESSION_START,
    SHELL,
    STOP,
    Event,
    UnreadableEventError,
)
from fumehood.agents.payload import Payload, flat
from fumehood.agents.verdict import ALLOW, ASK, DENY, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_ASKS = ("beforeShellExecution", "beforeMCPExecution")
_QUIET = ("subagentStart", "sessionEnd", "subagentStop", "preCompact", "workspaceOpen")
_RESULTS = ("tool_output", "result_json", "output", "tool_response", "error_message")


class Cursor(Adapter):
    """Cursor: an event a kind of action."""

    id = "cursor"
    title = "Cursor"
    can_ask = True
    can_rewrite = True
    can_add_context = True
    events = {
        "beforeShellExecution": BEFORE, "beforeMCPExecution": BEFORE, "beforeReadFile": BEFORE, "preToolUse": BEFORE,
        "subagentStart": NOTICE, "beforeSubmitPrompt": PROMPT, "postToolUse": AFTER, "sessionStart": SESSION_START,
        "stop": STOP,
    }  # fmt: skip
    fail_closed = "failClosed"
    note = "it can ask before shell commands and MCP calls only; elsewhere a question becomes a refusal"

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event."""
        found = Payload(payload)
        name = found.needed("hook_event_name")
        about: dict[str, Any] = {
            "cwd": found.folder(environment),
            "session": found.text("conversation_id", "session_id"),
        }
        if name == "beforeSubmitPrompt":
            return self.prompt_event(name, found.prompt(), **about)
        if name == "stop" and found.value("loop_count"):  # it goes on because of what was said before
            return Event(self.id, NOTICE, name, **about)
        if name in _QUIET or self.events.get(name) in (STOP, SESSION_START):
            return Event(self.id, self.events.get(name, NOTICE), name, **about)
        about["call"] = found.text("tool_use_id", "tool_call_id")
        if name == "beforeShellExecution":
            command = {"command": found.value("command")}
            return self.tool_event(BEFORE, name, "Shell", command, kind=SHELL, **about)
        if name == "beforeMCPExecution":
            server = found.text("server", "server_name", "url", "command")
            tool, arguments = found.needed("tool_name"), found.arguments("tool_input")
            return self.tool_event(BEFORE, name, tool, arguments, kind=MCP, server=server, **about)
        if name in ("beforeReadFile", "beforeTabFileRead"):
            path = {"file_path": found.needed("file_path")}
            return self.tool_event(BEFORE, name, "Read", path, kind=READ, **about)
        if name.startswith("after") or name in ("postToolUse", "postToolUseFailure"):
            result = flat([found.value(key) for key in _RESULTS])
            tool = found.text("tool_name") or ("Shell" if "command" in found else "Other")
            return self.tool_event(AFTER, name, tool, {}, result=result, **about)
        if "tool_name" in found:
            tool, arguments = found.needed("tool_name"), found.arguments("tool_input")
            return self.tool_event(BEFORE, name, tool, arguments, **about)
        raise UnreadableEventError("its `hook_event_name` is not known")

    def asks(self, event: Event) -> bool:
        """Only these events know a question."""
        return event.name in _ASKS

    def rewrites(self, event: Event) -> bool:
        """Only this event takes another input, and an allow is said there anyway."""
        return event.name == "preToolUse" and super().rewrites(event)

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Always one object; allow is said because silence is a failure with `failClosed`."""
        decision = self.decision(event, verdict)
        words: dict[str, object] = {}
        if event.phase == PROMPT:
            words = {"continue": decision == ALLOW}
            if decision != ALLOW:
                words["user_message"] = verdict.message()
        elif event.phase == BEFORE or event.name == "subagentStart":
            words = {"permission": decision}
            if decision in (ASK, DENY):
                words |= {"user_message": verdict.message(), "agent_message": verdict.message()}
            elif verdict.command:
                words |= {
                    "updated_input": rewritten(event, verdict.command),
                    "agent_message": verdict.message(),
                }
        elif event.phase == AFTER and (verdict.context or decision != ALLOW):
            words = {"additional_context": verdict.context or verdict.message()}
        elif event.phase == STOP and verdict.context:
            words = {"followup_message": f"Tell the user, and do nothing else: {verdict.context}"}
        return said(words)


ADAPTER = Cursor()
