"""What the installed line and the server say to one another.

A request: `FH1 AGENT`, the hook's folder, the tool's name where a variable names it, the event, `FHend`, a line each
(the event may have several). JSON never holds a bare line `FHend`, so the end is certain and half a request is none.
An answer: `FH0.` (nothing to say), or `FHn:text:FH` with the exit code n; the text is standard output for code 0,
else standard error. What does not begin and end like this is no answer, and the line goes the cold way.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.agents.adapter import Answer

VERSION = b"FH1"
END = b"\nFHend\n"
PING, PONG = VERSION + b" ping" + END, b"FH0."


class Request:
    """One request: the agent's id, the event's bytes, and what is known of the hook's process."""

    __slots__ = ("agent", "environment", "event")

    def __init__(self, agent: str, event: bytes, environment: dict[str, str]) -> None:
        self.agent = agent
        self.event = event
        self.environment = environment


def read_request(raw: bytes) -> Request | None:
    """The request, or None when it is incomplete or not of this version."""
    if not raw.endswith(END):
        return None
    parts = raw[: -len(END)].split(b"\n", 3)
    if len(parts) != 4 or not parts[0].startswith(VERSION + b" "):
        return None
    agent = parts[0][len(VERSION) + 1 :].decode("ascii", "replace")
    environment = {"PWD": parts[1].decode("utf-8", "surrogateescape")}
    if parts[2]:
        environment["FUMEHOOD_TOOL"] = parts[2].decode("utf-8", "replace")
    return Request(agent, parts[3], environment)


def write_request(agent: str, folder: str, tool: str, event: bytes) -> bytes:
    """The bytes of a request."""
    head = b"%s %s\n%s\n%s\n" % (
        VERSION,
        agent.encode(),
        folder.encode("utf-8", "surrogateescape"),
        tool.encode(),
    )
    return head + event + END


def write_answer(answer: "Answer") -> bytes:
    """The bytes of an answer; its text must be one that no terminal obeys."""
    text = answer.stderr if answer.code else answer.stdout
    if not answer.code and not text:
        return PONG
    return b"FH%d:%s:FH" % (answer.code, text.encode("utf-8", "backslashreplace"))


def read_answer(raw: bytes) -> tuple[int, bytes] | None:
    """The exit code and the text, or None when it is no whole answer."""
    raw = raw.rstrip(b"\n")
    if raw == PONG:
        return 0, b""
    if (
        raw[:2] != b"FH"
        or raw[2:3] not in (b"0", b"1", b"2")
        or raw[3:4] != b":"
        or not raw.endswith(b":FH")
        or len(raw) < 7
    ):
        return None
    return int(raw[2:3]), raw[4:-3]
