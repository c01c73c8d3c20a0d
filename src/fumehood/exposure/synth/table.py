"""A table in memory: headers and columns of text, whatever file it came from."""

import re
from itertools import pairwise
from typing import Any

from msgspec import Struct

from fumehood.core.errors import UsageError

MISSING = frozenset({"", "NA", "NaN", "nan", "N/A", "n/a", "null", "NULL", "None", "#N/A", "."})
"""What stands for a missing value in files (spreadsheets, R, pandas, SAS)."""

_DATUM = re.compile(
    r"[-+]?\d[\d.,]*(?:[eE][-+]?\d+)?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ][\d:.]+Z?)?|\S+@\S+\.\w+"
)


class Table(Struct):
    """Columns of text (missing values as written), and what the file's format needs to be written again.

    `dialect` holds the separator, line end, quoting and mark of a text file; `types` the Arrow or cell types of a typed one.
    """

    headers: list[str]
    columns: list[list[str]]
    dialect: dict[str, Any]
    types: list[Any]

    @property
    def rows(self) -> int:
        """How many rows there are below the header."""
        return len(self.columns[0]) if self.columns else 0


def checked(table: Table, path: str) -> Table:
    """The table itself.

    Raises:
        UsageError: it has no column, no row, or a header twice.
    """
    if not table.headers:
        raise UsageError(f"{path} is empty", "name a table with a header and rows")
    seen: set[str] = set()
    for header in table.headers:
        if header in seen:
            raise UsageError(
                f"{path} has the column {header!r} more than once", "give every column its own name"
            )
        seen.add(header)
    if _is_data(table.headers):
        raise UsageError(
            f"{path} has no header: its first row looks like data, and would be copied",
            "put names of columns above it",
        )
    if not table.rows:
        raise UsageError(
            f"{path} has a header and no rows", "a twin is learnt from rows: name a table that has some"
        )
    return table


def _is_data(headers: list[str]) -> bool:
    """Whether most headers are numbers, dates or addresses; numbers that count up, such as years, are names."""
    odd = [h.strip() for h in headers if _DATUM.fullmatch(h.strip())]
    if len(odd) * 2 <= len(headers):
        return False
    whole = [int(h) for h in odd if h.isdigit() and len(h) < 12]
    steps = {b - a for a, b in pairwise(whole)}
    return len(whole) < len(odd) or len(whole) < 2 or len(steps) > 1 or steps == {0}
