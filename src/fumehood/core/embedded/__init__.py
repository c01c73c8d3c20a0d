"""Documents inside documents: each finder yields children whose positions map back to the file.

A finder is a module with `find(source)`; it is imported only when a file of its language comes by. A finder
says in `source.problems` what it could not read. A block of plain text is no child: it is part of its parent.
"""

from collections.abc import Iterator
from importlib import import_module

from fumehood.core.source import Source

_FINDERS = {
    "markdown": "markdown",
    "rst": "rst",
    "notebook": "notebook",
    "dockerfile": "dockerfile",
    "yaml": "ci_yaml",
    "makefile": "makefile",
    "html": "html",
}
# Markdown in Markdown in Markdown: each level repeats the text of the level below, so depth costs time.
_DEEPEST = 5


def children(source: Source) -> Iterator[Source]:
    """The documents that stand inside `source`; none for a language that holds none."""
    module = _FINDERS.get(source.language)
    if module is None:
        return
    depth, parent = 0, source.parent
    while parent is not None:
        depth, parent = depth + 1, parent.parent
    if depth >= _DEEPEST:
        source.root.problems.append(f"documents nested deeper than {_DEEPEST} levels were not opened")
        return
    yield from import_module(f"fumehood.core.embedded.{module}").find(source)
