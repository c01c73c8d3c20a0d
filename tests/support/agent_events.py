"""Events in the shape that each assistant documents, with made-up contents."""

import json

AGENTS = (
    "claude", "codex", "cursor", "gemini", "copilot", "vscode", "windsurf", "cline", "opencode", "goose", "kiro", "qwen", "amp",
)  # fmt: skip
_CLAUDE = {
    "session_id": "s-1",
    "transcript_path": "",
    "permission_mode": "default",
    "hook_event_name": "PreToolUse",
}
_SHELL = {  # the shell tool's name and the key of its command
    "claude": ("Bash", "command"), "codex": ("Bash", "command"), "cursor": ("Shell", "command"),
    "gemini": ("run_shell_command", "command"), "copilot": ("bash", "command"), "vscode": ("run_in_terminal", "command"),
    "windsurf": ("run_command", "command_line"), "cline": ("execute_command", "command"), "opencode": ("bash", "command"),
    "goose": ("developer__shell", "command"), "kiro": ("execute_bash", "command"), "qwen": ("run_shell_command", "command"),
    "amp": ("Bash", "cmd"),
}  # fmt: skip
_WRITE = {
    "claude": ("Write", "file_path", "content"), "codex": ("write_file", "path", "content"),
    "cursor": ("Write", "file_path", "contents"), "gemini": ("write_file", "file_path", "content"),
    "copilot": ("create", "path", "file_text"), "vscode": ("create_file", "filePath", "content"),
    "windsurf": ("write_code", "file_path", "edits"), "cline": ("write_to_file", "path", "content"),
    "opencode": ("write", "filePath", "content"), "goose": ("developer__text_editor", "path", "file_text"),
    "kiro": ("fs_write", "path", "file_text"), "qwen": ("write_file", "file_path", "content"),
    "amp": ("create_file", "path", "content"),
}  # fmt: skip
_READ = {
    "claude": "Read", "codex": "read_file", "cursor": "Read", "gemini": "read_file", "copilot": "view", "vscode": "read_file",
    "windsurf": "read_code", "cline": "read_file", "opencode": "read", "goose": "developer__read_file", "kiro": "fs_read",
    "qwen": "read_file", "amp": "Read",
}  # fmt: skip
EVENTS_OF_PROMPTS = {
    "claude": "UserPromptSubmit", "codex": "UserPromptSubmit", "cursor": "beforeSubmitPrompt", "gemini": "BeforeAgent",
    "copilot": "", "vscode": "UserPromptSubmit", "windsurf": "pre_user_prompt", "cline": "UserPromptSubmit",
    "kiro": "userPromptSubmit", "qwen": "UserPromptSubmit",
}  # fmt: skip


def call(agent, tool, arguments, cwd="/home/user/project", session="s-1", use="c-1", **more):
    """The event before a call of a tool."""
    if agent in ("claude", "codex", "qwen"):
        return {
            **_CLAUDE,
            "session_id": session,
            "cwd": cwd,
            "tool_name": tool,
            "tool_input": arguments,
            "tool_use_id": use,
            **more,
        }
    if agent == "vscode":
        return {
            "sessionId": session, "hookEventName": "PreToolUse", "cwd": cwd, "timestamp": "2026-01-01T00:00:00Z",
            "tool_name": tool, "tool_input": arguments, "tool_use_id": use, **more,
        }  # fmt: skip
    if agent == "gemini":
        return {
            "session_id": session, "hook_event_name": "BeforeTool", "cwd": cwd, "timestamp": "2026-01-01T00:00:00Z",
            "tool_name": tool, "tool_input": arguments, **more,
        }  # fmt: skip
    if agent == "copilot":
        return {
            "sessionId": session,
            "timestamp": 1767225600000,
            "cwd": cwd,
            "toolName": tool,
            "toolArgs": json.dumps(arguments),
            **more,
        }
    if agent == "cline":
        inner = {"toolName": tool, "parameters": arguments}
        return {
            "clineVersion": "3.36",
            "hookName": "PreToolUse",
            "taskId": session,
            "workspaceRoots": [cwd],
            "preToolUse": inner,
            **more,
        }
    if agent == "opencode":
        return {
            "event": "tool.execute.before",
            "tool": tool,
            "args": arguments,
            "sessionID": session,
            "callID": use,
            "cwd": cwd,
            **more,
        }
    if agent == "goose":
        return {
            "event": "PreToolUse", "session_id": session, "tool_name": tool, "tool_input": arguments, "working_dir": cwd,
            "tool_call_id": use, **more,
        }  # fmt: skip
    if agent == "kiro":
        return {
            "hook_event_name": "preToolUse",
            "cwd": cwd,
            "tool_name": tool,
            "tool_input": arguments,
            **more,
        }
    if agent == "cursor":
        return {
            "hook_event_name": "preToolUse", "conversation_id": session, "generation_id": "g", "workspace_roots": [cwd],
            "tool_name": tool, "tool_input": arguments, "tool_use_id": use, "cwd": cwd, **more,
        }  # fmt: skip
    if agent == "amp":
        return {"tool_name": tool, "tool_input": arguments, "cwd": cwd, **more}
    raise KeyError(agent)


def shell(agent, command, cwd="/home/user/project", session="s-1", use="c-1"):
    """The event before a shell command."""
    tool, key = _SHELL[agent]
    if agent == "windsurf":
        return _windsurf("pre_run_command", {"command_line": command, "cwd": cwd}, session)
    if agent == "cursor":
        return {
            "hook_event_name": "beforeShellExecution", "conversation_id": session, "generation_id": "g", "command": command,
            "cwd": cwd, "workspace_roots": [cwd],
        }  # fmt: skip
    return call(agent, tool, {key: command, "description": "what it is for"}, cwd, session, use)


def write(agent, path, text, cwd="/home/user/project", session="s-1"):
    """The event before a file is written."""
    tool, at, content = _WRITE[agent]
    if agent == "windsurf":
        edits = [{"old_string": "", "new_string": text}]
        return _windsurf("pre_write_code", {"file_path": path, "edits": edits}, session)
    return call(
        agent,
        tool,
        {"command": "create", at: path, content: text}
        if agent in ("goose", "kiro")
        else {at: path, content: text},
        cwd,
        session,
        "w-1",
    )


def read(agent, path, cwd="/home/user/project", session="s-1"):
    """The event before a file is read."""
    if agent == "windsurf":
        return _windsurf("pre_read_code", {"file_path": path}, session)
    if agent == "cursor":
        return {
            "hook_event_name": "beforeReadFile",
            "conversation_id": session,
            "file_path": path,
            "content": "",
            "workspace_roots": [cwd],
        }
    return call(agent, _READ[agent], {"file_path": path}, cwd, session, "r-1")


def prompt(agent, text, cwd="/home/user/project", session="s-1"):
    """The event of a prompt."""
    name = EVENTS_OF_PROMPTS[agent]
    if agent == "windsurf":
        return _windsurf(name, {"user_prompt": text}, session)
    if agent == "cline":
        return {
            "hookName": name,
            "taskId": session,
            "workspaceRoots": [cwd],
            "userPromptSubmit": {"prompt": text},
        }
    if agent == "copilot":
        return {"timestamp": 1767225600000, "cwd": cwd, "prompt": text}
    key = "hookEventName" if agent == "vscode" else "hook_event_name"
    return {key: name, "session_id": session, "cwd": cwd, "prompt": text}


def _windsurf(name, info, session):
    return {
        "agent_action_name": name, "trajectory_id": session, "execution_id": "e-1", "timestamp": "2026-01-01T00:00:00Z",
        "tool_info": info,
    }  # fmt: skip
