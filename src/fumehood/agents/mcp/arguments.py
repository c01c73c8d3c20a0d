"""Commands in the arguments of a tool call."""

import shlex
from typing import Any

_KEYS = frozenset({
    "command", "cmd", "script", "commandline", "shellcommand", "commands", "argv", "bash", "shell", "runcommand", "cmdline", "exec",
})  # fmt: skip
_MOST_NODES = 5_000


def commands(arguments: Any) -> list[str]:
    """The shell commands that the arguments hold, by the names of their keys, at any depth."""
    found: list[str] = []
    left: list[Any] = [arguments]
    seen = 0
    while left and seen < _MOST_NODES:
        seen += 1
        one = left.pop()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            for key, value in one.items():
                plain = key.lower().replace("_", "").replace("-", "")
                if plain in _KEYS and isinstance(value, str):
                    rest = one.get("args")
                    words = rest if isinstance(rest, list) and all(isinstance(w, str) for w in rest) else []
                    found.append(" ".join([value, *map(shlex.quote, words)]))
                elif plain in _KEYS and isinstance(value, list) and all(isinstance(w, str) for w in value):
                    found += [shlex.join(value)] if plain != "commands" else value
                else:
                    left.append(value)
    return found
