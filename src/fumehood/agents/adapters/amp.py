"""Amp delegates a permission to a program: its arguments on standard input, its name in a variable, the answer a code.

0 allows, 1 asks, 2 rejects (standard error is shown to the assistant). Source: Amp's manual, permissions.
"""

from fumehood.agents.adapter import Adapter, Answer
from fumehood.agents.event import BEFORE, Event, UnreadableEventError
from fumehood.agents.payload import Payload
from fumehood.agents.verdict import ASK, DENY, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class Amp(Adapter):
    """Amp: a program that is asked, no hook."""

    id = "amp"
    title = "Amp"
    can_ask = True
    events = {"delegate": BEFORE}
    when_hook_fails = "unknown"
    note = "code 0 is an allow: Amp has no way to leave the question to itself"
    unseen = {"prompt": "it asks about tools only"}

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event; a payload that names its tool (`tool_name`, `tool_input`) is read as well."""
        found = Payload(payload)
        named = "tool_input" in found or "toolInput" in found
        tool = found.text("tool_name", "toolName") if named else ""
        arguments = found.arguments("tool_input", "toolInput") if tool else found.fields
        tool = tool or environment.get("FUMEHOOD_TOOL", "")
        if not tool:
            raise UnreadableEventError("the tool is named neither by AGENT_TOOL_NAME nor by `tool_name`")
        session = found.text("session_id") or environment.get("AMP_THREAD_ID", "")
        return self.tool_event(
            BEFORE, "delegate", tool, arguments, cwd=found.folder(environment), session=session
        )

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """A code, and the reason."""
        code = {ASK: 1, DENY: 2}.get(self.decision(event, verdict), 0)
        return Answer(stderr=verdict.message() if code else "", code=code)


ADAPTER = Amp()
