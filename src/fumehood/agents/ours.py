"""Recognises our line, of whichever version, in what a settings file holds."""

from typing import Any


def is_our_line(text: object, agent: str) -> bool:
    """Whether a text is a hook line that fumehood wrote for the agent."""
    return isinstance(text, str) and "fumehood" in text and f"hook {agent}" in text.replace("'", "")


def holds_our_line(value: Any, agent: str) -> bool:
    """Whether our line stands anywhere in a JSON value (of a bounded depth)."""
    return bool(lines_in(value, agent))


def lines_in(value: Any, agent: str) -> list[str]:
    """Every line of ours in a JSON value."""
    found: list[str] = []
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            stack.extend(one.values())
        elif isinstance(one, list):
            stack.extend(one)
        elif is_our_line(one, agent):
            found.append(one)
    return found
