"""Where the cells of a delimited table stand in its text (RFC 4180), so that one can be replaced and the rest stays."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from fumehood.core.patterns import pattern

if TYPE_CHECKING:
    import re

_LINES = pattern(r"[^\r\n]+")


def rows(text: str, separator: str) -> Iterator[list[tuple[int, int]]]:
    """The spans of the cells of each row that is not empty, inside their quotes, the header first."""
    at = 1 if text.startswith("\ufeff") else 0
    if '"' not in text:
        for line in _LINES.finditer(text, at):
            yield _plain(line[0], line.start(), separator)
        return
    cell = _cell(separator)
    row: list[tuple[int, int]] = []
    while at < len(text):
        found = cell.match(text, at)
        if found is None:  # every text has a cell of no length
            return
        row.append(found.span("quoted") if found["quoted"] is not None else found.span("plain"))
        at = found.end()
        if not found["end"]:
            if len(row) > 1 or row[0][1] > row[0][0]:
                yield row
            row = []
            at += 1 + (text[at : at + 2] == "\r\n")
    if row:
        yield row


def _plain(line: str, start: int, separator: str) -> list[tuple[int, int]]:
    spans = []
    for part in line.split(separator):
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return spans


@lru_cache(maxsize=8)
def _cell(separator: str) -> "re.Pattern[str]":
    import re

    one = re.escape(separator)
    return re.compile(
        rf'(?:"(?P<quoted>(?:[^"]|"")*)"?[^{one}\r\n]*|(?P<plain>[^{one}\r\n]*))(?P<end>{one}?)'
    )


def spans_of(text: str, separator: str, columns: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The cells of these columns below the header that are not empty: start, end, column."""
    lines = rows(text, separator)
    next(lines, None)
    for row in lines:
        for column in columns:
            if column < len(row):
                start, end = row[column]
                while start < end and text[start].isspace():
                    start += 1
                while end > start and text[end - 1].isspace():
                    end -= 1
                if end > start:
                    yield start, end, column
