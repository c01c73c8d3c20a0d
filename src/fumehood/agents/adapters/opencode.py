"""OpenCode. Its plugin (written by `agents install`) sends what `tool.execute.before` gives, and throws on exit 2."""

from fumehood.agents.adapter import ExitCodeAdapter, first_text, folder, needed, table, tool_event
from fumehood.agents.event import AFTER, BEFORE, SESSION_START, STOP, Event, UnreadableEventError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class OpenCode(ExitCodeAdapter):
    """OpenCode: {"event": "tool.execute.before", "tool", "args", "sessionID", "callID", "cwd"}."""

    id = "opencode"
    title = "OpenCode"
    can_rewrite = True
    events = {"tool.execute.before": BEFORE, "tool.execute.after": AFTER, "session.created": SESSION_START}
    when_hook_fails = "closed"
    note = "subagents and MCP arguments are not always shown to plugins"

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event."""
        found = table(payload, "the event")
        name = needed(found, "event", "hook_event_name")
        cwd = folder(found, environment, "cwd", "directory")
        session = first_text(found, "sessionID", "session_id")
        phase = self.events.get(name)
        if phase == SESSION_START or name in ("session.idle", "session.deleted"):
            return Event(self.id, phase or STOP, name, cwd=cwd, session=session)
        if phase is None:
            raise UnreadableEventError("its `event` is not known")
        arguments = found.get("args", found.get("tool_input"))
        return tool_event(
            self.id, phase, name, needed(found, "tool", "tool_name"),
            table({} if arguments is None and phase == AFTER else arguments, "`args`"), cwd=cwd, session=session,
            call=first_text(found, "callID", "call_id"), result=found.get("output", found.get("result")),
        )  # fmt: skip


ADAPTER = OpenCode()
