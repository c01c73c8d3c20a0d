"""Adds one YAML scalar to a child, as YAML 1.2 reads it: plain, quoted, literal or folded."""

import re

from fumehood.core.embedded.json_strings import characters
from fumehood.core.embedded.pieces import Pieces
from fumehood.core.patterns import pattern

_PROPERTIES = pattern(r"[ \t]*(?:[&!][^\s]*[ \t]+){0,3}")
_HEADER = pattern(r"(?P<style>[|>])(?P<marks>[-+\d]{0,3})[ \t]*(?:#[^\n]*)?\r?(?:\n|\Z)")
_PLAIN_END = pattern(r"[ \t]+#")
_QUOTED = {"'": re.compile(r"'(?:[^']++|'')*'"), '"': re.compile(r'"(?:[^"\\]++|\\.)*"', re.DOTALL)}
_FLOW_ITEM = pattern(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\n]|'')*'|[^\[\],\s][^\[\],\n]*")


def copy_scalar(pieces: Pieces, start: int, column: int) -> int:
    """Adds the scalar that begins at `start` behind a key or dash at `column`, with a line end.

    Returns the offset of the first line behind it.
    """
    text = pieces.source.text
    properties = _PROPERTIES.match(text, start)
    start = properties.end() if properties else start
    header = _HEADER.match(text, start)
    if header:
        return _block(pieces, header, column)
    mark = text[start : start + 1]
    if mark in ("'", '"'):
        return _quoted(pieces, start, mark)
    if mark == "[":
        return _flow(pieces, start)
    return _plain(pieces, start, column)


def next_line(text: str, position: int) -> int:
    """The offset behind the end of the line that `position` is in."""
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _block(pieces: Pieces, header: "re.Match[str]", column: int) -> int:
    text, position = pieces.source.text, header.end()
    digits = [int(c) for c in header["marks"] if c.isdigit()]
    indent = column + digits[0] if digits else 0
    folded, previous = header["style"] == ">", ""
    while position < len(text):
        after = next_line(text, position)
        line = text[position:after]
        width = len(line) - len(line.lstrip(" "))
        if line.strip():
            if width <= column:
                break
            indent = indent or width
            start = position + min(indent, width)
            if folded and previous == "text" and width == indent:
                pieces.put(" ", start)
            elif previous:
                pieces.put("\n", start) if folded else None
            body = text[start:after].rstrip("\r\n")
            pieces.copy(start, start + len(body) if folded else after)
            previous = "text" if width == indent else "more"
        elif folded:
            previous = "blank" if previous else ""
        else:
            pieces.copy(after - 1, after)
        position = after
    if folded:
        pieces.put("\n", max(header.start(), position - 1))
    return position


def _quoted(pieces: Pieces, start: int, quote: str) -> int:
    text = pieces.source.text
    closed = _QUOTED[quote].match(text, start)
    end = closed.end() - 1 if closed else len(text)
    if quote == '"':
        for a, b, character in characters(text, start, min(end + 1, len(text))):
            if character is None or character == "\n":
                pieces.copy(a, b) if character is None else pieces.put("\n", a)
            else:
                pieces.put(character, a)
    else:
        at = start + 1
        while (double := text.find("''", at, end)) >= 0:
            pieces.copy(at, double)
            pieces.put("'", double)
            at = double + 2
        pieces.copy(at, end)
    pieces.put("\n", min(end, len(text) - 1))
    return next_line(text, end)


def _flow(pieces: Pieces, start: int) -> int:
    """A list in brackets, on one line: a command a line."""
    text = pieces.source.text
    after = next_line(text, start)
    end = text.find("]", start, after)
    for item in _FLOW_ITEM.finditer(text, start + 1, end if end >= 0 else after):
        first, last = item.span()
        if item[0][0] in "'\"":
            first, last = first + 1, last - 1
        pieces.copy(first, last)
        pieces.put("\n", last)
    return after


def _plain(pieces: Pieces, start: int, column: int) -> int:
    text, position = pieces.source.text, start
    after = next_line(text, position)
    while True:
        line = text[position:after]
        comment = _PLAIN_END.search(line)
        body = (line[: comment.start()] if comment else line).rstrip()
        pieces.copy(position, position + len(body))
        position = after
        after = next_line(text, position)
        line = text[position:after]
        width = len(line) - len(line.lstrip(" "))
        if not line.strip() or width <= column or comment or line.lstrip().startswith("#"):
            break
        pieces.put(" ", position)
        position += width
    pieces.put("\n", max(start, position - 1))
    return position
