"""Assistants without their own questions, and fumehood taken out of them."""

import pytest

from fumehood.commands.context import Context
from fumehood.commands.decide import decide

FOLDER = "/home/user/work/project"
CONTEXT = Context(home="/home/user", project=FOLDER)


@pytest.mark.parametrize(
    ("command", "verdict"),
    [
        ("claude --dangerously-skip-permissions -p x", "ask"),
        ("claude --permission-mode=bypassPermissions", "ask"),
        ("codex exec --sandbox danger-full-access x", "ask"),
        ("gemini -y -p x", "ask"),
        ("fumehood agents uninstall claude", "deny"),
        ("fumehood run -- rm -rf /", "deny"),
        ("claude -p 'explain --yolo'", "allow"),
        ("claude mcp list", "allow"),
        ("aider", "allow"),
        ("fumehood agents status", "allow"),
    ],
)
def test_assistants(command, verdict):
    assert decide(command, FOLDER, CONTEXT).decision == verdict
