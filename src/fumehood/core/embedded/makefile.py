"""Recipes of a Makefile (GNU make manual, chapter 5) and of a justfile: the shell they run."""

import re
from collections.abc import Iterator

from fumehood.core.embedded.pieces import Pieces
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_RECIPE = pattern(r"^\t[^\n]*+(?:\n|\Z)(?:^\t[^\n]*+(?:\n|\Z))*", re.MULTILINE)
_JUST = pattern(r"^[ \t]+[^\n]*+(?:\n|\Z)(?:^(?:[ \t]+[^\n]*+)?(?:\n|\Z))*", re.MULTILINE)
_PREFIX = pattern(r"[ \t]*[@+-]{0,3}[ \t]*")


def find(source: Source) -> Iterator[Source]:
    """One shell document for each run of recipe lines, their prefixes left out and `$$` read as `$`."""
    text = source.text
    just = source.path.rpartition("/")[2].lower().endswith("justfile")
    if not just and "\n\t" not in text and not text.startswith("\t"):
        return
    for recipe in (_JUST if just else _RECIPE).finditer(text):
        pieces = Pieces(source)
        position, continued = recipe.start(), False
        while position < recipe.end():
            after = text.find("\n", position) + 1 or len(text)
            prefix = _PREFIX.match(text, position, after)
            start = position + 1 if continued or prefix is None else prefix.end()
            _copy(pieces, start, after)
            continued = text[start:after].rstrip("\r\n").endswith("\\")
            position = after
        if pieces.text().strip():
            yield pieces.child("shell")


def _copy(pieces: Pieces, start: int, end: int) -> None:
    text = pieces.source.text
    while (dollar := text.find("$$", start, end)) >= 0:
        pieces.copy(start, dollar)
        pieces.put("$", dollar)
        start = dollar + 2
    pieces.copy(start, end)
