"""Manifests in TOML: pyproject.toml with the tables of each tool, Pipfile, uv.toml, hatch.toml, tox.toml, pixi.toml.

Sources: PEP 508, 517, 621, 735; the documentation of Poetry, PDM, Hatch, uv, Rye, Flit, Pipenv, Pixi, tox, cibuildwheel.
"""

from collections.abc import Iterator

from fumehood.packages.carriers.entry import Entry
from fumehood.packages.carriers.toml_entries import toml_entries
from fumehood.packages.install_commands import command_items
from fumehood.packages.mention import Item, Mention, Notice
from fumehood.packages.names import normalise
from fumehood.packages.python_installers import plain_http
from fumehood.packages.requirement import requirement

# `*` stands for one key. Lists of requirement strings:
_LISTS = tuple(
    tuple(p.split("/"))
    for p in (
        "build-system/requires",
        "project/dependencies",
        "project/optional-dependencies/*",
        "dependency-groups/*",
        "tool/pdm/dev-dependencies/*",
        "tool/pdm/overrides",
        "tool/uv/dev-dependencies",
        "tool/uv/constraint-dependencies",
        "tool/uv/override-dependencies",
        "tool/uv/build-constraint-dependencies",
        "tool/rye/dev-dependencies",
        "tool/flit/metadata/requires",
        "tool/flit/metadata/dev-requires",
        "tool/flit/metadata/requires-extra/*",
        "tool/hatch/envs/*/dependencies",
        "tool/hatch/envs/*/extra-dependencies",
        "tool/hatch/metadata/hooks/*/dependencies",
        "tool/hatch/build/hooks/*/dependencies",
        "tool/hatch/build/hooks/*/require-runtime-dependencies",
        "tool/hatch/build/targets/*/dependencies",
        "tool/hatch/build/targets/*/hooks/*/dependencies",
        "tool/hatch/build/dependencies",
        "tool/cibuildwheel/test-requires",
        "tool/cibuildwheel/*/test-requires",
        "tool/tox/requires",
        "tool/tox/env_run_base/deps",
        "tool/tox/env/*/deps",
        "tool/jupyter-releaser/hooks/*",
    )
)
# Tables whose keys are names:
_TABLES = tuple(
    tuple(p.split("/"))
    for p in (
        "tool/poetry/dependencies",
        "tool/poetry/dev-dependencies",
        "tool/poetry/group/*/dependencies",
        "tool/poetry/requires-plugins",
        "tool/pixi/pypi-dependencies",
        "tool/pixi/feature/*/pypi-dependencies",
        "packages",
        "dev-packages",
    )
)
_COMMANDS = tuple(
    tuple(p.split("/"))
    for p in (
        "tool/cibuildwheel/before-all",
        "tool/cibuildwheel/before-build",
        "tool/cibuildwheel/before-test",
        "tool/cibuildwheel/test-command",
        "tool/cibuildwheel/*/before-all",
        "tool/cibuildwheel/*/before-build",
        "tool/cibuildwheel/*/before-test",
        "tool/hatch/envs/*/scripts/*",
        "tool/hatch/envs/*/pre-install-commands",
        "tool/hatch/envs/*/post-install-commands",
        "tool/pdm/scripts/*",
        "tool/poe/tasks/*",
        "tool/taskipy/tasks/*",
        "tool/jupyter-releaser/hooks/*",
    )
)
_PROJECT = (("project", "name"), ("tool", "poetry", "name"), ("tool", "flit", "metadata", "module"))
_INDEXES = (
    ("tool", "poetry", "source", "url"), ("tool", "uv", "index", "url"), ("tool", "uv", "extra-index-url"),
    ("tool", "pdm", "source", "url"), ("source", "url"), ("tool", "rye", "sources", "url"),
    ("tool", "uv", "index-url"), ("tool", "uv", "find-links"),
)  # fmt: skip
_LOCAL = frozenset({"path", "workspace", "editable"})
_ADDRESS = frozenset({"git", "url", "hg", "svn"})
_ROOT_TABLE = {
    "uv.toml": ("tool", "uv"),
    "hatch.toml": ("tool", "hatch"),
    "tox.toml": ("tool", "tox"),
    "pixi.toml": ("tool", "pixi"),
}


def pyproject_items(text: str, file_name: str = "pyproject.toml") -> Iterator[Item]:
    """What a manifest in TOML says; `file_name` tells whose it is."""
    root = _ROOT_TABLE.get(file_name.lower(), ())
    pipfile = file_name.lower() == "pipfile"
    named: dict[tuple[tuple[str, ...], tuple[int, int]], Mention] = {}
    sources: dict[str, dict[str, Entry]] = {}
    listed: list[Item] = []
    for entry in toml_entries(text):
        path = (*root, *entry.path)
        yield from _project(entry, path)
        if entry.value is not None and entry.string:
            if any(_matches(path, p) for p in _LISTS):
                listed += requirement(text[entry.start : entry.end], entry.start, "requirement")
            if path == ("tool", "tox", "legacy_tox_ini"):
                yield from _tox(text, entry)
            elif any(_matches(path, p) for p in _COMMANDS):
                yield from command_items(text, entry.start, entry.end)
            elif path in _INDEXES and entry.value.startswith("http"):
                yield from _index(entry, path)
        if path[:3] == ("tool", "uv", "sources") and len(path) > 4 and entry.value:
            sources.setdefault(normalise(path[3]), {}).setdefault(path[4], entry)
        for table in _TABLES:
            if (
                (len(table) == 1) != pipfile
                or len(path) <= len(table)
                or not _matches(path[: len(table)], table)
            ):
                continue
            _keyed(entry, path, len(table), len(path) - len(entry.spans), named)
            yield from _keyed_address(entry, path, len(table))
    yield from _from_sources(listed, sources)
    for mention in named.values():
        if "local" in mention.flags:
            yield Notice("project", mention.start, mention.end, mention.name, "manifest")
        else:
            yield mention


def _from_sources(listed: list[Item], sources: dict[str, dict[str, Entry]]) -> Iterator[Item]:
    """The listed requirements, with what `tool.uv.sources` says of where they come from."""
    from msgspec.structs import replace

    for name, detail in sources.items():
        for key in sorted(_ADDRESS & detail.keys()):
            entry, revision = detail[key], detail.get("rev")
            address = f"{entry.value}@{revision.value}" if revision else entry.value or ""
            yield Notice("direct-url", entry.start, entry.end, address, "manifest")
        if _LOCAL & detail.keys():
            yield Notice("project", 0, 0, name, "manifest")
    for item in listed:
        detail = sources.get(normalise(item.name), {}) if isinstance(item, Mention) else {}
        if isinstance(item, Mention) and detail:
            flags = (("url",) if _ADDRESS & detail.keys() else ()) + (
                ("local",) if _LOCAL & detail.keys() else ()
            )
            yield replace(item, flags=(*item.flags, *flags))
        else:
            yield item


def _matches(path: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    return len(path) == len(pattern) and all(q in ("*", p) for p, q in zip(path, pattern, strict=True))


def _project(entry: Entry, path: tuple[str, ...]) -> Iterator[Item]:
    if path in _PROJECT and entry.value and entry.string:
        yield Notice("project", entry.start, entry.end, entry.value, "manifest")


def _keyed(
    entry: Entry,
    path: tuple[str, ...],
    depth: int,
    added: int,
    named: dict[tuple[tuple[str, ...], tuple[int, int]], Mention],
) -> None:
    """Notes the package whose name is a key of a table; keys below it say where it comes from."""
    name, span = path[depth], entry.spans[depth - added]
    key = (path[:depth], span)
    detail = path[depth + 1] if len(path) > depth + 1 else ""
    flags: tuple[str, ...] = named[key].flags if key in named else ()
    if detail in _LOCAL and "local" not in flags and entry.value not in (None, "false"):
        flags = (*flags, "local")
    elif detail in _ADDRESS:
        flags = (*flags, "url")
    if name.lower() == "python":
        return
    named[key] = Mention(name, "pypi", span[0], span[1], "manifest", flags)


def _keyed_address(entry: Entry, path: tuple[str, ...], depth: int) -> Iterator[Item]:
    if len(path) == depth + 2 and path[-1] in _ADDRESS and entry.value and entry.string:
        yield Notice("direct-url", entry.start, entry.end, entry.value, "manifest")


def _index(entry: Entry, path: tuple[str, ...]) -> Iterator[Item]:
    address = entry.value or ""
    if plain_http(address):
        yield Notice("untrusted-index", entry.start, entry.end, address, "manifest")
    elif path[-1] == "extra-index-url":
        yield Notice("extra-index", entry.start, entry.end, address, "manifest")


def _tox(text: str, entry: Entry) -> Iterator[Item]:
    from fumehood.packages.carriers.ini import ini_items
    from fumehood.packages.install_commands import shifted

    for item in ini_items(text[entry.start : entry.end], "tox.ini"):
        yield shifted(item, entry.start)
