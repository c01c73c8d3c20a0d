"""Inline script metadata of Python (PEP 723)."""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.core.source import OffsetMap, Source
from fumehood.packages.carriers.pyproject import pyproject_items
from fumehood.packages.carriers.toml_entries import toml_entries
from fumehood.packages.mention import Item
from fumehood.packages.requirement import requirement

_BLOCK = pattern(r"^# /// script[ \t]*\r?\n(?P<body>(?:^#(?: [^\n]*+)?\r?\n)*)", re.MULTILINE)
_LINE = pattern(r"^# ?(?P<text>[^\n]*\n)", re.MULTILINE)


def script_block_items(source: Source) -> Iterator[Item]:
    """What the script block of a Python file asks for."""
    from msgspec.structs import replace

    block = _BLOCK.search(source.text)
    if block is None:
        return
    parts: list[str] = []
    segments: list[tuple[int, int]] = []
    length = 0
    for line in _LINE.finditer(source.text, *block.span("body")):
        if line[0].rstrip() == "# ///":
            break
        segments.append((length, line.start("text")))
        parts.append(line["text"])
        length += len(line["text"])
    if not parts:
        return
    text, place = "".join(parts), OffsetMap(segments)
    items: list[Item] = list(pyproject_items(text))
    for entry in toml_entries(text):
        if entry.path == ("dependencies",) and entry.string:
            items += requirement(text[entry.start : entry.end], entry.start, "requirement")
    for item in items:
        yield replace(item, start=place(item.start), end=place(item.end - 1) + 1)
