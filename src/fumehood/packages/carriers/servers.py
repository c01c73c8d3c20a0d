"""Lists of MCP servers and dev containers: JSON (or TOML) in which commands stand as words.

Shapes: `{"command": "npx", "args": [...]}` of the MCP clients, also under `servers`; `postCreateCommand` and
its kin of devcontainer.json as a string, a list or an object of either.
"""

from collections.abc import Iterator

from fumehood.packages.carriers.entry import Entry
from fumehood.packages.install_commands import command_items, word_items
from fumehood.packages.mention import Item, Mention
from fumehood.packages.shell_words import Word

_LIFECYCLE = frozenset(
    [
        "initializeCommand",
        "onCreateCommand",
        "updateContentCommand",
        "postCreateCommand",
        "postStartCommand",
        "postAttachCommand",
    ]
)


def server_items(text: str, entries: Iterator[Entry]) -> Iterator[Item]:
    """What the servers of an MCP list run; the mentions have the flag `runs`."""
    from msgspec.structs import replace

    servers: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if entry.value is None or not entry.string or not entry.path:
            continue
        holder, key = entry.path[:-1], entry.path[-1]
        if key == "command" and " " in entry.value.strip() and holder:
            yield from command_items(text, entry.start, entry.end)
        elif key == "command":
            servers.setdefault(holder, []).insert(0, entry)
        elif key == "args":
            servers.setdefault(holder, []).append(entry)
    for holder, entries_of in servers.items():
        if entries_of and entries_of[0].path == (*holder, "command"):
            for item in word_items([_word(e) for e in entries_of]):
                yield replace(item, flags=(*item.flags, "runs")) if isinstance(item, Mention) else item


def devcontainer_items(text: str, entries: Iterator[Entry]) -> Iterator[Item]:
    """What the lifecycle commands of a dev container install."""
    lists: dict[tuple[str, ...], list[Entry]] = {}
    opened: set[tuple[str, ...]] = set()
    for entry in entries:
        if not entry.path or entry.path[0] not in _LIFECYCLE:
            continue
        if entry.value is None:
            opened.add(entry.path)
        elif entry.path in opened:
            lists.setdefault(entry.path, []).append(entry)
        else:
            yield from command_items(text, entry.start, entry.end)
    for words in lists.values():
        yield from word_items([_word(e) for e in words])


def _word(entry: Entry) -> Word:
    value = entry.value or ""
    exact = entry.end - entry.start == len(value)
    at = tuple(range(entry.start, entry.end)) if exact else (entry.start,) * len(value)
    return Word(value, at, quoted=True)
