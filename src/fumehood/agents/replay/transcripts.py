"""Past commands from the transcripts that Claude Code and Codex keep: JSON lines, one file a session.

Claude Code: `~/.claude/projects/PROJECT/SESSION.jsonl`; an assistant's message holds `tool_use` blocks, shell
commands in `input.command` of the tool `Bash`. Codex: `~/.codex/sessions/YYYY/MM/DD/rollout-….jsonl`; a payload
`function_call` (or `local_shell_call`) holds the arguments, the folder stands in `session_meta` and `turn_context`.
"""

import glob
import json
import os
from collections.abc import Iterator
from typing import Any

from fumehood.agents.replay.past import Past
from fumehood.core.errors import UsageError

SOURCES = {
    "claude": ("CLAUDE_CONFIG_DIR", "~/.claude", "projects/**/*.jsonl"),
    "codex": ("CODEX_HOME", "~/.codex", "sessions/**/rollout-*.jsonl"),
}
_SHELLS = frozenset({"shell", "exec_command", "local_shell", "container.exec", "shell_command"})
_LONGEST_LINE = 16 << 20


def transcripts(agent: str) -> list[str]:
    """The transcript files of `claude` or `codex` on this machine, by path."""
    variable, folder, pattern = SOURCES[agent]
    base = os.path.expanduser(os.environ.get(variable) or folder)
    return sorted(glob.glob(os.path.join(glob.escape(base), pattern), recursive=True))


class Transcript:
    """Reads one file; `unread` counts the lines that are no JSON object."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.unread = 0
        self._cwd = ""
        self._session = os.path.splitext(os.path.basename(path))[0]

    def commands(self) -> Iterator[Past]:
        """The shell commands of the session, in order.

        Raises:
            UsageError: the file cannot be read.
        """
        try:
            with open(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
                while raw := file.readline(_LONGEST_LINE):
                    yield from self._line(raw)
        except OSError as error:
            raise UsageError(
                f"cannot read {self.path}: {error.strerror}", "name a transcript that exists"
            ) from None

    def _line(self, raw: bytes) -> Iterator[Past]:
        if not raw.strip():
            return
        try:
            table = json.loads(raw)
        except (ValueError, RecursionError):
            table = None
        if not isinstance(table, dict):
            self.unread += 1
            return
        payload = table.get("payload")
        when = _text(table.get("timestamp"))
        if isinstance(payload, dict):
            self._cwd = _text(payload.get("cwd")) or self._cwd
            item = payload.get("item")
            yield from self._codex(item if isinstance(item, dict) else payload, when)
        else:
            self._cwd = _text(table.get("cwd")) or self._cwd
            self._session = _text(table.get("sessionId")) or self._session
            yield from self._claude(table.get("message"), when)

    def _claude(self, message: object, when: str) -> Iterator[Past]:
        content = message.get("content") if isinstance(message, dict) else None
        for block in content if isinstance(content, list) else ():
            if isinstance(block, dict) and block.get("type") == "tool_use" and block.get("name") == "Bash":
                given = block.get("input")
                if isinstance(given, dict) and isinstance(given.get("command"), str):
                    yield Past(given["command"], self._cwd, self._session, when)

    def _codex(self, call: dict[str, Any], when: str) -> Iterator[Past]:
        kind = call.get("type")
        given: object = None
        if kind == "function_call" and call.get("name") in _SHELLS:
            try:
                given = json.loads(_text(call.get("arguments")))
            except (ValueError, RecursionError):
                self.unread += 1
        elif kind == "local_shell_call":
            given = call.get("action")
        if not isinstance(given, dict):
            return
        command = _command(given.get("command", given.get("cmd")))
        cwd = _text(given.get("workdir") or given.get("working_directory")) or self._cwd
        if command:
            yield Past(command, cwd, self._session, when)


def _command(value: object) -> str:
    """Shell code of a text or of an argv; `bash -lc CODE` is its code."""
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        return ""
    if len(value) == 3 and value[0].rpartition("/")[2] in ("bash", "sh", "zsh") and value[1] in ("-c", "-lc"):
        return str(value[2])
    import shlex

    return shlex.join(value)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
