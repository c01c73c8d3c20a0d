"""Text tables: separated by comma, semicolon, tab or bar; with or without a byte-order mark."""

import csv
from collections.abc import Iterable
from typing import Any

from fumehood.core.errors import UsageError
from fumehood.exposure.synth.table import Table

HEAD = 100_000  # characters that tell how a table is written


def read(path: str) -> Table:
    """The table in a text file in UTF-8, else Windows-1252.

    Raises:
        UsageError: it is binary, or a row has more or fewer cells than the header.
    """
    with open(path, "rb") as handle:
        raw = handle.read()
    if b"\0" in raw[:1_000_000]:
        raise UsageError(f"{path} is binary, not a table in text", "save it as CSV in UTF-8")
    try:
        text, encoding = raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text, encoding = raw.decode("cp1252", "replace"), "cp1252"
    head = text[:HEAD]
    dialect = dialect_of(path, head, encoding)
    text = text.removeprefix("\ufeff")
    separator = dialect["separator"]
    rows = _rows(text, separator, path)
    headers = rows[0] if rows else []
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(headers):
            raise UsageError(
                f"{path}: row {number} has {len(row)} cells, the header has {len(headers)}",
                "a separator inside a value needs quotes around it",
            )
    columns = [list(column) for column in zip(*rows[1:], strict=True)] or [[] for _ in headers]
    return Table(headers, columns, dialect, [])


def dialect_of(path: str, head: str, encoding: str) -> dict[str, Any]:
    """How the table is written, by the beginning of its text."""
    first = head.removeprefix("\ufeff").partition("\n")[0]
    separator = "\t" if path.lower().endswith(".tsv") else max(",;\t|", key=first.count)
    quoted = first.count('"') >= 2 * (first.count(separator) + 1)
    return {
        "separator": separator,
        "end": "\r\n" if "\r\n" in head else "\n",
        "mark": head.startswith("\ufeff"),
        "encoding": encoding,
        "quote": csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    }


def _rows(text: str, separator: str, path: str) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(_lines(text), delimiter=separator, strict=True))
    except csv.Error as error:
        raise UsageError(f"{path} is no well-formed table: {error}", "check its quotes") from None
    return [row for row in rows if row]


def _lines(text: str) -> list[str]:
    """Lines with their ends; only these end a line in CSV (RFC 4180), not every break that Unicode knows."""
    return [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def write(path: str, table: Table) -> None:
    """Writes the table as it was separated, quoted and encoded when it was read."""
    write_parts(path, table.headers, table.dialect, [table])


def write_parts(path: str, headers: list[str], dialect: dict[str, Any], parts: Iterable[Table]) -> None:
    """Writes a table that comes in parts."""
    with open(path, "w", encoding=dialect.get("encoding", "utf-8"), errors="replace", newline="") as handle:
        if dialect.get("mark"):
            handle.write("\ufeff")
        writer = csv.writer(
            handle,
            delimiter=dialect.get("separator", ","),
            lineterminator=dialect.get("end", "\n"),
            quoting=dialect.get("quote", csv.QUOTE_MINIMAL),
        )
        writer.writerow(headers)
        for part in parts:
            writer.writerows(zip(*part.columns, strict=True))
