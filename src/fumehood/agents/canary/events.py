"""What each agent tells its hook of a command, a read, an edit, a call of a server's tool and a prompt, by its documentation.

Written apart from the adapters, so that a mistake in either shows.
"""

import json
from typing import Any

KINDS = ("shell", "read", "edit", "mcp", "prompt")
_SESSION = "fumehood-canary"
_STAMP = "2026-01-01T00:00:00Z"
_TEXT = "a canary\n"
# The event for each kind where there is one a kind; else the first is for tools and the second for prompts.
_EVENTS: dict[str, tuple[str, ...]] = {
    "claude": ("PreToolUse", "UserPromptSubmit"),
    "codex": ("PreToolUse", "UserPromptSubmit"),
    "cursor": ("beforeShellExecution", "beforeReadFile", "preToolUse", "beforeMCPExecution", "beforeSubmitPrompt"),
    "gemini": ("BeforeTool", "BeforeAgent"),
    "copilot": ("preToolUse", "userPromptSubmitted"),
    "vscode": ("PreToolUse", "UserPromptSubmit"),
    "windsurf": ("pre_run_command", "pre_read_code", "pre_write_code", "pre_mcp_tool_use", "pre_user_prompt"),
    "cline": ("PreToolUse", "UserPromptSubmit"),
    "opencode": ("tool.execute.before", ""),
    "goose": ("PreToolUse", ""),
    "kiro": ("preToolUse", "userPromptSubmit"),
    "qwen": ("PreToolUse", "UserPromptSubmit"),
    "amp": ("delegate", ""),
}  # fmt: skip
# The names of the tools for shell, read, edit and a server's tool, and the key of a path.
_TOOLS: dict[str, tuple[str, str, str, str, str]] = {
    "claude": ("Bash", "Read", "Write", "mcp__canary__run", "file_path"),
    "codex": ("Bash", "read_file", "apply_patch", "mcp__canary__run", "path"),
    "cursor": ("Shell", "Read", "Write", "run", "file_path"),
    "gemini": ("run_shell_command", "read_file", "write_file", "run", "file_path"),
    "copilot": ("bash", "view", "create", "canary-run", "path"),
    "vscode": ("run_in_terminal", "read_file", "create_file", "mcp_canary_run", "filePath"),
    "windsurf": ("", "", "", "run", "file_path"),
    "cline": ("execute_command", "read_file", "write_to_file", "use_mcp_tool", "path"),
    "opencode": ("bash", "read", "write", "canary_run", "filePath"),
    "goose": ("developer__shell", "developer__text_editor", "developer__text_editor", "canary__run", "path"),
    "kiro": ("execute_bash", "fs_read", "fs_write", "@canary/run", "path"),
    "qwen": ("run_shell_command", "read_file", "write_file", "mcp__canary__run", "absolute_path"),
    "amp": ("Bash", "Read", "create_file", "mcp__canary__run", "path"),
}


def event_name(agent: str, kind: str) -> str:
    """The event that tells of an action of this kind; empty when there is none."""
    names = _EVENTS[agent]
    return names[KINDS.index(kind)] if len(names) == len(KINDS) else names[kind == "prompt"]


def canary_event(agent: str, kind: str, act: str, cwd: str) -> tuple[bytes, dict[str, str]]:
    """Standard input and extra environment of the hook of `agent`, about to do what `act` says.

    `act` is a command (`shell`, and `mcp`: in an argument), a path (`read`, `edit`) or the text of a `prompt`.
    """
    event = event_name(agent, kind)
    body: dict[str, Any]
    if agent == "cursor":
        body = _cursor(event, kind, act, cwd)
    elif agent == "windsurf":
        infos: dict[str, dict[str, Any]] = {
            "shell": {"command_line": act, "cwd": cwd}, "read": {"file_path": act},
            "edit": {"file_path": act, "edits": [{"old_string": "", "new_string": _TEXT}]},
            "mcp": {"mcp_server_name": "canary", "mcp_tool_name": "run", "mcp_tool_arguments": {"command": act}},
            "prompt": {"user_prompt": act},
        }  # fmt: skip
        body = {
            "agent_action_name": event, "trajectory_id": _SESSION, "execution_id": _SESSION, "timestamp": _STAMP,
            "tool_info": infos[kind],
        }  # fmt: skip
    elif kind == "prompt":
        body = _prompt(agent, event, act, cwd)
    else:
        return _tool(agent, event, _TOOLS[agent][KINDS.index(kind)], _arguments(agent, kind, act), cwd)
    return json.dumps(body).encode(), {}


def _arguments(agent: str, kind: str, act: str) -> dict[str, Any]:
    key = _TOOLS[agent][-1]
    if kind == "shell":
        return {"cmd" if agent == "amp" else "command": act}
    if kind == "mcp":
        arguments = {"command": act}
        if agent == "cline":  # one tool for all servers, their arguments as text
            return {"server_name": "canary", "tool_name": "run", "arguments": json.dumps(arguments)}
        return arguments
    if kind == "read":
        if agent == "kiro":
            return {"operations": [{"mode": "Line", key: act}]}
        return {"command": "view", key: act} if agent == "goose" else {key: act}
    if agent == "codex":
        return {"command": f"*** Begin Patch\n*** Add File: {act}\n+{_TEXT}*** End Patch"}
    if agent in ("goose", "kiro"):
        return {"command": "create", key: act, "file_text": _TEXT}
    return {key: act, "file_text" if agent == "copilot" else "content": _TEXT}


def _tool(
    agent: str, event: str, tool: str, arguments: dict[str, Any], cwd: str
) -> tuple[bytes, dict[str, str]]:
    body: dict[str, Any]
    environment: dict[str, str] = {}
    if agent in ("claude", "codex", "qwen"):
        body = {
            "session_id": _SESSION, "transcript_path": "", "cwd": cwd, "hook_event_name": event,
            "permission_mode": "default", "tool_name": tool, "tool_input": arguments, "tool_use_id": _SESSION,
        }  # fmt: skip
        environment = {"CLAUDE_PROJECT_DIR": cwd} if agent == "claude" else {}
    elif agent == "gemini":
        server = {"mcp_context": {"server_name": "canary"}} if tool == "run" else {}
        body = {
            "session_id": _SESSION, "transcript_path": "", "cwd": cwd, "hook_event_name": event, "timestamp": _STAMP,
            "tool_name": tool, "tool_input": arguments, **server,
        }  # fmt: skip
    elif agent == "copilot":
        body = {"timestamp": 0, "cwd": cwd, "toolName": tool, "toolArgs": json.dumps(arguments)}
    elif agent == "vscode":
        body = {
            "sessionId": _SESSION, "hookEventName": event, "cwd": cwd, "tool_name": tool, "tool_input": arguments,
            "tool_use_id": _SESSION,
        }  # fmt: skip
    elif agent == "cline":
        body = {
            "clineVersion": "0", "hookName": event, "taskId": _SESSION, "workspaceRoots": [cwd],
            "preToolUse": {"toolName": tool, "parameters": arguments},
        }  # fmt: skip
    elif agent == "opencode":
        body = {
            "event": event, "tool": tool, "sessionID": _SESSION, "callID": _SESSION, "directory": cwd, "args": arguments,
        }  # fmt: skip
    elif agent == "goose":
        body = {
            "event": event, "session_id": _SESSION, "tool_name": tool, "tool_call_id": _SESSION, "tool_input": arguments,
            "working_dir": cwd,
        }  # fmt: skip
    elif agent == "kiro":
        body = {"hook_event_name": event, "cwd": cwd, "tool_name": tool, "tool_input": arguments}
    else:
        body = {**arguments, "cwd": cwd}
        environment = {"AGENT_TOOL_NAME": tool, "AGENT": "amp"}
    return json.dumps(body).encode(), environment


def _cursor(event: str, kind: str, act: str, cwd: str) -> dict[str, Any]:
    said: dict[str, dict[str, Any]] = {
        "shell": {"command": act, "cwd": cwd},
        "read": {"file_path": act, "content": _TEXT},
        "edit": {"tool_name": "Write", "tool_input": {"file_path": act, "contents": _TEXT}},
        "mcp": {"tool_name": "run", "tool_input": json.dumps({"command": act}), "command": "canary"},
        "prompt": {"prompt": act, "attachments": []},
    }
    return {
        "hook_event_name": event, "conversation_id": _SESSION, "generation_id": _SESSION, "workspace_roots": [cwd],
        **said[kind],
    }  # fmt: skip


def _prompt(agent: str, event: str, text: str, cwd: str) -> dict[str, Any]:
    if agent == "cline":
        return {
            "hookName": event,
            "taskId": _SESSION,
            "workspaceRoots": [cwd],
            "userPromptSubmit": {"prompt": text},
        }
    if agent == "vscode":
        return {"hookEventName": event, "sessionId": _SESSION, "cwd": cwd, "prompt": text}
    return {"hook_event_name": event, "session_id": _SESSION, "cwd": cwd, "prompt": text}
