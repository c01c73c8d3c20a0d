"""Jupyter notebooks: cells, and what the page does not show: metadata, attachments, long outputs.

Format: nbformat 4.5. Read by position, so that a broken or hostile notebook is still read as far as it goes.
"""

from collections.abc import Callable, Iterator

from fumehood.core.embedded.json_strings import TOKEN, copy_string
from fumehood.core.embedded.pieces import Pieces
from fumehood.core.source import Source
from fumehood.injection.channel import Channel, Passage
from fumehood.injection.passages import code, json_text, prose

_SHORTEST = 8
_SOURCES = ("source", "input")


def find(source: Source, near: Callable[[int, int], bool]) -> Iterator[Passage]:
    """The passages of a notebook."""
    text = source.text
    stack: list[tuple[str, str]] = []  # each open bracket, and the key under which it stands
    key = kind = ""
    lines: list[tuple[int, int]] = []  # the strings of the cell's source
    for token in TOKEN.finditer(text):
        start, end = token.span()
        mark = text[start]
        if mark in "{[":
            stack.append((mark, key))
            key = ""
        elif mark in "}]":
            opened, _ = stack.pop() if stack else ("", "")
            if opened == "{" and stack and stack[-1] == ("[", "cells"):
                yield from _cell(source, kind, lines, near)
                kind, lines = "", []
            key = ""
        elif mark == ",":
            key = ""
        elif mark == '"':
            in_object = bool(stack) and stack[-1][0] == "{"
            if in_object and not key and text[end : end + 20].lstrip().startswith(":"):
                key = text[start + 1 : end - 1]
                continue
            owner = key or (stack[-1][1] if stack else "")
            if owner == "cell_type":
                kind = text[start + 1 : end - 1]
            elif owner in _SOURCES:
                lines.append((start, end))
            elif end - start >= _SHORTEST and near(start, end):
                yield from code.literal(json_text.decoded(_channel(stack, key), text, start, end))
    yield from _cell(source, kind, lines, near)


def _channel(stack: list[tuple[str, str]], key: str) -> Channel:
    names = {name for _, name in stack} | {key}
    if "outputs" in names and "metadata" not in names:
        return Channel.NOTEBOOK_OUTPUT
    return Channel.NOTEBOOK_METADATA


def _cell(
    source: Source, kind: str, strings: list[tuple[int, int]], near: Callable[[int, int], bool]
) -> Iterator[Passage]:
    """A cell read like a file of its own, its offsets brought back to the notebook."""
    if not strings or not near(strings[0][0], strings[-1][1]):
        return
    pieces = Pieces(source)
    for start, end in strings:
        copy_string(pieces, start, end)
    child = pieces.child("python" if kind == "code" else "markdown")
    for passage in (code if kind == "code" else prose).find(child, code.anything):
        yield _in_notebook(passage, child)


def _in_notebook(passage: Passage, child: Source) -> Passage:
    """The passage mapped to the notebook, a segment a line: each line is a string of its own there."""
    segments: list[tuple[int, int]] = []
    ends = [at for at, _ in passage.segments[1:]] + [len(passage.text)]
    for (begin, there), end in zip(passage.segments, ends, strict=True):
        at = begin
        while at < end:
            segments.append((at, child.in_file(there + at - begin)))
            line = passage.text.find("\n", at, end)
            at = line + 1 if line >= 0 else end
    return Passage(passage.channel, passage.text, tuple(segments) or ((0, child.in_file(0)),))
