"""Kiro (and Amazon Q's CLI before it): exit 2 blocks a tool; what a hook says of a prompt is added to it."""

from fumehood.agents.adapter import (
    ExitCodeAdapter,
    first_text,
    folder,
    needed,
    prompt_event,
    table,
    tool_event,
)
from fumehood.agents.event import AFTER, BEFORE, PROMPT, SESSION_START, STOP, Event, UnreadableEventError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Kiro(ExitCodeAdapter):
    """Kiro."""

    id = "kiro"
    title = "Kiro"
    events = {
        "preToolUse": BEFORE, "postToolUse": AFTER, "userPromptSubmit": PROMPT, "agentSpawn": SESSION_START, "stop": STOP,
    }  # fmt: skip

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; an MCP tool is named @server/tool."""
        found = table(payload, "the event")
        name = needed(found, "hook_event_name", "hookEventName")
        phase = self.events.get(name) or self.events.get(name[:1].lower() + name[1:])
        cwd, session = folder(found, environment), first_text(found, "session_id", "sessionId")
        if phase is None and "tool_name" not in found:
            raise UnreadableEventError("its `hook_event_name` is not known")
        if phase == PROMPT:
            return prompt_event(self.id, name, first_text(found, "prompt"), cwd=cwd, session=session)
        if phase in (SESSION_START, STOP):
            return Event(self.id, phase, name, cwd=cwd, session=session)
        return tool_event(
            self.id, phase or BEFORE, name, needed(found, "tool_name", "toolName").removeprefix("@"),
            table(found.get("tool_input", found.get("toolInput")), "`tool_input`"), cwd=cwd, session=session,
            call=first_text(found, "tool_use_id"), result=found.get("tool_response"),
        )  # fmt: skip


ADAPTER = Kiro()
