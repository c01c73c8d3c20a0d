"""Cline. Two shapes are documented: JSON on standard input, and variables; both are read, and answered in both words."""

import json

from fumehood.agents.adapter import (
    Adapter,
    Answer,
    first_text,
    folder,
    needed,
    prompt_event,
    table,
    tool_event,
)
from fumehood.agents.event import AFTER, BEFORE, PROMPT, SESSION_START, STOP, Event, UnreadableEventError
from fumehood.agents.verdict import ALLOW, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_TASK = {
    "TaskStart": SESSION_START,
    "TaskResume": SESSION_START,
    "TaskCancel": STOP,
    "TaskComplete": STOP,
    "PreCompact": STOP,
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
        found = table(payload, "the event")
        name = first_text(found, "hookName", "hook_event_name", "hook_name")
        cwd, session = folder(found, environment), first_text(found, "taskId", "task_id", "session_id")
        before, after = found.get("preToolUse"), found.get("postToolUse")
        if before is not None or name == "PreToolUse":
            inner = table(before if before is not None else found, "`preToolUse`")
            return self._tool(BEFORE, "PreToolUse", inner, cwd, session, environment)
        if after is not None or name == "PostToolUse":
            inner = table(after if after is not None else found, "`postToolUse`")
            return self._tool(AFTER, "PostToolUse", inner, cwd, session, environment)
        prompt = found.get("userPromptSubmit")
        if prompt is not None or name == "UserPromptSubmit":
            inner = prompt if isinstance(prompt, dict) else found
            return prompt_event(
                self.id, "UserPromptSubmit", first_text(inner, "prompt", "text"), cwd=cwd, session=session
            )
        if name in _TASK:
            return Event(self.id, _TASK[name], name, cwd=cwd, session=session)
        if environment.get("FUMEHOOD_TOOL"):
            return self._tool(BEFORE, "PreToolUse", {"parameters": found}, cwd, session, environment)
        raise UnreadableEventError("it is neither of the documented shapes")

    def _tool(
        self,
        phase: str,
        name: str,
        inner: "Mapping[str, object]",
        cwd: str,
        session: str,
        environment: "Mapping[str, str]",
    ) -> Event:
        tool = first_text(inner, "toolName", "tool_name", "tool") or environment.get("FUMEHOOD_TOOL", "")
        if not tool:
            needed(inner, "toolName")
        given = inner.get("parameters", inner.get("tool_input", inner.get("input")))
        if isinstance(given, str):
            try:
                given = json.loads(given)
            except (ValueError, RecursionError):
                raise UnreadableEventError("`parameters` is not valid JSON") from None
        arguments = table({} if given is None and phase == AFTER else given, "`parameters`")
        return tool_event(
            self.id,
            phase,
            name,
            tool,
            arguments,
            cwd=cwd,
            session=session,
            call="",
            result=inner.get("result"),
        )

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Always one object: a hook of Cline's has to print one."""
        if event.phase in (BEFORE, PROMPT) and self.decision(event, verdict) != ALLOW:
            message = verdict.message()
            return Answer(
                json.dumps({"cancel": True, "errorMessage": message, "action": "block", "message": message})
            )
        said: dict[str, object] = {"cancel": False}
        if verdict.context or verdict.decision != ALLOW:
            said["contextModification"] = verdict.context or verdict.message()
        return Answer(json.dumps(said))

    def refuse(self, message: str) -> Answer:
        """The same object, so that either reading of it blocks."""
        return Answer(
            json.dumps({"cancel": True, "errorMessage": message, "action": "block", "message": message})
        )


ADAPTER = Cline()
