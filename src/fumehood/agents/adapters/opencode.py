"""OpenCode. Its plugin (written by `agents install`) sends what `tool.execute.before` gives, and throws on exit 2."""

from fumehood.agents.adapter import Answer, ExitCodeAdapter, rewritten, said
from fumehood.agents.event import AFTER, BEFORE, NOTICE, SESSION_START, Event, UnreadableEventError
from fumehood.agents.payload import Payload
from fumehood.agents.verdict import ALLOW, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class OpenCode(ExitCodeAdapter):
    """OpenCode: {"event": "tool.execute.before", "tool", "args", "sessionID", "callID", "cwd"}."""

    id = "opencode"
    title = "OpenCode"
    can_rewrite = True
    events = {"tool.execute.before": BEFORE, "tool.execute.after": AFTER, "session.created": SESSION_START}
    when_hook_fails = "closed"
    note = "subagents and MCP arguments are not always shown to plugins"
    unseen = {"prompt": "no plugin is asked before a prompt is sent"}

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event."""
        found = Payload(payload)
        name = found.needed("event", "hook_event_name")
        phase = NOTICE if name in ("session.idle", "session.deleted") else self.events.get(name)
        known: dict[str, Any] = {
            "cwd": found.folder(environment, "cwd", "directory"),
            "session": found.text("sessionID", "session_id"),
        }
        if phase is None:
            raise UnreadableEventError("its `event` is not known")
        if phase in (SESSION_START, NOTICE):
            return Event(self.id, phase, name, **known)
        return self.tool_event(
            phase, name, found.needed("tool", "tool_name"), found.arguments("args", "tool_input", may_lack=phase == AFTER),
            call=found.text("callID", "call_id"), result=found.value("output", "result"), **known,
        )  # fmt: skip

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Silence, exit 2 with the reason, or other arguments, which the plugin puts in their place."""
        if event.phase == BEFORE and verdict.command and self.decision(event, verdict) == ALLOW:
            return said({"args": rewritten(event, verdict.command)})
        return super().answer(event, verdict)


ADAPTER = OpenCode()
