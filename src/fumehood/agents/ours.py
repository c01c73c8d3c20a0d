"""Recognises our line, of whichever version, in what a settings file holds."""

from typing import Any

from fumehood.agents.settings.entries import Entry
from fumehood.agents.settings.files import JsonFile, value_of

JUDGE = "fumehood-judge"  # the program that Amp delegates to


def is_our_line(text: object, agent: str) -> bool:
    """Whether a text is a hook line that fumehood wrote for the agent, or names the program that holds it."""
    if not isinstance(text, str) or "fumehood" not in text:
        return False
    return f"hook {agent}" in text.replace("'", "") or (agent == "amp" and text.endswith("/" + JUDGE))


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


def our_entries(file: JsonFile, now: bytes | None, agent: str) -> list[Entry]:
    """The elements with a line of ours that stand in the file's lists now.

    Raises:
        SettingsError: it is no JSON object.
    """
    whole = value_of(now)
    found = []
    for path in dict.fromkeys(e.path for e in file.entries if e.key is None):
        value = whole
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, list):
            found += [Entry(path, element) for element in value if holds_our_line(element, agent)]
    return found
