"""goose. Tools are named extension__tool; it cannot ask. Source: its plugin hooks."""

from fumehood.agents.adapter import ExitCodeAdapter
from fumehood.agents.event import AFTER, BEFORE, MCP, NOTICE, SESSION_START, Event, UnreadableEventError
from fumehood.agents.payload import Payload
from fumehood.agents.tools import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_PHASES = {
    "PreToolUse": BEFORE,
    "PostToolUse": AFTER,
    "SessionStart": SESSION_START,
    "Stop": NOTICE,
    "SessionEnd": NOTICE,
}


class Goose(ExitCodeAdapter):
    """goose: exit 2, or `on_failure: block` when the hook does not even start."""

    id = "goose"
    title = "goose"
    events = {"PreToolUse": BEFORE, "Stop": NOTICE}
    fail_closed = "on_failure"
    note = "the matcher `*` is an invalid expression there and drops the rule: the entry has none"
    unseen = {"prompt": "it has no event for prompts"}

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; the tools of the developer extension are classed by their own names."""
        found = Payload(payload)
        name = found.needed("event", "hook_event_name", "hook_event")
        known: dict[str, Any] = {
            "cwd": found.folder(environment, "working_dir", "cwd"),
            "session": found.text("session_id"),
        }
        phase = _PHASES.get(name)
        if phase is None and "tool_name" not in found:
            raise UnreadableEventError("its `event` is not known")
        if phase in (SESSION_START, NOTICE):
            return Event(self.id, phase, name, **known)
        tool = found.needed("tool_name")
        own = tool.removeprefix("developer__")
        return self.tool_event(
            phase or BEFORE, name, tool, found.arguments("tool_input"), call=found.text("tool_call_id"),
            result=found.value("tool_response", "tool_output"),
            kind=kind_of(own) if own != tool else kind_of(tool) if "__" not in tool else MCP, **known,
        )  # fmt: skip


ADAPTER = Goose()
