"""goose. Tools are named extension__tool; it cannot ask. Source: its plugin hooks."""

from fumehood.agents.adapter import ExitCodeAdapter, first_text, folder, needed, table, tool_event
from fumehood.agents.event import AFTER, BEFORE, MCP, SESSION_START, STOP, Event, UnreadableEventError
from fumehood.agents.tools import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_PHASES = {
    "PreToolUse": BEFORE,
    "PostToolUse": AFTER,
    "SessionStart": SESSION_START,
    "Stop": STOP,
    "SessionEnd": STOP,
}


class Goose(ExitCodeAdapter):
    """goose: exit 2, or `on_failure: block` when the hook does not even start."""

    id = "goose"
    title = "goose"
    events = {"PreToolUse": BEFORE, "Stop": STOP}
    fail_closed = "on_failure"
    note = "the matcher `*` is an invalid expression there and drops the rule: the entry has none"

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; the tools of the developer extension are classed by their own names."""
        found = table(payload, "the event")
        name = needed(found, "event", "hook_event_name", "hook_event")
        cwd, session = folder(found, environment, "working_dir", "cwd"), first_text(found, "session_id")
        phase = _PHASES.get(name)
        if phase is None and "tool_name" not in found:
            raise UnreadableEventError("its `event` is not known")
        if phase in (SESSION_START, STOP):
            return Event(self.id, phase, name, cwd=cwd, session=session)
        tool = needed(found, "tool_name")
        own = tool.removeprefix("developer__")
        return tool_event(
            self.id, phase or BEFORE, name, tool, table(found.get("tool_input"), "`tool_input`"), cwd=cwd, session=session,
            call=first_text(found, "tool_call_id"), result=found.get("tool_response", found.get("tool_output")),
            kind=kind_of(own) if own != tool else kind_of(tool) if "__" not in tool else MCP,
        )  # fmt: skip


ADAPTER = Goose()
