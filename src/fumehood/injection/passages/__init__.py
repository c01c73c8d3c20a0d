"""A file as passages: each stretch of text with the channel by which a model gets it.

One module a kind of document. They find, and do not judge.
"""

from collections.abc import Callable, Iterator
from importlib import import_module

from fumehood.core.source import Source
from fumehood.injection.channel import Passage

_CODE = "python javascript typescript c java go rust ruby php perl lua r julia sql shell powershell css makefile dockerfile hcl"
_MODULE = {
    **dict.fromkeys(_CODE.split(), "code"),
    "markdown": "prose",
    "rst": "prose",
    "text": "prose",
    "csv": "prose",
    "requirements": "config",
    "html": "page",
    "xml": "page",
    "yaml": "config",
    "toml": "config",
    "ini": "config",
    "env": "config",
    "json": "json_text",
    "jsonl": "json_text",
    "notebook": "notebook",
}


Near = Callable[[int, int], bool]


def passages(source: Source, near: Near) -> Iterator[Passage]:
    """The passages of a file, in no particular order; some overlap (a hidden part of a visible paragraph).

    Of those in plain sight only the ones for which `near(start, end)` says that something telling stands there.
    """
    module = _MODULE.get(source.language, "prose")
    yield from import_module(f"fumehood.injection.passages.{module}").find(source, near)
