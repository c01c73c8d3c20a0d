"""A sorted table of names in one buffer: front-coded in blocks, exact, searchable in place.

A name is stored as how many bytes it shares with the one before it, how many follow, and those bytes;
every `BLOCK`th name is whole, so a search bisects over the blocks and decodes one of them.
Source: Witten, Moffat, Bell, Managing Gigabytes, 2nd ed., section 4.1 (front coding).
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

BLOCK = 16
GUIDE = 64


def encode(names: Iterable[bytes]) -> "tuple[bytes, array[int]]":
    """The table of sorted, distinct names, and the offset of each block in it.

    Raises:
        ValueError: the names are not sorted or not distinct, or one is longer than 255 bytes.
    """
    table, offsets, before = bytearray(), array("I"), b""
    for i, name in enumerate(names):
        if len(name) > 255:
            raise ValueError(f"longer than 255 bytes: {name[:40]!r}…")
        if i and name <= before:
            raise ValueError(f"{name!r} does not follow {before!r}")
        shared = 0
        if i % BLOCK == 0:
            offsets.append(len(table))
        else:
            shared = _shared(before, name)
        table += bytes((shared, len(name) - shared)) + name[shared:]
        before = name
    return bytes(table), offsets


def _shared(a: bytes, b: bytes) -> int:
    n = min(len(a), len(b))
    return next((i for i in range(n) if a[i] != b[i]), n)


class NameTable:
    """Reads what `encode` made. Names have an ordinal, their place in the order of their bytes."""

    def __init__(self, table: memoryview, offsets: memoryview, count: int) -> None:
        self._table = table
        self._offsets = offsets
        self._count = count

    def __len__(self) -> int:
        return self._count

    def find(self, name: bytes) -> int:
        """The ordinal of `name`, or -1 when the table does not hold it."""
        ordinal, exact = self._search(name)
        return ordinal if exact else -1

    def lower_bound(self, name: bytes) -> int:
        """How many names come before `name`."""
        return self._search(name)[0]

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """The first ordinal of the names that begin with `prefix`, and the one after the last.

        `prefix` does not end in byte 255.
        """
        if not prefix:
            return 0, self._count
        return self.lower_bound(prefix), self.lower_bound(prefix[:-1] + bytes((prefix[-1] + 1,)))

    def from_ordinal(self, ordinal: int) -> Iterator[bytes]:
        """The names from `ordinal` on, in order."""
        first, skip = divmod(ordinal, BLOCK)
        for block in range(first, len(self._offsets)):
            names = self._block(block)
            yield from names[skip:]
            skip = 0

    def _search(self, name: bytes) -> tuple[int, bool]:
        """How many names come before `name`, and whether the next is it. Decodes no more than it must."""
        block = self._block_of(name)
        if block < 0:
            return 0, False
        data, before, at, ordinal = self._bytes(block), b"", 0, block * BLOCK
        while at < len(data):
            end = at + 2 + data[at + 1]
            before = before[: data[at]] + data[at + 2 : end]
            if before >= name:
                return ordinal, before == name
            at = end
            ordinal += 1
        return ordinal, False

    @cached_property
    def _guide(self) -> list[bytes]:
        """The first name of every `GUIDE`th block: the upper steps of the search, in a list."""
        return [self._first(block) for block in range(0, len(self._offsets), GUIDE)]

    def _block_of(self, name: bytes) -> int:
        step = bisect_right(self._guide, name) - 1
        low, high = max(0, step * GUIDE), min(len(self._offsets), (step + 1) * GUIDE)
        while low < high:
            middle = (low + high) // 2
            if self._first(middle) <= name:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def _first(self, block: int) -> bytes:
        at = self._offsets[block]
        return bytes(self._table[at + 2 : at + 2 + self._table[at + 1]])

    def _bytes(self, block: int) -> bytes:
        at = self._offsets[block]
        if block + 1 == len(self._offsets):
            return bytes(self._table[at:])
        return bytes(self._table[at : self._offsets[block + 1]])

    def _block(self, block: int) -> list[bytes]:
        data, names, before, at = self._bytes(block), [], b"", 0
        while at < len(data):
            end = at + 2 + data[at + 1]
            before = before[: data[at]] + data[at + 2 : end]
            names.append(before)
            at = end
        return names
