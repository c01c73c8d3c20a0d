"""A marked block of lines in a file that belongs to somebody else: every byte outside it stays.

The opening mark carries a hash of the lines, so that an edit by hand is told from an older policy, and
whether a line end had to be added before the block, so that removing it restores the file.
"""

import hashlib
import re
from collections.abc import Sequence

from msgspec import Struct

from fumehood.core.patterns import pattern

_OPEN = (
    "# >>> fumehood ignore {hash}{joined} >>> written by `fumehood ignore sync`; edits in this block are lost"
)
_CLOSE = "# <<< fumehood ignore <<<"
_BLOCK = pattern(
    rb"^# >>> fumehood ignore (?P<hash>[0-9a-f]{8})(?P<joined> joined(?: crlf)?)? >>>[^\n]*\n"
    rb"(?P<body>(?:(?!# <<< fumehood)[^\n]*\n)*)^# <<< fumehood ignore <<<[^\n]*(?:\n|\Z)",
    re.MULTILINE,
)
# The line end that was put before the block, by what its opening mark says of it.
_JOINTS = {None: b"", b" joined": b"\n", b" joined crlf": b"\r\n"}


class Block(Struct):
    """The block found in a file: its lines, and whether somebody edited them."""

    lines: list[str]
    edited: bool


def hash_of(lines: Sequence[str]) -> str:
    """Eight hexadecimal digits that change when a line does."""
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=4).hexdigest()


def find_block(raw: bytes) -> Block | None:
    """The first block of ours in the bytes of a file."""
    match = _BLOCK.search(raw)
    if match is None:
        return None
    lines = match["body"].decode("utf-8", "surrogateescape").splitlines()
    return Block(lines, edited=hash_of(lines) != match["hash"].decode())


def without_block(raw: bytes) -> bytes:
    """The bytes as they were before the block came."""
    match = _BLOCK.search(raw)
    if match is None:
        return raw
    return raw[: match.start()].removesuffix(_JOINTS[match["joined"]]) + raw[match.end() :]


def with_block(raw: bytes, lines: Sequence[str]) -> bytes:
    """The bytes with a block of exactly these lines: in place when there is one, else at the end."""
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    match = _BLOCK.search(raw)
    if match is not None:
        return raw[: match.start()] + _render(lines, end, match["joined"]) + raw[match.end() :]
    if not raw or raw.endswith(b"\n"):
        return raw + _render(lines, end, None)
    joined = b" joined crlf" if end == b"\r\n" else b" joined"
    return raw + end + _render(lines, end, joined)


def _render(lines: Sequence[str], end: bytes, joined: bytes | None) -> bytes:
    first = _OPEN.format(hash=hash_of(lines), joined=(joined or b"").decode())
    return b"".join(line.encode("utf-8", "surrogateescape") + end for line in (first, *lines, _CLOSE))
