"""The policy on calls of a server's tools: what the hook asks, and the labels that all guards of one assistant share."""

from typing import Any

from fumehood.agents.adapter import Adapter
from fumehood.agents.event import BEFORE, MCP, Event, UnreadableEventError
from fumehood.agents.judge.judge import judge
from fumehood.agents.sessions import SECRET
from fumehood.agents.verdict import DENY, Verdict
from fumehood.agents.world import World


class Flows:
    """One server's calls; `session` is that of the assistant, the same for each of its servers."""

    def __init__(self, world: World, server: str, session: str, cwd: str) -> None:
        self._world = world
        self._server = server
        self._session = session
        self._cwd = cwd

    def before(self, tool: str, arguments: dict[str, Any]) -> tuple[Verdict, str]:
        """The verdict about a call, and the commands that its arguments hold."""
        try:
            event = self._event(tool, arguments)
        except UnreadableEventError as error:
            return Verdict(DENY, (), (str(error),)), ""
        return judge(event, self._world), event.command

    def secret(self, tool: str) -> None:
        """Notes that a tool's result held credentials."""
        self._world.sessions.add(self._event(tool, {}), SECRET)

    def _event(self, tool: str, arguments: dict[str, Any]) -> Event:
        return Adapter().tool_event(
            BEFORE,
            "tools/call",
            tool,
            arguments,
            cwd=self._cwd,
            session=self._session,
            server=self._server,
            kind=MCP,
        )
