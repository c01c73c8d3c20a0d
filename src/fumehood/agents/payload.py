"""What came on standard input, read key by key; what does not fit is said in a few words."""

import os

from fumehood.agents.event import UnreadableEventError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MOST_RESULT = 400_000  # code points of a result that are kept; the rest is not looked at


class Payload:
    """An object of the assistant's, decoded. Readers take several keys, for the spellings that are in use.

    Raises (all of it): UnreadableEventError, with the first key named.
    """

    __slots__ = ("fields",)

    def __init__(self, value: object, what: str = "the event") -> None:
        if not isinstance(value, dict):
            raise UnreadableEventError(f"{what} is no object")
        self.fields: dict[str, Any] = value

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def value(self, *keys: str) -> "Any":
        """The value of the first key that is there, whatever it is; None when none is."""
        return next((self.fields[key] for key in keys if key in self.fields), None)

    def text(self, *keys: str) -> str:
        """The first text that is not empty; empty when there is none."""
        found = (self.fields.get(key) for key in keys)
        return next((value for value in found if isinstance(value, str) and value), "")

    def needed(self, *keys: str) -> str:
        """The first text; it must be there."""
        found = self.text(*keys)
        if not found:
            raise UnreadableEventError(f"`{keys[0]}` is missing or no text")
        return found

    def prompt(self, key: str = "prompt") -> str:
        """The prompt; it may be empty, and must be there."""
        found = self.fields.get(key)
        if not isinstance(found, str):
            raise UnreadableEventError(f"`{key}` is missing or no text")
        return found

    def arguments(self, *keys: str, may_lack: bool = False) -> "dict[str, Any]":
        """A tool's arguments: an object, or the JSON of one as text."""
        value = self.value(*keys)
        if value is None and may_lack:
            return {}
        if isinstance(value, str):
            import json

            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                raise UnreadableEventError(f"`{keys[0]}` is not valid JSON") from None
        return Payload(value, f"`{keys[0]}`").fields

    def folder(self, environment: "Mapping[str, str]", *keys: str) -> str:
        """The absolute folder of the event: the payload's, else a workspace root, else that of the hook's process."""
        found = self.text(*(keys or ("cwd",)))
        if not os.path.isabs(found):
            roots = self.value("workspace_roots", "workspaceRoots")
            first = roots[0] if isinstance(roots, list) and roots else ""
            found = first if isinstance(first, str) and os.path.isabs(first) else ""
        if not found or "\0" in found:
            found = environment.get("PWD", "")
        return found if os.path.isabs(found) else "/"


def flat(value: object) -> str:
    """The text of a result, whatever its shape: all texts in it, in order, a line each."""
    if isinstance(value, str):
        return value[:MOST_RESULT]
    parts: list[str] = []
    pending: list[object] = [value]
    size = 0
    while pending and size < MOST_RESULT and len(parts) < 20_000:
        one = pending.pop()
        if isinstance(one, str):
            parts.append(one[: MOST_RESULT - size])
            size += len(one)
        elif isinstance(one, dict):
            pending += reversed(list(one.values()))
        elif isinstance(one, list):
            pending += reversed(one)
    return "\n".join(parts)
