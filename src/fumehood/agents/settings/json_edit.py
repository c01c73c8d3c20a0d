"""Edits in the text of a JSON file: one item goes in or out, every other byte stays.

An item takes the style of its neighbours (own line or not, indentation, line ends, trailing comma). What went in
at an end of a filled container comes out again without a trace.
"""

import json
from typing import Any

from fumehood.agents.settings.jsonc import Item, Node
from fumehood.core.patterns import pattern

_FIRST_INDENT = pattern(r'\n([ \t]+)["\[{]')
_SAME_LINE = pattern(r"(?:[ \t]*(?:/\*[^*\n]*\*/|//[^\n\r]*))*")


def insert(text: str, node: Node, pieces: list[tuple[str | None, Any]], *, first: bool = False) -> str:
    """The text with items (key or None, value) added to the container `node`: at its end, or its beginning."""
    if not pieces:
        return text
    several = _several_lines(text, node)
    outer = _line_indent(text, node.start)
    inner = _item_indent(text, node) if node.items and several else outer + _unit(text)
    rendered = [_rendered(text, key, value, inner if several else None) for key, value in pieces]
    gap = _line_end(text) + inner if several else " "
    if not node.items:
        close = skip_back(text, node.end - 1)
        inside = text[node.start + 1 : node.end - 1]
        tail = "" if "\n" in inside else gap[: len(gap) - len(inner)] + outer
        at = close if inside.strip() else node.start + 1
        return text[:at] + gap + ("," + gap).join(rendered) + tail + text[at:]
    if first:
        at = node.items[0].start
        return text[:at] + "".join(piece + "," + gap for piece in rendered) + text[at:]
    last = node.items[-1]
    body = gap + ("," + gap).join(rendered)
    if last.comma is not None:
        at = _line_tail(text, last.comma + 1)
        return text[:at] + body + "," + text[at:]
    at = _line_tail(text, last.end)
    return text[: last.end] + "," + text[last.end : at] + body + text[at:]


def remove(text: str, node: Node, index: int) -> str:
    """The text without one item of the container `node`."""
    item = node.items[index]
    after = item.end if item.comma is None else item.comma + 1
    if len(node.items) == 1:
        inside = text[node.start + 1 : item.start] + text[after : node.end - 1]
        return text[: node.start + 1] + ("" if not inside.strip() else inside) + text[node.end - 1 :]
    if index == 0:
        return text[: item.start] + text[node.items[1].start :]
    before = node.items[index - 1]
    assert before.comma is not None
    start = _line_tail(text, before.comma + 1)
    if index == len(node.items) - 1 and item.comma is None:
        return text[: before.comma] + text[before.comma + 1 : start] + text[after:]
    return text[:start] + text[after:]


def skip_back(text: str, at: int) -> int:
    """The position before the blanks that end here."""
    return len(text[:at].rstrip(" \t\r\n"))


def _line_tail(text: str, at: int) -> int:
    """The end of the comments that stand on the same line after `at`: they belong to what is before them."""
    match = _SAME_LINE.match(text, at)
    return match.end() if match else at


def _several_lines(text: str, node: Node) -> bool:
    if not node.items:
        return True
    return "\n" in text[node.start : node.items[0].start] or _after_comment(text, node.items[-1])


def _after_comment(text: str, last: Item) -> bool:
    return "//" in text[last.end : _line_tail(text, last.end if last.comma is None else last.comma + 1)]


def _item_indent(text: str, node: Node) -> str:
    """The blanks before the last item that begins its line; of the first, when none does."""
    for item in (*reversed(node.items), node.items[0]):
        line = text[text.rfind("\n", 0, item.start) + 1 : item.start]
        if not line.strip(" \t"):
            return line
    return _line_indent(text, node.start) + _unit(text)


def _line_indent(text: str, at: int) -> str:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _unit(text: str) -> str:
    match = _FIRST_INDENT.search(text)
    return match[1] if match else "  "


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _rendered(text: str, key: str | None, value: Any, indent: str | None) -> str:
    made = json.dumps(value, ensure_ascii=False, indent=None if indent is None else _unit(text))
    if indent is not None:
        made = made.replace("\n", _line_end(text) + indent)
    return made if key is None else f"{json.dumps(key, ensure_ascii=False)}: {made}"
