"""Tools of servers that carry what they are given to somebody else: after credentials were read, no such call is made."""

import re

from fumehood.agents.event import Event
from fumehood.agents.sessions import SECRET
from fumehood.agents.verdict import DENY, Verdict
from fumehood.agents.world import World

RULE = "FHA121"  # as a command that sends after credentials were read
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_LOOKS = frozenset(
    [
        "get",
        "list",
        "search",
        "read",
        "find",
        "query",
        "describe",
        "show",
        "view",
        "count",
        "check",
        "fetch",
        "download",
        "lookup",
        "select",
        "explain",
    ]
)
_SENDS = frozenset(
    [
        "send",
        "post",
        "publish",
        "upload",
        "email",
        "mail",
        "message",
        "share",
        "tweet",
        "notify",
        "webhook",
        "comment",
        "reply",
        "forward",
        "submit",
        "push",
        "request",
        "transfer",
        "broadcast",
        "sms",
        "dm",
        "deliver",
        "export",
    ]
)
_MAKES = frozenset(["create", "add", "update", "edit", "insert", "append", "write", "put", "open", "set"])
_SHOWN = frozenset(
    ["issue", "issues", "pull", "pr", "gist", "page", "post", "message", "ticket", "card", "comment", "discussion", "review", "release", "wiki", "row", "event", "thread", "channel", "paste", "mail", "draft", "invite"]
)  # fmt: skip


def sends(tool: str) -> bool:
    """Whether a tool of this name hands what it is given to other people or machines."""
    words = [word.lower() for word in _WORDS.findall(tool)[:30]]
    if not words or words[0] in _LOOKS:
        return False
    return bool(_SENDS & set(words)) or bool(_MAKES & set(words) and _SHOWN & set(words))


def sinks(event: Event, world: World) -> Verdict:
    """A refusal when the tool sends, and credentials were read in this session from anywhere but its own server."""
    name = event.tool.rpartition("__")[2].rpartition("/")[2]
    if not sends(name) or not (world.sessions.sources(event, SECRET) - {world.sessions.source(event)}):
        return Verdict()
    return Verdict(
        DENY, (RULE,),
        (f"{name} of {_shown(event.server) or 'a server'} would send something, after credentials were read elsewhere in this session",),
        ("start a new session for it, in which no credential is read",),
    )  # fmt: skip


def _shown(server: str) -> str:
    return server if len(server) <= 80 else server[:79] + "…"
