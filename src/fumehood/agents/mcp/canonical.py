"""A tool's definition as bytes that are the same whenever its meaning is, and the hash that pins it."""

import hashlib
import json
import unicodedata
from typing import Any


def definition(tool: dict[str, Any]) -> dict[str, Any]:
    """What is pinned of a tool: all that a model or a client acts on, and keys that nobody knows yet."""
    return {key: _normal(value) for key, value in sorted(tool.items())}


def digest(tool: dict[str, Any]) -> str:
    """SHA-256 over the definition as JSON with sorted keys and no spaces, all text in NFC."""
    text = json.dumps(definition(tool), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): _normal(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_normal(each) for each in value]
    return value


def texts(value: Any) -> list[str]:
    """Every text in a JSON value, keys included, in order."""
    found: list[str] = []
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            found.append(one)
        elif isinstance(one, dict):
            for key, each in reversed(one.items()):
                left += (each, key)
        elif isinstance(one, list):
            left += reversed(one)
    return found
