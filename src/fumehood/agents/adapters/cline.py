"""Cline. Two shapes are documented: JSON on standard input, and variables; both are read, and answered in both words."""

from fumehood.agents.adapter import Adapter, Answer, said
from fumehood.agents.event import AFTER, BEFORE, NOTICE, PROMPT, SESSION_START, Event, UnreadableEventError
from fumehood.agents.payload import Payload
from fumehood.agents.verdict import ALLOW, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_TASK = {
    "TaskStart": SESSION_START,
    "TaskResume": SESSION_START,
    "TaskCancel": NOTICE,
    "TaskComplete": NOTICE,
    "PreCompact": NOTICE,
}


class Cline(Adapter):
    """Cline: `cancel` and `errorMessage`, and `action` and `message`."""

    id = "cline"
    title = "Cline"
    can_add_context = True
    events = {"PreToolUse": BEFORE, "PostToolUse": AFTER, "UserPromptSubmit": PROMPT, **_TASK}
    when_hook_fails = "unknown"

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event, from `preToolUse{toolName, parameters}` or from CLINE_TOOL_NAME and the parameters alone."""
        found = Payload(payload)
        name = found.text("hookName", "hook_event_name", "hook_name")
        known: dict[str, Any] = {
            "cwd": found.folder(environment),
            "session": found.text("taskId", "task_id", "session_id"),
        }
        for own, phase in (("PreToolUse", BEFORE), ("PostToolUse", AFTER)):
            key = own[0].lower() + own[1:]
            inner = found.value(key)
            if inner is not None or name == own:
                within = found if inner is None else Payload(inner, f"`{key}`")
                return self._tool(phase, own, within, environment, known)
        prompt = found.value("userPromptSubmit")
        if prompt is not None or name == "UserPromptSubmit":
            within = Payload(prompt) if isinstance(prompt, dict) else found
            return self.prompt_event("UserPromptSubmit", within.text("prompt", "text"), **known)
        if name in _TASK:
            return Event(self.id, _TASK[name], name, **known)
        if environment.get("FUMEHOOD_TOOL"):
            return self._tool(BEFORE, "PreToolUse", Payload({"parameters": found.fields}), environment, known)
        raise UnreadableEventError("it is neither of the documented shapes")

    def _tool(
        self,
        phase: str,
        name: str,
        inner: Payload,
        environment: "Mapping[str, str]",
        known: "dict[str, Any]",
    ) -> Event:
        tool = inner.text("toolName", "tool_name", "tool") or environment.get("FUMEHOOD_TOOL", "")
        arguments = inner.arguments("parameters", "tool_input", "input", may_lack=phase == AFTER)
        tool = tool or inner.needed("toolName")
        return self.tool_event(phase, name, tool, arguments, result=inner.value("result"), **known)

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Always one object: a hook of Cline's has to print one."""
        if event.phase in (BEFORE, PROMPT) and self.decision(event, verdict) != ALLOW:
            return self.refuse(verdict.message())
        words: dict[str, object] = {"cancel": False}
        if verdict.context or verdict.decision != ALLOW:
            words["contextModification"] = verdict.context or verdict.message()
        return said(words)

    def refuse(self, message: str) -> Answer:
        """The same object, so that either reading of it blocks."""
        return said({"cancel": True, "errorMessage": message, "action": "block", "message": message})


ADAPTER = Cline()
