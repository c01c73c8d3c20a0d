"""What of a JSON settings file is ours: single elements of arrays and single members of objects.

Everything is found again by its value, so that an entry survives whatever the user does around it, and goes alone.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct

from fumehood.agents.settings.json_edit import insert, remove
from fumehood.agents.settings.jsonc import Node, SettingsError, parse

Path = tuple[str, ...]
_NAMES = {"object": "an object", "array": "a list", "scalar": "a single value"}


class Entry(Struct, frozen=True):
    """One thing of ours: an element of the array at `path`, or (with a `key`) a member of the object there.

    `first` puts an element before the user's own, for lists where the first match wins. A member that the user has
    set to something else stays his.
    """

    path: Path
    value: Any
    key: str | None = None
    first: bool = False


def root_of(text: str) -> Node:
    """The outermost object of a settings file.

    Raises:
        SettingsError: it is no JSON, or no object.
    """
    root = parse(text)
    if root.kind != "object":
        raise SettingsError("it is no JSON object")
    return root


def absent(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """Those that the text does not have; all of them for a blank text.

    Raises:
        SettingsError: the text cannot be edited, or something of another kind stands where an entry belongs.
    """
    if not text.strip():
        return list(entries)
    root = root_of(text)
    values: dict[Path, Any] = {}
    out = []
    for entry in entries:
        if entry.path not in values:
            node = container(root, entry.path, "array" if entry.key is None else "object")
            values[entry.path] = node.plain() if node else None
        there = values[entry.path]
        if there is None or (entry.value not in there if entry.key is None else entry.key not in there):
            out.append(entry)
    return out


def overruled(text: str, entries: Iterable[Entry]) -> list[Entry]:
    """The members that the user has set to another value than ours."""
    if not text.strip():
        return []
    root = root_of(text)
    out = []
    for entry in entries:
        node = container(root, entry.path, "array" if entry.key is None else "object")
        found = node.member(entry.key) if node and entry.key is not None else None
        if found is not None and found.plain() != entry.value:
            out.append(entry)
    return out


def add(text: str, entries: Sequence[Entry]) -> tuple[str, list[Path]]:
    """The text with the entries that it lacks, and the containers that had to be made for them, outermost first.

    Raises:
        SettingsError: as `absent`.
    """
    made: list[Path] = []
    lacking = absent(text, entries)
    if not lacking:
        return text, made
    if not text.strip():
        text = "{}\n"
    groups: dict[tuple[Path, bool], list[Entry]] = {}
    for entry in lacking:
        groups.setdefault((entry.path, entry.first), []).append(entry)
    for (path, first), group in groups.items():
        keyed = group[0].key is not None
        node, depth = _deepest(root_of(text), path)
        if depth == len(path):
            text = insert(text, node, [(e.key, e.value) for e in group], first=first)
            continue
        value: Any = {e.key: e.value for e in group} if keyed else [e.value for e in group]
        for key in reversed(path[depth + 1 :]):
            value = {key: value}
        text = insert(text, node, [(path[depth], value)])
        made += [path[:end] for end in range(depth + 1, len(path) + 1)]
    return text, made


def take_out(
    text: str,
    entries: Iterable[Entry],
    made: Iterable[Path] = (),
    ours: Callable[[Any], bool] = lambda _value: False,
) -> str:
    """The text without the entries, without what `ours` recognises beside them, and without emptied containers.

    `made` are the containers that we had to make: those of them that are empty now go as well.

    Raises:
        SettingsError: as `absent`.
    """
    if not text.strip():
        return text
    entries = list(entries)
    for path in dict.fromkeys(e.path for e in entries):
        members: dict[str | None, Any] = {
            e.key: e.value for e in entries if e.path == path and e.key is not None
        }
        elements = [e.value for e in entries if e.path == path and e.key is None]
        kind = "object" if members else "array"
        while (node := container(root_of(text), path, kind)) is not None:
            index = next(
                (
                    n
                    for n in range(len(node.items) - 1, -1, -1)
                    if _is_entry(node, n, members, elements, ours)
                ),
                None,
            )
            if index is None:
                break
            text = remove(text, node, index)
    for path in sorted(set(made), key=len, reverse=True):
        above = container(root_of(text), path[:-1], "object")
        if above is None:
            continue
        for index, item in enumerate(above.items):
            if item.key == path[-1] and item.node.kind != "scalar" and not item.node.items:
                text = remove(text, above, index)
                break
    return text


def container(root: Node, path: Path, kind: str) -> Node | None:
    """The array or object at a path; None where it is not there.

    Raises:
        SettingsError: something of another kind is there.
    """
    node, depth = _deepest(root, path)
    if depth < len(path):
        return None
    if node.kind != kind:
        where = ".".join(path) or "its top"
        raise SettingsError(f"`{where}` is {_NAMES[node.kind]}, not {_article(kind)}")
    return node


def _deepest(root: Node, path: Path) -> tuple[Node, int]:
    """The last container on the way that exists, and how many keys of the path lead to it."""
    node = root
    for depth, key in enumerate(path):
        if node.kind != "object":
            where = ".".join(path[:depth]) or "its top"
            raise SettingsError(f"`{where}` is {_NAMES[node.kind]}, not an object")
        below = node.member(key)
        if below is None:
            return node, depth
        node = below
    return node, len(path)


def _is_entry(
    node: Node, index: int, members: dict[str | None, Any], elements: list[Any], ours: Callable[[Any], bool]
) -> bool:
    item = node.items[index]
    value = item.node.plain()
    if item.key is not None:
        return item.key in members and (members[item.key] == value or ours(value))
    return value in elements or ours(value)


def _article(kind: str) -> str:
    return "a list" if kind == "array" else "an object"
