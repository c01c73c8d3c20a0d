"""What an adapter is: one assistant's wire format, and the facts about what it can do."""

import os

from fumehood.agents.arguments import read_arguments
from fumehood.agents.event import AFTER, BEFORE, MCP, PROMPT, Event, UnreadableEventError
from fumehood.agents.tools import kind_of, server_and_tool
from fumehood.agents.verdict import ALLOW, ASK, DENY, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MOST_RESULT = 400_000  # code points of a result that are kept; the rest is not looked at


class Answer:
    """What the hook says: `stdout` with code 0, or `stderr` with another code; never both."""

    __slots__ = ("code", "stderr", "stdout")

    def __init__(self, stdout: str = "", stderr: str = "", code: int = 0) -> None:
        self.stdout = stdout
        self.stderr = stderr
        self.code = code


class Adapter:
    """One assistant. Facts are class attributes; `events` are its names of events by phase.

    `can_ask`: it can put a question to the user; `can_rewrite`: a hook may change what is about to run;
    `when_hook_fails` is open, closed, warning or unknown; `fail_closed` is the entry's field that blocks instead
    ("" when there is none: the line's exit code does it then); `http`: it can post events to an address.
    """

    id = ""
    title = ""
    can_ask = False
    can_rewrite = False
    can_add_context = False
    events: "Mapping[str, str]" = {}
    when_hook_fails = "open"
    fail_closed = ""
    http = False
    note = ""

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event that the payload (decoded JSON) is.

        Args:
            payload: what came on standard input.
            environment: variables of the hook's process; `PWD` is its folder.

        Raises:
            UnreadableEventError: it is not what the assistant documents.
        """
        raise NotImplementedError

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """The verdict in the assistant's own words; a question becomes a refusal where it cannot ask."""
        raise NotImplementedError

    def refuse(self, message: str) -> Answer:
        """What stops the assistant when not even the event could be read."""
        return Answer(stderr=message, code=2)

    def decision(self, event: Event, verdict: Verdict) -> str:
        """The verdict's decision as this assistant can carry it out."""
        if verdict.decision == ASK and not self.asks(event):
            return DENY
        return verdict.decision

    def asks(self, event: Event) -> bool:
        """Whether a question is possible at this event."""
        return self.can_ask and event.phase == BEFORE


class ExitCodeAdapter(Adapter):
    """An assistant that only looks at the exit code: 2 blocks, and standard error says why."""

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Silence, or exit 2 with the reason."""
        if self.decision(event, verdict) != ALLOW:
            return Answer(stderr=verdict.message(), code=2)
        if verdict.context and event.phase == AFTER:
            return Answer(stderr=verdict.context, code=2)
        return Answer()


def table(value: object, what: str) -> "dict[str, Any]":
    """The value when it is an object.

    Raises:
        UnreadableEventError: it is not; `what` names it.
    """
    if not isinstance(value, dict):
        raise UnreadableEventError(f"{what} is no object")
    return value


def first_text(source: "Mapping[str, Any]", *keys: str) -> str:
    """The first text under one of the keys; empty when there is none."""
    for key in keys:
        value = source.get(key)
        if isinstance(value, str) and value:
            return value
    return ""


def needed(source: "Mapping[str, Any]", *keys: str) -> str:
    """The text under one of the keys.

    Raises:
        UnreadableEventError: there is none, or it is no text.
    """
    found = first_text(source, *keys)
    if not found:
        raise UnreadableEventError(f"`{keys[0]}` is missing or no text")
    return found


def folder(payload: "Mapping[str, Any]", environment: "Mapping[str, str]", *keys: str) -> str:
    """The absolute folder of the event: the payload's, else a workspace root, else that of the hook's process."""
    found = first_text(payload, *(keys or ("cwd",)))
    if not os.path.isabs(found):
        roots = payload.get("workspace_roots", payload.get("workspaceRoots"))
        first = roots[0] if isinstance(roots, list) and roots else ""
        found = first if isinstance(first, str) and os.path.isabs(first) else ""
    if not found or "\0" in found:
        found = environment.get("PWD", "")
    return found if os.path.isabs(found) else "/"


def flat(value: object) -> str:
    """The text of a result, whatever its shape: all texts in it, in order, a line each."""
    if isinstance(value, str):
        return value[:MOST_RESULT]
    parts: list[str] = []
    pending: list[object] = [value]
    size = 0
    while pending and size < MOST_RESULT and len(parts) < 20_000:
        one = pending.pop()
        if isinstance(one, str):
            parts.append(one[: MOST_RESULT - size])
            size += len(one)
        elif isinstance(one, dict):
            pending += reversed(list(one.values()))
        elif isinstance(one, list):
            pending += reversed(one)
    return "\n".join(parts)


def tool_event(
    agent: str,
    phase: str,
    name: str,
    tool: str,
    arguments: "Mapping[str, Any]",
    *,
    cwd: str,
    session: str,
    call: str,
    result: object = None,
    server: str = "",
    kind: str = "",
) -> Event:
    """The event of a tool call, before or after it.

    Raises:
        UnreadableEventError: the arguments do not fit the tool.
    """
    kind = kind or (MCP if server else kind_of(tool))
    if phase == AFTER:
        return Event(
            agent, phase, name, kind=kind, tool=tool, cwd=cwd, session=session, call=call, text=flat(result),
            server=server or server_and_tool(tool)[0], arguments=arguments,
        )  # fmt: skip
    found = read_arguments(kind, arguments)
    return Event(
        agent, phase, name, kind=kind, tool=tool, command=found.command, paths=tuple(found.paths), cwd=cwd,
        deleted=tuple(found.deleted), pieces=tuple(found.pieces), urls=tuple(found.urls), session=session, call=call,
        server=server or (server_and_tool(tool)[0] if kind == MCP else ""), arguments=arguments,
    )  # fmt: skip


def prompt_event(agent: str, name: str, text: str, *, cwd: str, session: str) -> Event:
    """The event of a prompt that is about to be sent."""
    return Event(agent, PROMPT, name, text=text, cwd=cwd, session=session)
