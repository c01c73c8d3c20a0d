"""Kiro (and Amazon Q's CLI before it): exit 2 blocks a tool; what a hook says of a prompt is added to it."""

from fumehood.agents.adapter import ExitCodeAdapter
from fumehood.agents.event import AFTER, BEFORE, NOTICE, PROMPT, SESSION_START, Event, UnreadableEventError
from fumehood.agents.payload import Payload

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Kiro(ExitCodeAdapter):
    """Kiro."""

    id = "kiro"
    title = "Kiro"
    events = {
        "preToolUse": BEFORE, "postToolUse": AFTER, "userPromptSubmit": PROMPT, "agentSpawn": SESSION_START, "stop": NOTICE,
    }  # fmt: skip
    unseen = {"prompt": "a hook cannot stop a prompt: what it says is shown"}

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; an MCP tool is named @server/tool."""
        found = Payload(payload)
        name = found.needed("hook_event_name", "hookEventName")
        phase = self.events.get(name) or self.events.get(name[:1].lower() + name[1:])
        known: dict[str, Any] = {
            "cwd": found.folder(environment),
            "session": found.text("session_id", "sessionId"),
        }
        if phase is None and "tool_name" not in found:
            raise UnreadableEventError("its `hook_event_name` is not known")
        if phase == PROMPT:
            return self.prompt_event(name, found.text("prompt"), **known)
        if phase in (SESSION_START, NOTICE):
            return Event(self.id, phase, name, **known)
        return self.tool_event(
            phase or BEFORE, name, found.needed("tool_name", "toolName").removeprefix("@"),
            found.arguments("tool_input", "toolInput"), call=found.text("tool_use_id"),
            result=found.value("tool_response"), **known,
        )  # fmt: skip


ADAPTER = Kiro()
