"""conda environment files: only the list under `pip:` comes from the Python index."""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.carriers.yaml_lines import items_under, scalar
from fumehood.packages.mention import Item, Notice
from fumehood.packages.requirement import requirement

_DEPENDENCIES = pattern(r"^dependencies:[ \t]*\r?$", re.MULTILINE)
_NAME = pattern(r"(?:[\w.-]+::)?(?P<name>[A-Za-z0-9][\w.-]*)")
_PIP = pattern(r"^[ \t]*- +[\"']?pip[\"']?:[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)


def conda_items(text: str) -> Iterator[Item]:
    """What the `pip:` lists of an environment file say; other dependencies are `declared`."""
    for head in _DEPENDENCIES.finditer(text):
        for start, end in items_under(text, head.end() + 1, head.start()):
            a, b = scalar(text, start, end)
            name = _NAME.match(text, a, b)
            if name and not text[a:b].endswith(":"):
                yield Notice("declared", a, b, name["name"], "manifest")
    for head in _PIP.finditer(text):
        for start, end in items_under(text, head.end() + 1, head.end() - len(head[0].lstrip())):
            a, b = scalar(text, start, end)
            body = text[a:b]
            if body.startswith("-"):
                option, _, value = body.partition(" ")
                if option == "--extra-index-url":
                    yield Notice("extra-index", b - len(value), b, value)
                elif option == "--trusted-host":
                    yield Notice("untrusted-index", b - len(value), b, value)
                continue
            yield from requirement(body, a, "requirement")
