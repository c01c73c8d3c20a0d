"""What a tool's arguments hold: commands, paths, addresses, text to be written. Keys are the assistants' own."""

import os

from fumehood.agents.event import (
    EDIT,
    MCP,
    OTHER,
    QUIET,
    READ,
    SEARCH,
    SHELL,
    WEB,
    WRITE,
    Event,
    Piece,
    UnreadableEventError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_COMMAND = frozenset({
    "command", "cmd", "script", "commandline", "shellcommand", "commands", "argv", "bash", "shell", "runcommand", "cmdline",
})  # fmt: skip
_PATH = frozenset({
    "filepath", "path", "notebookpath", "absolutepath", "filename", "file", "targetfile", "uri", "paths", "files", "filepaths",
    "relativepath", "relativeworkspacepath", "directory", "dir", "dirpath", "targetnotebook", "destination", "source",
    "newpath", "oldpath", "absolutepaths", "searchpath", "folder",
})  # fmt: skip
_TEXT = frozenset({
    "content", "newstring", "newstr", "text", "filetext", "contents", "inserttext", "newsource", "codeedit", "newtext",
    "replacement", "newcontent", "insert", "replace", "code",
})  # fmt: skip
_OLD = frozenset({"oldstring", "oldstr", "oldtext", "oldsource", "search"})
_PATCH = frozenset({"patch", "diff", "input", "patchtext"})
_URL = frozenset({"url", "urls", "uri", "href", "link", "endpoint", "prompt", "query"})
_DROPPED = str.maketrans("", "", "_- ")
_NESTED = frozenset(
    {"arguments", "args", "toolarguments", "toolinput", "parameters"}
)  # JSON as text, in some assistants
_FOLDER = ("workdir", "cwd", "directory", "dir_path", "working_directory", "workingDirectory")
_MOST_NODES = 5_000
_DEEPEST = 40


class Found:
    """What the arguments of one call hold."""

    __slots__ = ("command", "deleted", "paths", "pieces", "urls")

    def __init__(self) -> None:
        self.command = ""
        self.paths: list[str] = []
        self.deleted: list[str] = []
        self.pieces: list[Piece] = []
        self.urls: list[str] = []


def read_arguments(kind: str, arguments: "Mapping[str, Any]") -> Found:
    """What a tool of this kind is asked to do.

    Raises:
        UnreadableEventError: a shell tool without a command, or arguments too large to be followed.
    """
    found = Found()
    if kind == QUIET:
        return found
    commands: list[str] = []
    last_path = ""
    for holder, key, value in _strings(arguments):
        if key in _PATH:
            last_path = value
            if value not in found.paths:
                found.paths.append(value)
        if key in _COMMAND and kind in (SHELL, MCP, OTHER):
            commands.append(_with_words(holder, value) if kind != SHELL else value)
        elif kind in (WRITE, EDIT, MCP, OTHER):
            _text_of(kind, holder, key, value, last_path, found)
        if kind in (WEB, MCP, OTHER) and (key in _URL or kind == WEB):
            found.urls += _urls_in(value)
    if kind == SHELL and not commands:
        raise UnreadableEventError("the shell tool's command is missing")
    found.command = "\n".join(commands)
    if kind in (SEARCH, READ, SHELL):
        found.pieces = []
    return found


def folder_of(event: Event) -> str:
    """Where the event's command runs: some tools have an argument for it."""
    for key in _FOLDER:
        value = event.arguments.get(key)
        if isinstance(value, str) and value and "\0" not in value:
            return os.path.normpath(os.path.join(event.cwd, value))
    return event.cwd


def _text_of(
    kind: str, holder: "Mapping[str, Any]", key: str, value: str, last_path: str, found: Found
) -> None:
    if key in _PATCH or value.lstrip().startswith("*** Begin Patch"):
        from fumehood.agents.patch import read_patch

        patch = read_patch(value)
        if patch is not None:
            found.paths += [p for p in patch.paths if p not in found.paths]
            found.deleted += patch.deleted
            found.pieces += patch.pieces
            return
    if key in _TEXT or (key in _PATCH and kind == EDIT):
        own = next((v for k, v in holder.items() if _plain(k) in _PATH and isinstance(v, str)), last_path)
        before = next((v for k, v in holder.items() if _plain(k) in _OLD and isinstance(v, str)), None)
        found.pieces.append(Piece(own, value, before))


def _plain(key: str) -> str:
    return key.lower().translate(_DROPPED)


def _strings(arguments: "Mapping[str, Any]") -> "Iterator[tuple[Mapping[str, Any], str, str]]":
    """Every text in the arguments, with the table that holds it and its key; a list of words is one command."""
    pending: list[tuple[Any, str, Mapping[str, Any], int]] = [(arguments, "", arguments, 0)]
    nodes = 0
    while pending:
        value, key, holder, depth = pending.pop()
        nodes += 1
        if nodes > _MOST_NODES or depth > _DEEPEST:
            raise UnreadableEventError("the arguments are too large to be followed")
        if isinstance(value, str):
            inner = _decoded(value) if key in _NESTED else None
            if inner is None:
                yield holder, key, value
            else:
                pending.append((inner, key, holder, depth + 1))
        elif isinstance(value, dict):
            pending += [(v, _plain(k), value, depth + 1) for k, v in reversed(value.items())]
        elif isinstance(value, list):
            if key in _COMMAND and value and all(isinstance(v, str) for v in value):
                yield holder, key, _command_line(key, value)
            else:
                pending += [(v, key, holder, depth + 1) for v in reversed(value)]


def _with_words(holder: "Mapping[str, Any]", program: str) -> str:
    """A command with the words that stand apart from it: `{"command": "rm", "args": ["-rf", "/"]}`."""
    words = holder.get("args", holder.get("arguments"))
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return program
    import shlex

    return " ".join([program, *map(shlex.quote, words)])


def _decoded(text: str) -> "dict[str, Any] | None":
    """The object that a text is the JSON of; None when it is none."""
    if not text.lstrip().startswith("{"):
        return None
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _command_line(key: str, words: "list[str]") -> str:
    """A list under `commands` are several commands, elsewhere the words of one (`bash -lc "…"`)."""
    if key == "commands":
        return "\n".join(words)
    import shlex

    return shlex.join(words)


def _urls_in(text: str) -> list[str]:
    import re

    return re.findall(r"(?:https?|ftp|wss?|file)://[^\s\"'<>\\^`{|}]{1,8000}", text)[:50]
