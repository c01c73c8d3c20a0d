"""What an adapter is: one assistant's wire format, and the facts about what it can do."""

from fumehood.agents.arguments import read_arguments
from fumehood.agents.event import AFTER, BEFORE, MCP, PROMPT, SHELL, Event
from fumehood.agents.payload import flat
from fumehood.agents.tools import kind_of, server_and_tool
from fumehood.agents.verdict import ALLOW, ASK, DENY, Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Answer:
    """What the hook says: `stdout` with code 0, or `stderr` with another code; never both."""

    __slots__ = ("code", "stderr", "stdout")

    def __init__(self, stdout: str = "", stderr: str = "", code: int = 0) -> None:
        self.stdout = stdout
        self.stderr = stderr
        self.code = code


def said(value: object) -> Answer:
    """An answer in JSON."""
    import json

    return Answer(json.dumps(value))


class Adapter:
    """One assistant. Facts are class attributes; `events` are its names of events by phase.

    `can_ask`: it can put a question to the user; `can_rewrite`: a hook may change what is about to run, and
    `rewriting_asks`: only together with a decision, which has to be a question (an allow would silence its own);
    `when_hook_fails` is open, closed, warning or unknown; `fail_closed` is the entry's field that blocks instead
    ("" when there is none: the line's exit code does it then); `http`: it can post events to an address; `unseen`
    says of kinds of actions (`read`, `edit`, `mcp`, `prompt`) why no hook is asked about them.
    """

    id = ""
    title = ""
    can_ask = False
    can_rewrite = False
    rewriting_asks = False
    can_add_context = False
    events: "Mapping[str, str]" = {}
    when_hook_fails = "open"
    fail_closed = ""
    http = False
    note = ""
    unseen: "Mapping[str, str]" = {}

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

    def rewrites(self, event: Event) -> bool:
        """Whether the command of this event may be replaced."""
        return self.can_rewrite and event.kind == SHELL and _command_key(event) is not None

    def tool_event(
        self,
        phase: str,
        name: str,
        tool: str,
        arguments: "Mapping[str, Any]",
        *,
        cwd: str,
        session: str,
        call: str = "",
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
                self.id, phase, name, kind=kind, tool=tool, cwd=cwd, session=session, call=call, text=flat(result),
                server=server or server_and_tool(tool)[0], arguments=arguments,
            )  # fmt: skip
        found = read_arguments(kind, arguments)
        return Event(
            self.id, phase, name, kind=kind, tool=tool, command=found.command, paths=tuple(found.paths), cwd=cwd,
            deleted=tuple(found.deleted), pieces=tuple(found.pieces), urls=tuple(found.urls), session=session, call=call,
            server=server or (server_and_tool(tool)[0] if kind == MCP else ""), arguments=arguments,
        )  # fmt: skip

    def prompt_event(self, name: str, text: str, *, cwd: str, session: str) -> Event:
        """The event of a prompt that is about to be sent."""
        return Event(self.id, PROMPT, name, text=text, cwd=cwd, session=session)


class ExitCodeAdapter(Adapter):
    """An assistant that only looks at the exit code: 2 blocks, and standard error says why."""

    def answer(self, event: Event, verdict: Verdict) -> Answer:
        """Silence, or exit 2 with the reason."""
        if event.phase in (BEFORE, PROMPT) and self.decision(event, verdict) != ALLOW:
            return Answer(stderr=verdict.message(), code=2)
        if verdict.context and event.phase == AFTER:
            return Answer(stderr=verdict.context, code=2)
        return Answer()


def rewritten(event: Event, command: str) -> "dict[str, Any]":
    """All arguments of the event's tool, with this command in place of its own."""
    key = _command_key(event)
    assert key is not None
    return {**event.arguments, key: command}


def _command_key(event: Event) -> str | None:
    """The argument that is the event's command, alone and whole."""
    return next((key for key, value in event.arguments.items() if value == event.command), None)
