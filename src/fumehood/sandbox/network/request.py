"""Reads the head of a request to the proxy, and writes the one that goes on.

Source: RFC 9112; where a message could be read in two ways it is refused.
"""

import re
from typing import NamedTuple

MOST = 64 << 10
_LINE = re.compile(rb"([A-Z]{1,20}) ([!-~]{1,8000}) HTTP/1\.[01]")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}):[ \t]{0,20}([^\r\n\0]{0,20000})")
_HOP = (b"host", b"connection", b"proxy-connection", b"proxy-authorization", b"keep-alive", b"upgrade", b"te")


class Head(NamedTuple):
    """A request: `authority` as written, what goes on, and its body: bytes, -1 for chunks."""

    method: str
    authority: str
    onward: bytes
    body: int


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
    kept = [name + b": " + value for name, value in headers if name.lower() not in _HOP]
    lines = [
        f"{method} {'/' + path} HTTP/1.1".encode(),
        b"Host: " + authority.encode(),
        b"Connection: close",
        *kept,
    ]
    return Head(method, authority, b"\r\n".join(lines) + b"\r\n\r\n", body)


def _body(headers: list[tuple[bytes, bytes]]) -> int | None:
    lengths = [value for name, value in headers if name.lower() == b"content-length"]
    codings = [value.lower() for name, value in headers if name.lower() == b"transfer-encoding"]
    if codings:
        return -1 if codings == [b"chunked"] and not lengths else None
    if not lengths:
        return 0
    return int(lengths[0]) if len(lengths) == 1 and re.fullmatch(rb"[0-9]{1,15}", lengths[0]) else None
