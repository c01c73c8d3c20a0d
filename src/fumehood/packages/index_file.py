"""The file of one ecosystem's index: a header and named sections, read in place.

Layout: magic, CRC-32 of all that follows, length of the header, header (JSON), sections. Numbers are
little-endian; sections begin at multiples of four. The checksum finds damage, not malice: whoever can
write the user's cache can do worse.
"""

import sys
import zlib
from array import array
from collections.abc import Mapping
from typing import Literal

import msgspec
from msgspec import Struct

MAGIC = b"FHINDEX1"
_FIXED = len(MAGIC) + 8


class DamagedIndexError(Exception):
    """The bytes are not an index that this version can read."""


class Header(Struct, kw_only=True):
    """What an index says of itself. `as_of` is an ISO date; `sections` map a name to (offset, length).

    `complete` means that a missing name does not exist (at that date). `known_downloads` is the least
    number of monthly downloads that makes a name established, where downloads are what is listed.
    """

    ecosystem: str
    as_of: str
    complete: bool
    count: int
    ranked: int = 0
    known_downloads: int = 0
    sections: dict[str, tuple[int, int]] = {}


def write(header: Header, sections: Mapping[str, bytes]) -> bytes:
    """The bytes of an index file."""
    body, places = bytearray(), {}
    for name, data in sections.items():
        places[name] = (len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = msgspec.json.encode(msgspec.structs.replace(header, sections=places))
    head += b" " * (-(len(head) + _FIXED) % 4)
    rest = len(head).to_bytes(4, "little") + head + body
    return MAGIC + zlib.crc32(rest).to_bytes(4, "little") + rest


class IndexFile:
    """Reads an index from a buffer, without copying it.

    Raises:
        DamagedIndexError: it is not one, or it is damaged.
    """

    def __init__(self, buffer: memoryview) -> None:
        if len(buffer) < _FIXED + 4 or bytes(buffer[: len(MAGIC)]) != MAGIC:
            raise DamagedIndexError("not an index file")
        if zlib.crc32(buffer[len(MAGIC) + 4 :]) != int.from_bytes(
            buffer[len(MAGIC) : len(MAGIC) + 4], "little"
        ):
            raise DamagedIndexError("the checksum does not match")
        size = int.from_bytes(buffer[len(MAGIC) + 4 : _FIXED], "little")
        try:
            self.header = msgspec.json.decode(buffer[_FIXED : _FIXED + size], type=Header)
        except msgspec.MsgspecError as error:
            raise DamagedIndexError(f"unreadable header: {error}") from error
        self._body = buffer[_FIXED + size :]

    def section(self, name: str) -> memoryview:
        """The bytes of a section; empty when the file has none of that name."""
        start, length = self.header.sections.get(name, (0, 0))
        return self._body[start : start + length]

    def numbers(self, name: str, code: Literal["H", "I"]) -> "memoryview[int]":
        """A section as unsigned numbers of the array type `code`."""
        data = self.section(name)
        if sys.byteorder == "little":
            return data.cast(code)
        swapped = array(code, bytes(data))
        swapped.byteswap()
        return memoryview(swapped)


def packed(numbers: "array[int]") -> bytes:
    """The little-endian bytes of an array."""
    if sys.byteorder == "big":
        numbers = array(numbers.typecode, numbers)
        numbers.byteswap()
    return numbers.tobytes()
