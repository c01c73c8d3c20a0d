"""The index: what the lists say of a name, exactly, offline."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from itertools import islice

from msgspec import Struct

from fumehood.packages.front_coding import NameTable
from fumehood.packages.index_file import IndexFile
from fumehood.packages.near_keys import NearTable

STALE_DAYS = 90
_MONTHS = 12


class Entry(Struct, frozen=True):
    """What the list says of one name.

    `month` is that of the last release ("2026-05", empty when not told), `age` the months between it and
    the list's date (-1 when not told). `rank` counts from 1 for the most downloaded, 0 for not ranked;
    `downloads` are a month's, to two digits, 0 when not told. `established` means popular enough to be known.
    """

    name: str
    month: str = ""
    age: int = -1
    rank: int = 0
    downloads: int = 0
    established: bool = False


class Index:
    """One ecosystem's names, read in place from an index file."""

    def __init__(self, file: IndexFile, origin: str = "") -> None:
        self._file = file
        self.origin = origin
        header = file.header
        self.ecosystem = header.ecosystem
        self.as_of = date.fromisoformat(header.as_of)
        self.complete = header.complete
        self.count = header.count
        self.ranked = header.ranked
        self._known_downloads = header.known_downloads
        self._names = NameTable(file.section("names"), file.numbers("blocks", "I"), header.count)

    def find(self, name: str) -> Entry | None:
        """What is listed under the normalised `name`, or None."""
        ordinal = self._names.find(name.encode("utf-8", "surrogatepass"))
        return None if ordinal < 0 else self._entry(name, ordinal)

    def __contains__(self, name: str) -> bool:
        return self._names.find(name.encode("utf-8", "surrogatepass")) >= 0

    def count_prefix(self, prefix: str) -> int:
        """How many names begin with `prefix`."""
        first, after = self._names.prefix_range(prefix.encode("utf-8", "surrogatepass"))
        return after - first

    def prefixed(self, prefix: str, limit: int) -> Iterator[str]:
        """The first `limit` names that begin with `prefix`, in order."""
        first, after = self._names.prefix_range(prefix.encode("utf-8", "surrogatepass"))
        for name in islice(self._names.from_ordinal(first), min(limit, after - first)):
            yield name.decode()

    def established_with(self, prefix: str) -> Iterator[str]:
        """The established names that begin with `prefix`, in order."""
        first, after = self._names.prefix_range(prefix.encode("utf-8", "surrogatepass"))
        if self._known_downloads:
            ordinals = [i for i in range(first, after) if self._downloads(i) >= self._known_downloads]
        else:
            ordinals = list(self._ranked[bisect_left(self._ranked, first) : bisect_left(self._ranked, after)])
        for ordinal in ordinals:
            yield next(self._names.from_ordinal(ordinal)).decode()

    def days_old(self, today: date) -> int:
        """The age of the list in days."""
        return (today - self.as_of).days

    @cached_property
    def near(self) -> NearTable:
        """The keys under which the well-known names are found by likeness."""
        file = self._file
        return NearTable(
            file.numbers("near_buckets", "I"), file.section("near_keys"), file.numbers("near_targets", "H")
        )

    def target(self, number: int) -> str:
        """The well-known name of that number; smaller numbers are more popular."""
        starts = self._target_starts
        return bytes(self._targets[starts[number] : starts[number + 1]]).decode()

    @cached_property
    def _targets(self) -> memoryview:
        return self._file.section("targets")

    @cached_property
    def _target_starts(self) -> "memoryview[int]":
        return self._file.numbers("target_starts", "I")

    def _entry(self, name: str, ordinal: int) -> Entry:
        age = self._value("months", ordinal) - 1
        downloads = self._downloads(ordinal)
        rank = self._rank(ordinal)
        established = rank > 0 or (self._known_downloads > 0 and downloads >= self._known_downloads)
        return Entry(name, self._month(age), age, rank, downloads, established)

    def _downloads(self, ordinal: int) -> int:
        return decode_downloads(self._value("downloads", ordinal))

    def _value(self, section: str, ordinal: int) -> int:
        low, high = self._file.section(f"{section}_low"), self._file.section(f"{section}_high")
        return int(low[ordinal]) | int(high[ordinal]) << 8 if len(low) else 0

    def _month(self, age: int) -> str:
        if age < 0:
            return ""
        months = self.as_of.year * _MONTHS + self.as_of.month - 1 - age
        return f"{months // _MONTHS:04}-{months % _MONTHS + 1:02}"

    def _rank(self, ordinal: int) -> int:
        ordinals = self._ranked
        at = bisect_left(ordinals, ordinal)
        return int(self._ranks[at]) if at < len(ordinals) and ordinals[at] == ordinal else 0

    @cached_property
    def _ranked(self) -> "memoryview[int]":
        return self._file.numbers("ranked", "I")

    @cached_property
    def _ranks(self) -> "memoryview[int]":
        return self._file.numbers("ranks", "H")


def encode_downloads(downloads: int) -> int:
    """A count to its two leading digits in 16 bits: 0 for none, then 90 steps a decade."""
    if downloads <= 0:
        return 0
    power = len(str(downloads)) - 1
    digits = downloads * 10 // int(10**power)
    return power * 90 + digits - 9


def decode_downloads(code: int) -> int:
    """The count that `encode_downloads` made `code` of."""
    if code == 0:
        return 0
    power, digits = divmod(code - 1, 90)
    return (digits + 10) * int(10**power) // 10
