"""Cursor. With `failClosed` an empty output counts as a failure, so what is allowed is said. Source: its hooks page."""

import json

from fumehood.agents.adapter import (
    Adapter,
    Answer,
    first_text,
    flat,
    folder,
    needed,
    prompt_event,
    table,
    tool_event,
)
from fumehood.agents.event import (
    AFTER,
    BEFORE,
    MCP,
    PROMPT,
    READ,
    SESSION_START,
    SHELL,
    STOP,
    Event,
    UnreadableEventError,
)
from fumehood.agents.verdict import ALLOW, ASK, DENY, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_ASKS = ("beforeShellExecution", "beforeMCPExecution")


class Cursor(Adapter):
    """Cursor: an event a kind of action."""

    id = "cursor"
    title = "Cursor"
    can_ask = True
    can_rewrite = True
    can_add_context = True
    events = {
        "beforeShellExecution": BEFORE, "beforeMCPExecution": BEFORE, "beforeReadFile": BEFORE, "preToolUse": BEFORE,
        "subagentStart": STOP, "beforeSubmitPrompt": PROMPT, "postToolUse": AFTER, "sessionStart": SESSION_START,
        "stop": STOP,
    }  # fmt: skip
    fail_closed = "failClosed"
    note = "it can ask before shell commands and MCP calls only; elsewhere a question becomes a refusal"

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event."""
        found = table(payload, "the event")
        name = needed(found, "hook_event_name")
        cwd = folder(found, environment)
        session = first_text(found, "conversation_id", "session_id")
        call = first_text(found, "tool_use_id", "tool_call_id")
        known: dict[str, Any] = {"cwd": cwd, "session": session, "call": call}
        if name == "beforeShellExecution":
            return tool_event(
                self.id, BEFORE, name, "Shell", {"command": found.get("command")}, kind=SHELL, **known
            )
        if name == "beforeMCPExecution":
            tool, server = (
                needed(found, "tool_name"),
                first_text(found, "server", "server_name", "url", "command"),
            )
            return tool_event(
                self.id,
                BEFORE,
                name,
                tool,
                _decoded(found.get("tool_input")),
                kind=MCP,
                server=server,
                **known,
            )
        if name in ("beforeReadFile", "beforeTabFileRead"):
            path = {"file_path": needed(found, "file_path")}
            return tool_event(self.id, BEFORE, name, "Read", path, kind=READ, **known)
        if name == "beforeSubmitPrompt":
            prompt = found.get("prompt")
            if not isinstance(prompt, str):
                raise UnreadableEventError("`prompt` is missing or no text")
            return prompt_event(self.id, name, prompt, cwd=cwd, session=session)
        if name.startswith("after") or name in ("postToolUse", "postToolUseFailure"):
            result = flat(
                [
                    found.get(k)
                    for k in ("tool_output", "result_json", "output", "tool_response", "error_message")
                ]
            )
            tool = first_text(found, "tool_name") or ("Shell" if "command" in found else "Other")
            return tool_event(self.id, AFTER, name, tool, {}, result=result, **known)
        if "tool_name" in found:
            return tool_event(
                self.id, BEFORE, name, needed(found, "tool_name"), _decoded(found.get("tool_input")), **known
            )
        if name in self.events or name in ("sessionEnd", "subagentStop", "preCompact", "workspaceOpen"):
            return Event(self.id, self.events.get(name, STOP), name, cwd=cwd, session=session)
        raise UnreadableEventError("its `hook_event_name` is not known")

    def asks(self, event: Event) -> bool:
        """Only these events know a question."""
        return event.name in _ASKS

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Always one object; allow is said because silence is a failure with `failClosed`."""
        decision = self.decision(event, verdict)
        said: dict[str, object] = {}
        if event.phase == PROMPT:
            said = {"continue": decision == ALLOW}
            if decision != ALLOW:
                said["user_message"] = verdict.message()
        elif event.phase == BEFORE or event.name == "subagentStart":
            said = {"permission": decision}
            if decision in (ASK, DENY):
                said |= {"user_message": verdict.message(), "agent_message": verdict.message()}
        elif event.phase == AFTER and (verdict.context or decision != ALLOW):
            said = {"additional_context": verdict.context or verdict.message()}
        return Answer(json.dumps(said))


def _decoded(value: object) -> "dict[str, Any]":
    """`tool_input`: an object, or the JSON of one as text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise UnreadableEventError("`tool_input` is not valid JSON") from None
    return table(value, "`tool_input`")


ADAPTER = Cursor()
