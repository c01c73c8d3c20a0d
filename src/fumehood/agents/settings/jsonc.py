"""JSON with comments and trailing commas, read with the position of everything, so that it can be edited in place.

Both are what agents and editors accept in their settings. Values are as `json` has them; of two members with one
key the last counts. An explicit stack reads it: depth and size are bounded.
"""

import json
from typing import Any

from msgspec import Struct

from fumehood.core.patterns import pattern

_DEEPEST = 200
_BLANK = pattern(r"[ \t\r\n]*")
_SCALAR = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")
_STRING = pattern(r'"[^"\\\x00-\x1f]*(?:\\.[^"\\\x00-\x1f]*)*"')


class SettingsError(ValueError):
    """A settings file that cannot be edited safely; the message says why, as the end of a sentence."""


class Item(Struct):
    """An element, or a member with its key. `start` to `end` is its text; `comma` is the one after it."""

    start: int
    end: int
    node: "Node"
    key: str | None = None
    comma: int | None = None


class Node(Struct):
    """A value and where it stands; `items` of an array or object, `value` of anything else."""

    kind: str  # object, array or scalar
    start: int
    end: int = 0
    value: Any = None
    items: list[Item] = []

    def member(self, key: str) -> "Node | None":
        """The value of a member: of the last one, when the key is there twice."""
        return next((i.node for i in reversed(self.items) if i.key == key), None)

    def plain(self) -> Any:
        """The value as `json` gives it."""
        if self.kind == "object":
            return {i.key: i.node.plain() for i in self.items}
        return [i.node.plain() for i in self.items] if self.kind == "array" else self.value


def parse(text: str) -> Node:
    """The outermost value of a text.

    Raises:
        SettingsError: it is not JSON, even with comments and trailing commas allowed.
    """
    stack: list[Node] = []
    at = skip(text, 0)
    while True:
        node, at = _begin(text, at)
        if node.kind != "scalar" and text[at] != _CLOSING[node.kind]:
            stack.append(node)
            if len(stack) > _DEEPEST:
                raise SettingsError("it is nested too deeply")
            at = _open_item(text, at, node)
            continue
        if node.kind != "scalar":
            at += 1
            node.end = at
        while stack:
            above = stack[-1]
            item = above.items[-1]
            item.node, item.end = node, node.end
            at = skip(text, at)
            if text[at : at + 1] == ",":
                item.comma = at
                at = skip(text, at + 1)
            elif text[at : at + 1] != _CLOSING[above.kind]:
                raise _broken(text, at)
            if text[at : at + 1] != _CLOSING[above.kind]:
                at = _open_item(text, at, above)
                break
            at += 1
            above.end = at
            node = stack.pop()
        else:
            if skip(text, at) != len(text):
                raise _broken(text, skip(text, at))
            return node


def skip(text: str, at: int) -> int:
    """The position after blanks and comments.

    Raises:
        SettingsError: a comment does not end.
    """
    while True:
        at = _end(_BLANK, text, at)
        if text.startswith("//", at):
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif text.startswith("/*", at):
            end = text.find("*/", at + 2)
            if end < 0:
                raise _broken(text, at)
            at = end + 2
        else:
            return at


_CLOSING = {"object": "}", "array": "]"}


def _begin(text: str, at: int) -> tuple[Node, int]:
    """The value that begins here (a container only opened), and the position of what follows."""
    sign = text[at : at + 1]
    if sign in ("{", "["):
        node = Node("object" if sign == "{" else "array", at, items=[])
        at = skip(text, at + 1)
        if at >= len(text):
            raise _broken(text, at)
        return node, at
    match = (_STRING if sign == '"' else _SCALAR).match(text, at)
    if match is None:
        raise _broken(text, at)
    return Node("scalar", at, match.end(), _decoded(text, match[0], at)), match.end()


def _open_item(text: str, at: int, above: Node) -> int:
    """Notes that an item begins here; the position of its value."""
    placeholder = Node("scalar", at)
    if above.kind == "array":
        above.items.append(Item(at, at, placeholder))
        return at
    match = _STRING.match(text, at)
    if match is None:
        raise _broken(text, at)
    above.items.append(Item(at, at, placeholder, _decoded(text, match[0], at)))
    colon = skip(text, match.end())
    if text[colon : colon + 1] != ":":
        raise _broken(text, colon)
    return skip(text, colon + 1)


def _decoded(text: str, piece: str, at: int) -> Any:
    try:
        return json.loads(piece)
    except ValueError:
        raise _broken(text, at) from None


def _end(regex: Any, text: str, at: int) -> int:
    match = regex.match(text, at)
    return int(match.end())


def _broken(text: str, at: int) -> SettingsError:
    line = text.count("\n", 0, at) + 1
    return SettingsError(f"it is not valid JSON (line {line})")
