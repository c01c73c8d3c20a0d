"""Lock files: uv, Poetry, PDM, pylock (PEP 751), Pipfile.lock, package-lock, pnpm, Yarn, Bun.

Read by their regular lines, because they are long and machines write them. The project itself, members of
its workspace and what is linked from a folder are no packages.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from fumehood.core.patterns import pattern
from fumehood.packages.carriers.entry import Entry
from fumehood.packages.carriers.json_entries import json_entries
from fumehood.packages.mention import Item, Mention, Notice

_BLOCK = pattern(r"^\[\[(?:package|packages)\]\][ \t]*\r?$", re.MULTILINE)
_NAME = pattern(r"^name = \"(?P<name>[^\"\n]{1,214})\"", re.MULTILINE)
_LOCAL = pattern(
    r"^source = \{ ?(?:editable|virtual|directory)\b|^type = \"(?:directory|file)\"|^path = \"|^editable = true|"
    r"^\[packages\.directory\]|^directory = \{",
    re.MULTILINE,
)
_ADDRESS = pattern(
    r"^source = \{ ?(?:git|url) = |^type = \"(?:git|url)\"|^git = \"|^\[packages\.vcs\]|^vcs = \{",
    re.MULTILINE,
)
_NODE_MODULE = pattern(
    r'"(?:[^"\n]{0,400}/)?node_modules/(?P<name>(?:@[^/"\n]{1,100}/)?[^/"\n]{1,214})"\s{0,20}:\s{0,20}\{(?P<body>[^{}]{0,3000})'
)
_REAL_NAME = pattern(r'"name"\s{0,9}:\s{0,9}"(?P<name>[^"\n]{1,214})"')
_LINK = pattern(r'"link"\s{0,9}:\s{0,9}true|"resolved"\s{0,9}:\s{0,9}"(?:file:|\.\.?/)')
_PNPM = pattern(
    r"^  ['\"]?/?(?P<name>(?:@[\w.~-]{1,100}/)?[A-Za-z0-9][\w.~-]{0,200})[@/](?P<version>\d[^\s:('\"]{0,100})[^\n]{0,2000}:",
    re.MULTILINE,
)
_YARN = pattern(r"^(?P<keys>[\"@A-Za-z0-9][^\n]{0,2000}):[ \t]*\r?$", re.MULTILINE)
_YARN_KEY = pattern(r"[\"' ]*(?P<alias>(?:@[\w.~-]{1,100}/)?[\w.~-]{1,214})@(?P<rest>[^,\"]{0,300})")
_NPM_REAL = pattern(r"npm:(?P<name>(?:@[\w.~-]{1,100}/)?[A-Za-z][\w.~-]{0,213})@")
_ELSEWHERE = ("file:", "link:", "workspace:", "portal:", "patch:", "exec:", "git", "http", "github:")


def toml_lock_items(text: str) -> Iterator[Item]:
    """uv.lock, poetry.lock, pdm.lock and pylock.toml."""
    heads = [m.end() for m in _BLOCK.finditer(text)]
    for start, end in pairwise([*heads, len(text)]):
        name = _NAME.search(text, start, end)
        if name is None:
            continue
        a, b = name.span("name")
        if _LOCAL.search(text, start, end):
            yield Notice("project", a, b, name["name"], "lock")
        else:
            flags = ("url",) if _ADDRESS.search(text, start, end) else ()
            yield Mention(name["name"], "pypi", a, b, "lock", flags)


def pipfile_lock_items(text: str) -> Iterator[Item]:
    """Pipfile.lock."""
    for entry in json_entries(text):
        if entry.value is None and len(entry.path) == 2 and entry.path[0] in ("default", "develop"):
            yield Mention(entry.path[1], "pypi", *entry.spans[1], "lock")


def npm_lock_items(text: str) -> Iterator[Item]:
    """package-lock.json and npm-shrinkwrap.json, versions 1 to 3."""
    found = False
    for module in _NODE_MODULE.finditer(text):
        found = True
        name, (a, b) = module["name"], module.span("name")
        if _LINK.search(module["body"]):
            yield Notice("project", a, b, name, "lock")
            continue
        real = _REAL_NAME.search(module["body"].partition("[")[0])
        yield Mention(real["name"] if real else name, "npm", a, b, "lock")
    if not found:
        for entry in json_entries(text):
            if entry.value is None and len(entry.path) >= 2 and entry.path[-2] == "dependencies":
                yield Mention(entry.path[-1], "npm", *entry.spans[-1], "lock")


def pnpm_lock_items(text: str) -> Iterator[Item]:
    """pnpm-lock.yaml: the keys of its `packages` table."""
    start = text.find("\npackages:")
    if start < 0:
        return
    end = text.find("\nsnapshots:", start)
    for key in _PNPM.finditer(text, start, end if end >= 0 else len(text)):
        yield Mention(key["name"], "npm", *key.span("name"), "lock")


def yarn_lock_items(text: str) -> Iterator[Item]:
    """yarn.lock, of Yarn 1 and of later ones."""
    for line in _YARN.finditer(text):
        for key in _YARN_KEY.finditer(text, *line.span("keys")):
            rest = key["rest"]
            real = _NPM_REAL.match(rest)
            if real:
                at = key.start("rest") + real.start("name")
                yield Mention(real["name"], "npm", at, at + len(real["name"]), "lock")
            elif not rest.startswith(_ELSEWHERE):
                yield Mention(key["alias"], "npm", *key.span("alias"), "lock")
            break


def bun_lock_items(text: str) -> Iterator[Item]:
    """bun.lock: under `packages`, each list begins with `name@version`."""
    seen: set[tuple[str, ...]] = set()
    for entry in json_entries(text):
        if len(entry.path) == 2 and entry.path[0] == "packages" and entry.value and entry.path not in seen:
            seen.add(entry.path)
            yield from _bun(entry)


def _bun(entry: Entry) -> Iterator[Item]:
    name, _, version = (entry.value or "").rpartition("@")
    if name and not version.startswith(_ELSEWHERE):
        yield Mention(name, "npm", entry.start, entry.start + len(name), "lock")
