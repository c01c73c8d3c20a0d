"""A sorted table of names in one buffer: front-coded in blocks, exact, searchable in place.

A name is stored as how many bytes it shares with the one before it, how many follow, and those bytes;
every `BLOCK`th name is whole, so a search bisects over the blocks and decodes one of them.
Source: Witten, Moffat, Bell, Managing Gigabytes, 2nd ed., section 4.1 (front coding).
"""

from array import array
from collections.abc import Iterable, Iterator

BLOCK = 16


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
        block = self._block_of(name)
        if block < 0:
            return -1
        for i, other in enumerate(self._block(block)):
            if other >= name:
                return block * BLOCK + i if other == name else -1
        return -1

    def lower_bound(self, name: bytes) -> int:
        """How many names come before `name`."""
        block = self._block_of(name)
        if block < 0:
            return 0
        before = block * BLOCK
        for i, other in enumerate(self._block(block)):
            if other >= name:
                return before + i
        return min(before + BLOCK, self._count)

    def count_prefix(self, prefix: bytes) -> int:
        """How many names begin with `prefix` (which does not end in byte 255)."""
        if not prefix:
            return self._count
        after = prefix[:-1] + bytes((prefix[-1] + 1,))
        return self.lower_bound(after) - self.lower_bound(prefix)

    def from_ordinal(self, ordinal: int) -> Iterator[bytes]:
        """The names from `ordinal` on, in order."""
        first, skip = divmod(ordinal, BLOCK)
        for block in range(first, len(self._offsets)):
            names = self._block(block)
            yield from names[skip:]
            skip = 0

    def _block_of(self, name: bytes) -> int:
        low, high = 0, len(self._offsets)
        table, offsets = self._table, self._offsets
        while low < high:
            middle = (low + high) // 2
            at = offsets[middle]
            if bytes(table[at + 2 : at + 2 + table[at + 1]]) <= name:
                low = middle + 1
            else:
                high = middle
        return low - 1

    def _block(self, block: int) -> list[bytes]:
        at = self._offsets[block]
        last = block + 1 == len(self._offsets)
        data = bytes(self._table[at:] if last else self._table[at : self._offsets[block + 1]])
        names, before, at = [], b"", 0
        while at < len(data):
            shared, more = data[at], data[at + 1]
            at += 2
            before = before[:shared] + data[at : at + more]
            at += more
            names.append(before)
        return names
