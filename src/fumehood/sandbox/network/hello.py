"""Reads the server name from the first message of a TLS connection.

Source: RFC 8446 4.1.2, RFC 6066 3.
"""

RECORD = 5
_SERVER_NAME = 0


def record_length(head: bytes) -> int | None:
    """The length of the first record after its five bytes; None when this is no TLS handshake."""
    if len(head) < RECORD or head[0] != 0x16 or head[1] != 3:
        return None
    return int.from_bytes(head[3:5], "big")


def server_name(record: bytes) -> str | None:
    """The name in a whole first record, in lower case; None when there is none or the message is cut."""
    try:
        return _name(record[RECORD:])
    except IndexError:
        return None


def _name(body: bytes) -> str | None:
    if body[0] != 1 or int.from_bytes(body[1:4], "big") + 4 > len(body):
        return None
    at = 38
    at += 1 + body[at]
    at += 2 + int.from_bytes(body[at : at + 2], "big")
    at += 1 + body[at]
    end = at + 2 + int.from_bytes(body[at : at + 2], "big")
    at += 2
    while at + 4 <= min(end, len(body)):
        kind = int.from_bytes(body[at : at + 2], "big")
        length = int.from_bytes(body[at + 2 : at + 4], "big")
        if kind == _SERVER_NAME:
            entry = body[at + 4 : at + 4 + length]
            size = int.from_bytes(entry[3:5], "big")
            if entry[2] != 0 or size != len(entry) - 5:
                return None
            return entry[5:].decode("ascii", "replace").lower()
        at += 4 + length
    return None
