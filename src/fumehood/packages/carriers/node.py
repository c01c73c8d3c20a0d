"""package.json: its dependencies, its own name, its scripts, and .npmrc."""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.carriers.entry import Entry
from fumehood.packages.carriers.json_entries import json_entries
from fumehood.packages.install_commands import command_items
from fumehood.packages.mention import Item, Mention, Notice
from fumehood.packages.python_installers import plain_http

_TABLES = frozenset({"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"})
_LOCAL = ("file:", "link:", "workspace:", "portal:", "./", "../", "/", "~/")
_ADDRESS = pattern(r"(?:git\+|git:|https?:|git@|github:|gitlab:|bitbucket:|gist:)|[\w.-]+/[\w.-]+(?:#|$)")
_ALIAS = pattern(r"npm:(?P<name>(?:@[\w.~-]+/)?[A-Za-z0-9][\w.~-]*)")
_REGISTRY = pattern(r"^[ \t]*(?:@[\w.~-]+:)?registry[ \t]*=[ \t]*(?P<address>\S+)", re.MULTILINE)


def package_json_items(text: str) -> Iterator[Item]:
    """What a package.json says."""
    members: list[Notice] = []
    for entry in json_entries(text):
        path = entry.path
        if entry.value is None:
            continue
        if path == ("name",):
            members.append(Notice("project", entry.start, entry.end, entry.value, "manifest"))
        elif len(path) == 2 and path[0] in _TABLES:
            yield from _dependency(entry)
        elif len(path) == 1 and path[0] in ("bundleDependencies", "bundledDependencies"):
            continue
        elif len(path) == 2 and path[0] == "scripts":
            yield from command_items(text, entry.start, entry.end)
    yield from members


def npmrc_items(text: str) -> Iterator[Item]:
    """What an .npmrc says about registries."""
    for line in _REGISTRY.finditer(text):
        if plain_http(line["address"]):
            yield Notice("untrusted-index", *line.span("address"), line["address"], "manifest")


def _dependency(entry: Entry) -> Iterator[Item]:
    value, name = entry.value or "", entry.path[1]
    start, end = entry.spans[1]
    alias = _ALIAS.match(value)
    if alias:
        a = entry.start + alias.start("name")
        yield Mention(alias["name"], "npm", a, a + len(alias["name"]), "manifest")
    elif value.startswith(_LOCAL):
        yield Notice("project", start, end, name, "manifest")
    elif _ADDRESS.match(value):
        yield Notice("direct-url", entry.start, entry.end, value, "manifest")
        yield Mention(name, "npm", start, end, "manifest", ("url",))
    else:
        yield Mention(name, "npm", start, end, "manifest")
