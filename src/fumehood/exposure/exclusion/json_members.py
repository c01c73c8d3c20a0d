"""Edits a JSON text in place: everything outside the edited member keeps its bytes.

`json` decodes the values; here only their positions are found, so that comments on style (indentation,
order, spacing) of a file that belongs to the user stay as they are.
"""

import json

from msgspec import Struct

from fumehood.core.patterns import pattern

_BLANK = pattern(r"[ \t\r\n]*")
_INDENT = pattern(r"\n([ \t]+)\"")
_decode = json.JSONDecoder().raw_decode


class Member(Struct):
    """The span of a value in the text, and where its key begins (of an element: where it begins itself)."""

    key: int
    start: int
    end: int


def members(text: str, start: int) -> tuple[dict[str, Member], int]:
    """The members of the object at `start`, and the position of its closing brace.

    The text must be valid JSON there (decode it first).
    """
    found: dict[str, Member] = {}
    at = _skip(text, start + 1)
    while text[at] != "}":
        first = at
        key, at = _decode(text, at)
        value = _skip(text, _skip(text, at) + 1)
        _, end = _decode(text, value)
        found[key] = Member(first, value, end)
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found, at


def elements(text: str, start: int) -> tuple[list[Member], int]:
    """The elements of the array at `start`, and the position of its closing bracket."""
    found: list[Member] = []
    at = _skip(text, start + 1)
    while text[at] != "]":
        _, end = _decode(text, at)
        found.append(Member(at, at, end))
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found, at


def add_member(text: str, start: int, key: str, value: str) -> str:
    """The text with a last member in the object at `start`; `value` is JSON whose lines start at column 0."""
    present, close = members(text, start)
    unit, line_end = indent_of(text), "\r\n" if "\r\n" in text else "\n"
    depth = _depth(text, start, unit)
    inner = line_end + unit * (depth + 1)
    body = f"{json.dumps(key)}: {value}".replace("\n", inner)
    if present:
        last = max(m.end for m in present.values())
        return text[:last] + "," + inner + body + text[last:]
    return text[: start + 1] + inner + body + line_end + unit * depth + text[close:]


def remove_member(text: str, start: int, key: str) -> str:
    """The text without a member of the object at `start`: what `add_member` added goes, to the byte."""
    present, close = members(text, start)
    member = present[key]
    before = [m.end for m in present.values() if m.end <= member.key]
    if before:
        return text[: max(before)] + text[member.end :]
    after = [m.key for m in present.values() if m.key >= member.end]
    return text[: start + 1] + text[close:] if not after else text[: member.key] + text[min(after) :]


def set_elements(text: str, start: int, kept: list[Member], added: list[str]) -> str:
    """The text with the array at `start` made of the elements `kept` and the JSON values `added`."""
    _, close = elements(text, start)
    items = [text[m.start : m.end] for m in kept] + added
    unit, line_end = indent_of(text), "\r\n" if "\r\n" in text else "\n"
    depth = _depth(text, start, unit)
    if not items:
        return text[:start] + "[]" + text[close + 1 :]
    inner = line_end + unit * (depth + 1)
    return text[: start + 1] + inner + ("," + inner).join(items) + line_end + unit * depth + text[close:]


def indent_of(text: str) -> str:
    """One level of the text's indentation: what stands before its first indented key."""
    match = _INDENT.search(text)
    return match[1] if match else "  "


def _depth(text: str, position: int, unit: str) -> int:
    line = text[text.rfind("\n", 0, position) + 1 : position]
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank) // len(unit)


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    assert match
    return match.end()
