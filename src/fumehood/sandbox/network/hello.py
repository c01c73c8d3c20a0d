"""Reads the server name from the first message of a TLS connection.

Sources: RFC 8446 4.1.2 and 5.1 (a message may be cut into records), RFC 6066 3, RFC 9849 (encrypted client hello).
"""

from typing import NamedTuple

_RECORD = 5
_LARGEST_RECORD = 1 << 14
_SERVER_NAME, _ENCRYPTED = 0, 0xFE0D


class Hello(NamedTuple):
    """What the bytes are: `whole`, `more` are needed, or `other` than a greeting.

    `name` is the server name in lower case, empty when there is none or more than one; `hidden`: another name may stand in
    an encrypted part.
    """

    state: str
    name: str = ""
    hidden: bool = False


def read(data: bytes) -> Hello:
    """The greeting at the beginning of `data`, over as many records as it takes."""
    message, at = b"", 0
    while True:
        if len(data) < at + _RECORD:
            # What there is of a head must already be that of a handshake.
            return Hello("more" if b"\x16\x03".startswith(data[at : at + 2]) else "other")
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        if data[at : at + 2] != b"\x16\x03" or not 0 < length <= _LARGEST_RECORD:
            return Hello("other")
        message += data[at + _RECORD : at + _RECORD + length]
        if message[0:1] not in (b"", b"\x01"):
            return Hello("other")
        if len(message) >= 4 and len(message) >= 4 + int.from_bytes(message[1:4], "big"):
            break
        if len(data) < at + _RECORD + length:
            return Hello("more")
        at += _RECORD + length
    try:
        return _extensions(message[: 4 + int.from_bytes(message[1:4], "big")])
    except IndexError:
        return Hello("whole")


def _extensions(body: bytes) -> Hello:
    at = 38
    at += 1 + body[at]
    at += 2 + int.from_bytes(body[at : at + 2], "big")
    at += 1 + body[at]
    end = at + 2 + int.from_bytes(body[at : at + 2], "big")
    at += 2
    names: list[str] = []
    hidden = False
    while at + 4 <= min(end, len(body)):
        kind = int.from_bytes(body[at : at + 2], "big")
        length = int.from_bytes(body[at + 2 : at + 4], "big")
        if kind == _SERVER_NAME:
            names.append(_name(body[at + 4 : at + 4 + length]))
        hidden = hidden or kind == _ENCRYPTED
        at += 4 + length
    return Hello("whole", names[0] if len(names) == 1 else "", hidden)


def _name(entry: bytes) -> str:
    size = int.from_bytes(entry[3:5], "big")
    if entry[2] != 0 or size != len(entry) - 5:
        return ""
    return entry[5:].decode("ascii", "replace").lower()
