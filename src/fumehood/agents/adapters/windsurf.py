"""Windsurf (Cascade). Exit 2 with standard error blocks; nothing else is looked at. Source: Cascade Hooks."""

from fumehood.agents.adapter import ExitCodeAdapter
from fumehood.agents.event import (
    AFTER,
    BEFORE,
    EDIT,
    MCP,
    NOTICE,
    PROMPT,
    READ,
    SHELL,
    Event,
    UnreadableEventError,
)
from fumehood.agents.payload import Payload

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Windsurf(ExitCodeAdapter):
    """Windsurf: the action is the event."""

    id = "windsurf"
    title = "Windsurf"
    events = {
        "pre_read_code": BEFORE, "pre_write_code": BEFORE, "pre_run_command": BEFORE, "pre_mcp_tool_use": BEFORE,
        "pre_user_prompt": PROMPT, "post_mcp_tool_use": AFTER,
    }  # fmt: skip

    def read(self, payload: object, environment: "Mapping[str, str]") -> Event:
        """The event."""
        found = Payload(payload)
        name = found.needed("agent_action_name")
        info = Payload(found.value("tool_info"), "`tool_info`")
        about: dict[str, Any] = {
            "cwd": Payload({**found.fields, **info.fields}).folder(environment),
            "session": found.text("trajectory_id"),
        }
        if name == "pre_user_prompt":
            return self.prompt_event(name, info.text("user_prompt", "prompt"), **about)
        if name.startswith("post_") and name != "post_mcp_tool_use":
            return Event(self.id, NOTICE, name, **about)
        about["call"] = found.text("execution_id")
        if name == "pre_run_command":
            command = {"command": info.value("command_line")}
            return self.tool_event(BEFORE, name, "run_command", command, kind=SHELL, **about)
        if name == "pre_write_code":
            arguments = {**info.fields, "file_path": info.needed("file_path")}
            return self.tool_event(BEFORE, name, "write_code", arguments, kind=EDIT, **about)
        if name == "pre_read_code":
            path = {"file_path": info.needed("file_path")}
            return self.tool_event(BEFORE, name, "read_code", path, kind=READ, **about)
        if name == "pre_mcp_tool_use":
            tool, server = info.needed("mcp_tool_name"), info.text("mcp_server_name")
            arguments = info.arguments("mcp_tool_arguments", may_lack=True)
            return self.tool_event(BEFORE, name, tool, arguments, kind=MCP, server=server, **about)
        if name == "post_mcp_tool_use":
            result = info.value("mcp_result")
            return self.tool_event(
                AFTER, name, info.text("mcp_tool_name"), {}, kind=MCP, result=result, **about
            )
        raise UnreadableEventError("its `agent_action_name` is not known")


ADAPTER = Windsurf()
