"""What the relay does with each line: lines in, lines out; no process, no file but the lock.

A line that nobody has to change passes byte for byte.
"""

import threading
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from fumehood.agents.mcp import messages
from fumehood.agents.mcp.canonical import definition, digest
from fumehood.agents.mcp.identity import SERVER, changes, greeted, learned
from fumehood.agents.mcp.lock import Lock
from fumehood.agents.mcp.messages import MalformedError, error, identity, read_message, written
from fumehood.agents.mcp.results import Results
from fumehood.agents.mcp.review import Inspect, review
from fumehood.agents.mcp.words import word_diff
from fumehood.agents.verdict import ALLOW, ASK, DENY, Verdict
from fumehood.core.errors import FumehoodError

_MOST_PENDING = 10_000
_READ = ("tools/call", "resources/read", "prompts/get")
_GREETINGS = ("initialize", "server/discover")


class Record(Protocol):
    """Appends to the audit record."""

    def __call__(self, kind: str, *, session: str, agent: str, project: str, data: dict[str, Any]) -> None:
        """Raises AuditError when nothing could be written."""


class Judge(Protocol):
    """The policy on calls, with the memory that all guards of one assistant share."""

    def before(self, tool: str, arguments: dict[str, Any]) -> tuple[Verdict, str]:
        """The verdict about a call, and the commands that its arguments hold."""

    def secret(self, tool: str) -> None:
        """Notes that a tool's result held credentials."""


class Ports(NamedTuple):
    """What the guard needs from outside; `accept` gives the command line that accepts a tool."""

    inspect: Inspect
    judge: Judge
    record: Record
    note: Callable[[str], None]
    accept: Callable[[str], str]
    session: str
    project: str


class Out(NamedTuple):
    """What to send on: lines for the server, lines for the client."""

    server: bytes = b""
    client: bytes = b""


class RefusedError(Exception):
    """A request is not passed on; the message says why and what to do."""


class Guard:
    """Between one client and one server."""

    def __init__(self, lock: Lock, ports: Ports, server: dict[str, Any]) -> None:
        self.lock = lock
        self.server = server  # what it is, as `identity.identity` has it
        self.ports = ports
        self._pending: dict[str, tuple[str, str]] = {}
        self._held: dict[str, str] = {}
        self._listed: set[str] = set()
        self._results = Results(ports.inspect)
        self._one_at_a_time = threading.Lock()

    def from_client(self, line: bytes) -> Out:
        """What becomes of a line of the client."""
        with self._one_at_a_time:
            try:
                found = read_message(line)
            except MalformedError as problem:
                return Out(
                    client=written(error(None, messages.PARSE_ERROR, f"fumehood: not passed on: {problem}"))
                )
            if isinstance(found, dict):
                refusal = self._request(found)
                return Out(server=line) if refusal is None else Out(client=refusal)
            answers = [self._request(one) for one in found]
            passed = [one for one, refusal in zip(found, answers, strict=True) if refusal is None]
            server = line if len(passed) == len(found) else written(passed) if passed else b""
            return Out(server, b"".join(answer for answer in answers if answer))

    def from_server(self, line: bytes) -> Out:
        """What becomes of a line of the server."""
        with self._one_at_a_time:
            try:
                found = read_message(line)
            except MalformedError as problem:
                self.ports.note(f"a line of the server was not passed on: {problem}")
                return Out()
            if isinstance(found, dict):
                changed = self._answer(found)
                return Out(client=line if changed is found else written(changed) if changed else b"")
            answers = [self._answer(one) for one in found]
            if all(new is old for new, old in zip(answers, found, strict=True)):
                return Out(client=line)
            kept = [one for one in answers if one]
            return Out(client=written(kept) if kept else b"")

    def ended(self) -> bytes:
        """Answers for requests that the server will answer no more."""
        with self._one_at_a_time:
            import json

            lines = [
                written(
                    error(
                        json.loads(key),
                        messages.INTERNAL_ERROR,
                        "fumehood: the server ended before it answered",
                    )
                )
                for key in self._pending
            ]
            self._pending.clear()
            return b"".join(lines)

    def _request(self, message: dict[str, Any]) -> bytes | None:
        """The refusal of a client's message as a line (empty for a notification), or None: it may pass."""
        method = message.get("method")
        if method is None:
            return None
        try:
            if method == "tools/call":
                self._call(message)
            elif method in _READ:
                self._other_read(method, message.get("params"))
            if message.get("id") is not None:
                self._await(identity(message), method, _tool_of(message))
        except RefusedError as problem:
            if "id" not in message:
                return b""
            return written(error(message["id"], messages.REFUSED, f"fumehood: {problem}"))
        except FumehoodError as problem:
            text = f"fumehood: refused: {problem.message}; {problem.remedy}"
            return written(error(message.get("id"), messages.REFUSED, text))
        return None

    def _await(self, key: str, method: str, tool: str) -> None:
        if key in self._pending:
            raise RefusedError(f"a request with the id {key} is not answered yet")
        if len(self._pending) >= _MOST_PENDING:
            raise RefusedError("too many requests are not answered yet")
        self._pending[key] = (method, tool)

    def _other_read(self, method: str, parameters: Any) -> None:
        """A resource or a prompt: a resource is a file as far as policy goes."""
        reason = self._changed_server()
        place = parameters.get("uri") if isinstance(parameters, dict) else None
        verdict = Verdict()
        if not reason and isinstance(place, str):
            verdict, _ = self.ports.judge.before(method, {"uri": place})
            reason = _refusal(verdict)
        if reason or verdict.decision != ALLOW:
            data = {"method": method, "server": self.lock.key, "decision": "deny" if reason else "allow"}
            self._record("mcp", {**data, "reasons": [reason] if reason else list(verdict.reasons)})
        if reason:
            raise RefusedError(reason)

    def _call(self, message: dict[str, Any]) -> None:
        parameters = message.get("params")
        name = parameters.get("name") if isinstance(parameters, dict) else None
        if not isinstance(parameters, dict) or not isinstance(name, str):
            raise RefusedError("a tool call without the tool's name")
        reason = self._changed_server() or self._held.get(name, "")
        if not reason and name not in self._listed and name not in self.lock.pinned:
            reason = (
                f"the tool {name!r} was never listed, so nobody has reviewed it; ask for tools/list first"
            )
        verdict, command = Verdict(), ""
        if not reason:
            arguments = parameters.get("arguments")
            verdict, command = self.ports.judge.before(name, arguments if isinstance(arguments, dict) else {})
            reason = _refusal(verdict)
        data: dict[str, Any] = {
            "tool": name,
            "server": self.lock.key,
            "decision": "deny" if reason else "allow",
        }
        if command:
            data["command"] = command
        if verdict.decision == ASK:
            data["verdict"] = ASK
        if reason:
            data |= {"reasons": [reason], "rules": list(verdict.rules)}
        elif verdict.decision == ASK:  # whoever uses the assistant is asked by it, if at all: a relay cannot
            self.ports.note(f"passed on: {name}; {verdict.message()}")
            data |= {"reasons": list(verdict.reasons), "rules": list(verdict.rules)}
        self._record("mcp", data)
        if reason:
            raise RefusedError(reason)

    def _answer(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """The same message when it may pass, another in its place, or None: nothing is passed on."""
        if "method" in message:
            return message
        method, tool = self._pending.pop(identity(message), (None, ""))
        if method is None and message.get("id") is not None:
            self.ports.note("an answer that nobody had asked for was not passed on")
            return None
        result = message.get("result")
        if not isinstance(result, dict):
            return message
        try:
            if method == "tools/list":
                return self._tools(message, result)
            if method in _READ or method in _GREETINGS:
                new, reasons = (self._results.greeting if method in _GREETINGS else self._results.read)(
                    result
                )
                if method in _GREETINGS:
                    self.server = greeted(self.server, result)
                if reasons:
                    if new.get("isError") is not True and method == "tools/call":
                        self.ports.judge.secret(tool)
                    self.ports.note(f"{method}: {'; '.join(reasons)}")
                    self._record(
                        "mcp",
                        {"method": method, "server": self.lock.key, "decision": "deny", "reasons": reasons},
                    )
                if new.get("isError") is True and new is not result and method != "tools/call":
                    return error(message["id"], messages.REFUSED, new["content"][0]["text"])
                return message if new is result else {**message, "result": new}
        except FumehoodError as problem:
            return error(
                message["id"], messages.REFUSED, f"fumehood: held back: {problem.message}; {problem.remedy}"
            )
        except Exception as problem:  # noqa: BLE001 - a fault of ours must hold the answer back, not let it through
            return error(
                message["id"],
                messages.REFUSED,
                f"fumehood: held back: internal error ({type(problem).__name__})",
            )
        return message

    def _tools(self, message: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
        tools = result.get("tools")
        if not isinstance(tools, list):
            return message
        if changed := self._changed_server():
            self.ports.note(changed)
            return {**message, "result": {**result, "tools": []}}
        names = [tool.get("name") if isinstance(tool, dict) else None for tool in tools]
        passed = [
            tool for tool, name in zip(tools, names, strict=True) if self._passes(tool, names.count(name) > 1)
        ]
        return message if len(passed) == len(tools) else {**message, "result": {**result, "tools": passed}}

    def _passes(self, tool: Any, twice: bool) -> bool:
        if not isinstance(tool, dict) or not isinstance(tool.get("name"), str):
            self.ports.note("a tool without a name was held back")
            return False
        name = tool["name"]
        pinned = self.lock.pinned.get(name)
        if name == SERVER:  # never kept: to accept it would be to accept a server of its making
            self.ports.note(
                f"the tool {name!r} was held back: its name is that under which the server itself is kept"
            )
            return False
        if twice:
            reasons = ["the server lists this name twice"]
        elif pinned and pinned["sha256"] == digest(tool):
            self._held.pop(name, None)
            self._listed.add(name)
            return True
        elif pinned:
            reasons = [f"its definition has changed: {word_diff(pinned['definition'], tool)}"]
        else:
            reasons = review(tool, self.lock.others(), self.ports.inspect)
        if not reasons:
            self.lock.pin(tool)
            self._held.pop(name, None)
            self._listed.add(name)
            self._record(
                "mcp", {"tool": name, "server": self.lock.key, "event": "pinned", "sha256": digest(tool)}
            )
            return True
        self._listed.discard(name)
        self.lock.hold(tool, reasons)
        text = f"the tool {name!r} is held back: {'; '.join(reasons)}. If that is right: {self.ports.accept(name)}"
        if self._held.get(name) != text:
            self.ports.note(text)
            self._record(
                "mcp",
                {
                    "tool": name,
                    "server": self.lock.key,
                    "event": "held back",
                    "decision": "deny",
                    "reasons": reasons,
                },
            )
        self._held[name] = text
        return False

    def _changed_server(self) -> str:
        """Why nothing of this server may be used, since it is not the one that was reviewed; empty when it is."""
        pinned = self.lock.pinned.get(SERVER)
        reasons = changes(pinned["definition"], self.server) if pinned else []
        if reasons:
            held = self.lock.held.get(SERVER)
            if held is None or held["definition"] != definition(self.server):
                self.lock.hold(self.server, reasons)
                self._record(
                    "mcp",
                    {"server": self.lock.key, "event": "held back", "decision": "deny", "reasons": reasons},
                )
            return f"the server is not the one that was reviewed: {'; '.join(reasons)}. If that is right: {self.ports.accept(SERVER)}"
        if pinned is None or learned(pinned["definition"], self.server):
            self.lock.pin(self.server)
        return ""

    def _record(self, kind: str, data: dict[str, Any]) -> None:
        self.ports.record(kind, session=self.ports.session, agent="", project=self.ports.project, data=data)


def _refusal(verdict: Verdict) -> str:
    return verdict.message().removeprefix("fumehood: ") if verdict.decision == DENY else ""


def _tool_of(message: dict[str, Any]) -> str:
    parameters = message.get("params")
    name = parameters.get("name") if isinstance(parameters, dict) else None
    return name if isinstance(name, str) else ""
