"""Reads the head of a request to the proxy, and writes the one that goes on.

Source: RFC 9112; where a message could be read in two ways it is refused.
"""

import re
from typing import NamedTuple

MOST = 64 << 10
_LINE = re.compile(rb"([A-Z]{1,20}) ([!-~]{1,8000}) HTTP/1\.[01]")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}):[ \t]{0,20}([^\r\n\0]{0,20000})")
_HOP = (
    b"host", b"connection", b"proxy-connection", b"proxy-authorization", b"keep-alive", b"upgrade", b"te", b"trailer", b"expect",
)  # fmt: skip
_FRAMING = (b"content-length", b"transfer-encoding")


class Head(NamedTuple):
    """A request: `authority` as written, what goes on, and its body: bytes, -1 for chunks.

    `waits`: the client sends its body when it is told to go on.
    """

    method: str
    authority: str
    onward: bytes
    body: int
    waits: bool = False


def parse(head: bytes) -> Head | None:
    """The request in `head` (without the empty line at its end); None when it is none that we pass on."""
    first, *lines = head.split(b"\r\n")
    match = _LINE.fullmatch(first)
    if not match:
        return None
    method, target = match[1].decode(), match[2].decode()
    headers: list[tuple[bytes, bytes]] = []
    for line in lines:
        found = _HEADER.fullmatch(line)
        if not found:
            return None
        headers.append((found[1], found[2].strip()))
    if method == "CONNECT":
        return Head(method, target, b"", 0)
    if target[:7].lower() != "http://":
        return None
    authority, _, path = target[7:].partition("/")
    if "?" in authority or "#" in target:
        return None
    body = _body(headers)
    if body is None:
        return None
    dropped = (*_HOP, *_named_by_connection(headers))
    kept = [name + b": " + value for name, value in headers if name.lower() not in dropped]
    lines = [
        f"{method} {'/' + path} HTTP/1.1".encode(),
        b"Host: " + authority.encode(),
        b"Connection: close",
        *kept,
    ]
    waits = any(name.lower() == b"expect" and value.lower() == b"100-continue" for name, value in headers)
    return Head(method, authority, b"\r\n".join(lines) + b"\r\n\r\n", body, waits)


def _named_by_connection(headers: list[tuple[bytes, bytes]]) -> list[bytes]:
    """What a client marks as meant for the next hop only; what frames the body can not be among it."""
    found = [value for name, value in headers if name.lower() == b"connection"]
    words = [word.strip().lower() for value in found for word in value.split(b",")]
    return [word for word in words if word not in _FRAMING]


def _body(headers: list[tuple[bytes, bytes]]) -> int | None:
    lengths = [value for name, value in headers if name.lower() == b"content-length"]
    codings = [value.lower() for name, value in headers if name.lower() == b"transfer-encoding"]
    if codings:
        return -1 if codings == [b"chunked"] and not lengths else None
    if not lengths:
        return 0
    return int(lengths[0]) if len(lengths) == 1 and re.fullmatch(rb"[0-9]{1,15}", lengths[0]) else None
