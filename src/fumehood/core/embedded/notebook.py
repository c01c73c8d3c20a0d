"""Cells of a Jupyter notebook: code, Markdown, and the shell lines between the code; never outputs.

All code cells that can be parsed make one Python document, because a name from one cell is used in the
next; a cell that cannot be parsed is a document of its own. Formats 3 and 4 (nbformat 5.10).
"""

from collections.abc import Iterator
from typing import NamedTuple

from fumehood.core.embedded.json_strings import TOKEN, copy_string, skip_value, value_of
from fumehood.core.embedded.magics import Cell, add_python, other_documents, separate
from fumehood.core.embedded.pieces import Pieces
from fumehood.core.source import Source

_MOST_CELLS = 5_000
_MOST_CHARACTERS = 50_000_000
_MOST_CODE = 2_000_000
_HOLDERS = frozenset({"cells", "worksheets"})


class _Raw(NamedTuple):
    kind: str
    strings: list[tuple[int, int]]


def find(source: Source) -> Iterator[Source]:
    """Markdown cells, then the code of all cells, then the shell commands in them."""
    decoded = Pieces(source)
    spans: list[tuple[int, int]] = []
    for number, raw in enumerate(_cells(source)):
        if number >= _MOST_CELLS:
            source.problems.append(f"notebook: cells after the first {_MOST_CELLS} were not opened")
            break
        pieces = decoded if raw.kind == "code" else Pieces(source)
        begin = len(pieces)
        for start, end in raw.strings:
            copy_string(pieces, start, end)
        if len(pieces) == begin:
            continue
        if raw.kind == "code":
            if not pieces.ends_line:
                pieces.put("\n", raw.strings[-1][1] - 1)
            spans.append((begin, len(pieces)))
        elif raw.kind == "markdown":
            yield pieces.child("markdown")
    if spans:
        code = decoded.child("notebook-code")
        cells = [separate(code, start, end) for start, end in spans]
        yield from _python(code, [cell for cell in cells if cell.python])
        for cell in cells:
            yield from other_documents(code, cell)


def _python(code: Source, cells: list[Cell]) -> Iterator[Source]:
    joined = _join(code, cells)
    if not joined.text.strip():
        return
    if len(joined.text) <= _MOST_CODE and joined.syntax is not None:
        yield joined
        return
    good, broken = [], []
    for cell in cells:
        alone = _join(code, [cell])
        if alone.syntax is None:
            broken.append(alone)
        else:
            good.append(cell)
    if good:
        yield _join(code, good)
    yield from broken


def _join(code: Source, cells: list[Cell]) -> Source:
    pieces = Pieces(code)
    for cell in cells:
        add_python(pieces, cell)
    return pieces.child("python")


def _cells(source: Source) -> Iterator[_Raw]:
    """The cells in their order, read from the JSON text up to where it stops making sense."""
    text = source.text
    if len(text) > _MOST_CHARACTERS:
        source.problems.append(f"notebook: larger than {_MOST_CHARACTERS // 1_000_000} million characters")
        return
    stack: list[str] = []  # of each open bracket: "{" or "[", and the key under which it stands
    keys: list[str] = []
    key, ended, position = "", False, 0
    while token := TOKEN.search(text, position):
        start, position = token.span()
        mark = text[start]
        if mark in "{[":
            if mark == "{" and keys and keys[-1] == "cells" and stack[-1] == "[":
                raw, position = _cell(text, start)
                yield raw
            elif not stack or key in _HOLDERS or (mark == "{" and keys[-1] in _HOLDERS):
                stack.append(mark)
                keys.append(key if mark == "[" else "")
            else:
                position = skip_value(text, start)
            key = ""
        elif mark in "}]":
            if not stack:
                break
            stack.pop()
            keys.pop()
            ended = not stack
        elif mark == '"':
            after = TOKEN.search(text, position)
            if after and after[0] == ":":
                key, position = value_of(text, start, position), after.end()
        elif mark == ",":
            key = ""
    if not ended:
        source.problems.append("notebook: the JSON is broken or cut off")


def _cell(text: str, opened: int) -> tuple[_Raw, int]:
    """The cell whose brace opens at `opened`, and where it ends."""
    kind, key, strings = "", "", list[tuple[int, int]]()
    position = opened + 1
    in_list = False
    while token := TOKEN.search(text, position):
        start, position = token.span()
        mark = text[start]
        if mark == '"':
            after = None if in_list else TOKEN.search(text, position)
            if after and after[0] == ":":
                key, position = value_of(text, start, position), after.end()
            elif key in ("source", "input"):
                strings.append((start, position))
            elif key == "cell_type":
                kind = value_of(text, start, position)
        elif mark == "[" and key in ("source", "input"):
            in_list = True
        elif mark == "]" and in_list:
            in_list = False
        elif mark in "{[":
            position = skip_value(text, start)
        elif mark in "}]":
            break
    return _Raw(kind, strings), position
