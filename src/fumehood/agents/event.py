"""What an assistant is about to do, or has done: one value for all of them."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

BEFORE, AFTER, PROMPT, SESSION_START, STOP, NOTICE = (
    "before",
    "after",
    "prompt",
    "session-start",
    "stop",
    "notice",
)
SHELL, WRITE, EDIT, READ, SEARCH, WEB, MCP, OTHER, QUIET = (
    "shell", "write", "edit", "read", "search", "web", "mcp", "other", "quiet",
)  # fmt: skip


class Piece:
    """Text that would be added to the file at `path`; `before` is what it takes the place of (None: unknown)."""

    __slots__ = ("before", "path", "text")

    def __init__(self, path: str, text: str, before: str | None = None) -> None:
        self.path = path
        self.text = text
        self.before = before


class Event:
    """One event; fields that it does not have are empty.

    `phase` is before, after, prompt, session-start, stop (the assistant has finished its turn) or notice (nothing is to
    be said: subagents, compaction, the end of a session); `name` the assistant's own word for it. `kind` is the
    class of the tool: shell, write, edit, read, search, web, mcp, other, or quiet (nothing outside the assistant
    changes); `tool` its raw name. `paths` are as written, `deleted` those that a patch removes, `pieces` the text
    that is written; `arguments` are the tool's, raw. `text` is the prompt, or the tool's result.
    """

    __slots__ = (
        "agent", "arguments", "call", "command", "cwd", "deleted", "kind", "name", "paths", "phase", "pieces", "server",
        "session", "text", "tool", "urls",
    )  # fmt: skip

    def __init__(
        self,
        agent: str,
        phase: str,
        name: str,
        *,
        kind: str = QUIET,
        tool: str = "",
        command: str = "",
        paths: tuple[str, ...] = (),
        deleted: tuple[str, ...] = (),
        pieces: tuple[Piece, ...] = (),
        urls: tuple[str, ...] = (),
        server: str = "",
        arguments: "Mapping[str, Any] | None" = None,
        cwd: str = "",
        session: str = "",
        call: str = "",
        text: str = "",
    ) -> None:
        self.agent = agent
        self.phase = phase
        self.name = name
        self.kind = kind
        self.tool = tool
        self.command = command
        self.paths = paths
        self.deleted = deleted
        self.pieces = pieces
        self.urls = urls
        self.server = server
        self.arguments = arguments or {}
        self.cwd = cwd
        self.session = session
        self.call = call
        self.text = text


class UnreadableEventError(Exception):
    """The event is not what the assistant documents; the message says what is wrong, in a few words."""
