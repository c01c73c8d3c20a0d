"""A shell call as each agent tells its hook of it, by the agents' documentation.

Written apart from the adapters, so that a mistake in either shows.
"""

import json
from typing import Any

_SESSION = "fumehood-canary"


def shell_event(agent: str, event: str, command: str, cwd: str) -> tuple[bytes, dict[str, str]]:
    """Standard input and extra environment of the hook of `agent`, about to run a shell command."""
    body: dict[str, Any]
    environment: dict[str, str] = {}
    if agent in ("claude", "codex", "qwen"):
        body = {
            "session_id": _SESSION, "transcript_path": "", "cwd": cwd, "hook_event_name": event,
            "permission_mode": "default", "tool_name": "run_shell_command" if agent == "qwen" else "Bash",
            "tool_input": {"command": command}, "tool_use_id": _SESSION,
        }  # fmt: skip
        environment = {"CLAUDE_PROJECT_DIR": cwd} if agent == "claude" else {}
    elif agent == "cursor":
        body = {
            "hook_event_name": event, "conversation_id": _SESSION, "generation_id": _SESSION,
            "workspace_roots": [cwd], "command": command, "cwd": cwd,
        }  # fmt: skip
    elif agent == "gemini":
        body = {
            "session_id": _SESSION, "transcript_path": "", "cwd": cwd, "hook_event_name": event,
            "timestamp": "2026-01-01T00:00:00Z", "tool_name": "run_shell_command", "tool_input": {"command": command},
        }  # fmt: skip
    elif agent == "copilot":
        body = {"timestamp": 0, "cwd": cwd, "toolName": "bash", "toolArgs": json.dumps({"command": command})}
    elif agent == "vscode":
        body = {
            "sessionId": _SESSION, "hookEventName": event, "cwd": cwd, "tool_name": "run_in_terminal",
            "tool_input": {"command": command}, "tool_use_id": _SESSION,
        }  # fmt: skip
    elif agent == "windsurf":
        body = {
            "agent_action_name": event, "trajectory_id": _SESSION, "execution_id": _SESSION,
            "timestamp": "2026-01-01T00:00:00Z", "tool_info": {"command_line": command, "cwd": cwd},
        }  # fmt: skip
    elif agent == "cline":
        body = {
            "clineVersion": "0", "hookName": event, "taskId": _SESSION, "workspaceRoots": [cwd],
            "preToolUse": {"toolName": "execute_command", "parameters": {"command": command}},
        }  # fmt: skip
    elif agent == "opencode":
        body = {
            "event": event, "tool": "bash", "sessionID": _SESSION, "callID": _SESSION, "directory": cwd,
            "args": {"command": command},
        }  # fmt: skip
    elif agent == "goose":
        body = {
            "event": event, "session_id": _SESSION, "tool_name": "developer__shell", "tool_call_id": _SESSION,
            "tool_input": {"command": command}, "working_dir": cwd,
        }  # fmt: skip
    elif agent == "kiro":
        body = {
            "hook_event_name": event,
            "cwd": cwd,
            "tool_name": "execute_bash",
            "tool_input": {"command": command},
        }
    else:
        body = {"cmd": command, "cwd": cwd}
        environment = {"AGENT_TOOL_NAME": "Bash", "AGENT": "amp"}
    return json.dumps(body).encode(), environment
