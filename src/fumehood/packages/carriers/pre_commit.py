"""pre-commit: `additional_dependencies` of a hook, from the index that the hook's language uses."""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.carriers.yaml_lines import items_under, scalar
from fumehood.packages.mention import Item
from fumehood.packages.requirement import npm_package, requirement

_KEY = pattern(r"^[ \t]*(?:- +)?additional_dependencies:[ \t]*(?P<rest>[^\n]*)", re.MULTILINE)
_FLOW = pattern(r"\[(?P<items>[^\]]{0,5000})\]")
_ELEMENT = pattern(r"\"([^\"\n]*)\"|'([^'\n]*)'|([^\s,'\"][^,\n]*)")
_LANGUAGE = pattern(r"^[ \t]*(?:- +)?language:[ \t]*[\"']?(?P<name>\w+)", re.MULTILINE)
_HOOK = pattern(r"^[ \t]*- +(?:id|repo):[ \t]*[\"']?(?P<name>\S+)", re.MULTILINE)
_NODE_HINT = pattern(
    r"eslint|prettier|stylelint|commitlint|markdownlint|jshint|tslint|svelte|biome|textlint", re.IGNORECASE
)
_NODE_NAME = pattern(r"@[\w.-]+/|[\w.-]+@(?:[\^~]?\d|latest)")

_REACH = 2_000  # characters around a key in which its hook is described


def pre_commit_items(text: str) -> Iterator[Item]:
    """What the hooks of a .pre-commit-config.yaml add."""
    for key in _KEY.finditer(text):
        spans: list[tuple[int, int]] = []
        flow = _FLOW.match(text, key.start("rest"))
        if flow:
            spans = [e.span(e.lastindex or 0) for e in _ELEMENT.finditer(text, *flow.span("items"))]
        else:
            column = key.start() + len(key[0]) - len(key[0].lstrip(" -\t"))
            spans = [scalar(text, a, b) for a, b in items_under(text, key.end() + 1, column)]
        node = _is_node(text, key.start(), key.end(), [text[a:b] for a, b in spans])
        for a, b in spans:
            read = npm_package if node else requirement
            yield from read(text[a:b].rstrip(), a, "manifest")


def _is_node(text: str, start: int, end: int, names: list[str]) -> bool:
    hooks = list(_HOOK.finditer(text, max(0, start - _REACH), start))
    begin = hooks[-1].start() if hooks else start
    following = _HOOK.search(text, end, end + _REACH)
    language = _LANGUAGE.search(text, begin, following.start() if following else end + _REACH)
    if language:
        return language["name"] == "node"
    return any(_NODE_NAME.match(n) for n in names) or any(_NODE_HINT.search(m["name"]) for m in hooks[-2:])
