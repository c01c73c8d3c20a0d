"""Windsurf (Cascade). Exit 2 with standard error blocks; nothing else is looked at. Source: Cascade Hooks."""

from fumehood.agents.adapter import (
    ExitCodeAdapter,
    first_text,
    folder,
    needed,
    prompt_event,
    table,
    tool_event,
)
from fumehood.agents.event import (
    AFTER,
    BEFORE,
    EDIT,
    MCP,
    PROMPT,
    READ,
    SHELL,
    STOP,
    Event,
    UnreadableEventError,
)

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
        found = table(payload, "the event")
        name = needed(found, "agent_action_name")
        info = table(found.get("tool_info"), "`tool_info`")
        known: dict[str, Any] = {
            "cwd": folder({**found, **info}, environment),
            "session": first_text(found, "trajectory_id"),
            "call": first_text(found, "execution_id"),
        }
        if name == "pre_run_command":
            return tool_event(
                self.id,
                BEFORE,
                name,
                "run_command",
                {"command": info.get("command_line")},
                kind=SHELL,
                **known,
            )
        if name == "pre_write_code":
            return tool_event(
                self.id,
                BEFORE,
                name,
                "write_code",
                {**info, "file_path": needed(info, "file_path")},
                kind=EDIT,
                **known,
            )
        if name == "pre_read_code":
            return tool_event(
                self.id,
                BEFORE,
                name,
                "read_code",
                {"file_path": needed(info, "file_path")},
                kind=READ,
                **known,
            )
        if name == "pre_mcp_tool_use":
            arguments = info.get("mcp_tool_arguments")
            return tool_event(
                self.id, BEFORE, name, needed(info, "mcp_tool_name"), table({} if arguments is None else arguments, "`mcp_tool_arguments`"),
                kind=MCP, server=first_text(info, "mcp_server_name"), **known,
            )  # fmt: skip
        if name == "pre_user_prompt":
            prompt = first_text(info, "user_prompt", "prompt")
            return prompt_event(self.id, name, prompt, cwd=known["cwd"], session=known["session"])
        if name == "post_mcp_tool_use":
            return tool_event(
                self.id,
                AFTER,
                name,
                first_text(info, "mcp_tool_name"),
                {},
                kind=MCP,
                result=info.get("mcp_result"),
                **known,
            )
        if name.startswith("post_"):
            return Event(self.id, STOP, name, cwd=known["cwd"], session=known["session"])
        raise UnreadableEventError("its `agent_action_name` is not known")


ADAPTER = Windsurf()
