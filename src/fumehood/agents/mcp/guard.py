"""What the relay does with each line: lines in, lines out; no process, no file but the lock.

A line that nobody has to change passes byte for byte.
"""

import threading
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from fumehood.agents.mcp import messages
from fumehood.agents.mcp.arguments import commands
from fumehood.agents.mcp.canonical import digest
from fumehood.agents.mcp.lock import Lock
from fumehood.agents.mcp.messages import MalformedError, error, identity, read_message, written
from fumehood.agents.mcp.results import Results
from fumehood.agents.mcp.review import Inspect, review
from fumehood.agents.mcp.words import word_diff
from fumehood.commands.decision import Decision
from fumehood.core.errors import FumehoodError

_MOST_PENDING = 10_000
_READ = ("tools/call", "resources/read", "prompts/get")
_GREETINGS = ("initialize", "server/discover")


class Record(Protocol):
    """Appends to the audit record."""

    def __call__(self, kind: str, *, session: str, agent: str, project: str, data: dict[str, Any]) -> None:
        """Raises AuditError when nothing could be written."""


class Ports(NamedTuple):
    """What the guard needs from outside; `accept` gives the command line that accepts a tool."""

    inspect: Inspect
    decide: Callable[[str], Decision]
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

    def __init__(self, lock: Lock, ports: Ports) -> None:
        self.lock = lock
        self.ports = ports
        self._pending: dict[str, str] = {}
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
            if message.get("id") is not None:
                self._await(identity(message), method)
        except RefusedError as problem:
            if "id" not in message:
                return b""
            return written(error(message["id"], messages.REFUSED, f"fumehood: {problem}"))
        except FumehoodError as problem:
            text = f"fumehood: refused: {problem.message}; {problem.remedy}"
            return written(error(message.get("id"), messages.REFUSED, text))
        return None

    def _await(self, key: str, method: str) -> None:
        if key in self._pending:
            raise RefusedError(f"a request with the id {key} is not answered yet")
        if len(self._pending) >= _MOST_PENDING:
            raise RefusedError("too many requests are not answered yet")
        self._pending[key] = method

    def _call(self, message: dict[str, Any]) -> None:
        parameters = message.get("params")
        name = parameters.get("name") if isinstance(parameters, dict) else None
        if not isinstance(parameters, dict) or not isinstance(name, str):
            raise RefusedError("a tool call without the tool's name")
        asked = commands(parameters.get("arguments"))
        decisions = [self.ports.decide(command) for command in asked]
        worst = next((d for d in decisions if d.decision == "deny"), None)
        reason = ""
        if name in self._held:
            reason = self._held[name]
        elif name not in self._listed and name not in self.lock.pinned:
            reason = (
                f"the tool {name!r} was never listed, so nobody has reviewed it; ask for tools/list first"
            )
        elif worst is not None:
            instead = f". Instead: {'; '.join(worst.instead)}" if worst.instead else ""
            reason = f"{'; '.join(worst.reasons)} [{', '.join(worst.rules)}]{instead}"
        data: dict[str, Any] = {
            "tool": name,
            "server": self.lock.key,
            "decision": "deny" if reason else "allow",
        }
        if asked:
            data["command"] = asked[0] if len(asked) == 1 else "\n".join(asked)
        if reason:
            data |= {"reasons": [reason], "rules": list(worst.rules) if worst else []}
        self._record("mcp", data)
        if reason:
            raise RefusedError(reason)

    def _answer(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """The same message when it may pass, another in its place, or None: nothing is passed on."""
        if "method" in message:
            return message
        method = self._pending.pop(identity(message), None)
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
                if reasons:
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

    def _record(self, kind: str, data: dict[str, Any]) -> None:
        self.ports.record(kind, session=self.ports.session, agent="", project=self.ports.project, data=data)
