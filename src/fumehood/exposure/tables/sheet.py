"""A sample of one table of a file, whatever the format, and the text that the detectors look at."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from fumehood.exposure.personal.header_stems import hints
from fumehood.exposure.personal.headers import kind_of, quasi_of

MOST_ROWS = 5000
MOST_CELLS = 400_000
LONGEST_CELL = 300
_LONGEST_TEXT = 3_500_000  # characters; the detectors of columns read four million


class Unread(Exception):  # noqa: N818 - it says what the file is
    """The table cannot be read; the message says why and what to do."""


class Sheet(Struct):
    """Headers and rows of one table. `first` is the row number of the header, as a person would count.

    `labels` are what some formats say about a column beside its name; `notes` are texts that stand beside the
    table and leave with it.
    """

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[object]]
    first: int = 1
    labels: Mapping[str, str] = field(default_factory=dict)
    notes: str = ""

    def shown_header(self, header: str) -> str:
        """The header, or the column's label where only the label says what it holds."""
        label = self.labels.get(header, "")
        if not label or kind_of(header) or quasi_of(header) or hints(header):
            return header
        return label if kind_of(label) or quasi_of(label) or hints(label) else header

    def text(self) -> str:
        """The sample as comma-separated values, one line a row."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([_flat(self.shown_header(h)) for h in self.headers])
        most = min(MOST_ROWS, max(50, MOST_CELLS // max(1, len(self.headers))))
        for row in _first(self.rows, most):
            writer.writerow([_flat(cell) for cell in row])
            if out.tell() > _LONGEST_TEXT:
                break
        return out.getvalue()


def _first(rows: Iterable[Sequence[object]], most: int) -> Iterator[Sequence[object]]:
    return (row for _, row in zip(range(most), rows, strict=False))


def _flat(cell: object) -> str:
    if cell is None or isinstance(cell, (bytes, bytearray, memoryview)) or cell != cell:  # noqa: PLR0124 - not a number
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))  # statistics programs keep whole numbers as floating point
    return " ".join(str(cell)[:LONGEST_CELL].split())


def with_header(name: str, rows: Sequence[Sequence[object]]) -> Sheet | None:
    """The sheet whose header is the first row that is filled like the widest one; titles above it are skipped."""
    counts = [sum(cell is not None and cell != "" for cell in row) for row in rows]
    widest = max(counts[:_HEAD_WITHIN], default=0)
    if not widest:
        return None
    at = next(i for i, count in enumerate(counts) if count * 2 > widest)
    headers = [_flat(cell) for cell in rows[at]]
    while headers and not headers[-1]:
        headers.pop()
    cut = [row[: len(headers)] for row in rows[at + 1 :]]
    return Sheet(
        name, headers, cut, first=at + 1, notes="\n".join(_flat(c) for row in rows[:at] for c in row if c)
    )


_HEAD_WITHIN = 20
