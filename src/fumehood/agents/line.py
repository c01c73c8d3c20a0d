"""The shell line that `agents install` writes: what an assistant runs at each event."""

import os
import shlex
import sys


def program() -> str:
    """How to start fumehood from a shell: the absolute path of the command, else this interpreter with the module."""
    beside = os.path.join(os.path.dirname(sys.executable), "fumehood")
    if os.access(beside, os.X_OK):
        return shlex.quote(beside)
    return f"{shlex.quote(sys.executable)} -I -m fumehood"


def hook_line(agent: str) -> str:
    """One POSIX shell command that judges the event on its standard input and fails closed (exit 2)."""
    return f"{program()} hook {agent} || exit 2"
