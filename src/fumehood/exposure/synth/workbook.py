"""Excel workbooks, through openpyxl: one sheet in, one sheet out, values only."""

import datetime as dt
from typing import Any

from fumehood.core.errors import UsageError
from fumehood.exposure.synth.needs import need
from fumehood.exposure.synth.table import MISSING, Table

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB]: old Office files, and new ones behind a password
_HEAD_WITHIN = 20  # rows among which the header is


def read(path: str, sheet: str | None = None) -> Table:
    """The table in a sheet, the first unless named.

    Raises:
        UsageError: the workbook is damaged or locked by a password, or has no such sheet.
    """
    openpyxl = need("openpyxl")
    with open(path, "rb") as handle:
        if handle.read(8) == _OLE:
            raise UsageError(
                f"{path} is locked by a password, or of the format before 2007",
                "save it as .xlsx without a password",
            )
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows, others = _rows(book, path, sheet), len(book.sheetnames) - 1
    except (UsageError, OSError):
        raise
    except Exception as error:  # noqa: BLE001 - the reader raises anything on a damaged file
        raise UsageError(
            f"{path} is no readable workbook ({type(error).__name__})",
            "open and save it again: it is damaged, or renamed",
        ) from None
    if not rows:
        return Table([], [], {}, [])
    headers = ["" if v is None else str(v) for v in rows[0]]
    while headers and not headers[-1]:
        headers.pop()
    columns: list[list[str]] = [[] for _ in headers]
    types: list[Any] = [None] * len(headers)
    for row in rows[1:]:
        for i, column in enumerate(columns):
            value = row[i] if i < len(row) else None
            column.append("" if value is None else str(value))
            types[i] = _wider(types[i], value)
    return Table(headers, columns, {"sheet": "Sheet1", "others": others}, types)


def _rows(book: Any, path: str, sheet: str | None) -> list[list[Any]]:
    """The rows of the sheet that hold anything, the header first: titles above it are left out."""
    if sheet is not None and sheet not in book.sheetnames:
        raise UsageError(f"{path} has no sheet {sheet!r}", f"one of: {', '.join(book.sheetnames)}")
    rows = [list(row) for row in book[sheet or book.sheetnames[0]].iter_rows(values_only=True)]
    book.close()
    rows = [row for row in rows if any(v is not None for v in row)]
    filled = [sum(v is not None for v in row) for row in rows[:_HEAD_WITHIN]]
    at = next((i for i, count in enumerate(filled) if count * 2 > max(filled)), 0)
    return rows[at:]


def _wider(kind: Any, value: Any) -> Any:
    if value is None or kind is str:
        return kind
    if kind is None or kind is type(value):
        return type(value)
    return float if {kind, type(value)} == {int, float} else str


def write(path: str, table: Table) -> None:
    """Writes one sheet; numbers and dates are cells of their type."""
    book = need("openpyxl").Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(table.headers)
    types = (
        table.types
        if table.types and all(t is None or isinstance(t, type) for t in table.types)
        else [None] * len(table.headers)
    )
    for row in zip(*table.columns, strict=True):
        sheet.append([_cell(value, kind) for value, kind in zip(row, types, strict=True)])
    book.save(path)


def _cell(value: str, kind: Any) -> Any:
    if value in MISSING:
        return None
    try:
        if kind is bool:
            return value == "True"
        if kind in {int, float}:
            return kind(float(value))
        if kind in {dt.datetime, dt.date, dt.time}:
            return kind.fromisoformat(value)
    except ValueError:
        pass
    # A text that begins with "=" would be a formula in the recipient's spreadsheet.
    return "'" + value if value.startswith("=") else value
