"""Tables about people: each column judged by its header and its values. One finding a column, never a value.

Headers mislead in both directions: `phone_type` holds no numbers, and identity numbers stand under `code`.
So the values must agree with the header, and strong values need no header.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.detect.names import Kind, name_of
from fumehood.exposure.detect.strength import looks_random
from fumehood.exposure.filters.dummy import is_dummy
from fumehood.exposure.filters.placeholder import is_stand_in, is_template
from fumehood.exposure.personal import free_text
from fumehood.exposure.personal.columns import (
    agrees,
    are_diagnoses,
    are_full_names,
    are_given_names,
    looks_like,
    races,
    strong_kind,
)
from fumehood.exposure.personal.header_stems import hints
from fumehood.exposure.personal.headers import kind_of, quasi_of
from fumehood.exposure.view import View
from fumehood.exposure.words import words

MOST_ROWS = 5000
MOST_COLUMNS = 20_000
_LONGEST_CELL = 300
_LONGEST_READ = 4_000_000
_SENSITIVE = {
    "national id": (Severity.HIGH, "FHE201"),
    "payment card": (Severity.HIGH, "FHE203"),
    "bank account": (Severity.MEDIUM, "FHE202"),
    "e-mail address": (Severity.MEDIUM, "FHE204"),
    "telephone number": (Severity.MEDIUM, "FHE205"),
    "name": (Severity.MEDIUM, "FHE206"),
    "surname": (Severity.MEDIUM, "FHE206"),
    "account or device": (Severity.LOW, "FHE215"),
    "date of birth": (Severity.MEDIUM, "FHE207"),
    "address": (Severity.MEDIUM, "FHE208"),
    "coordinates": (Severity.LOW, "FHE209"),
    "health": (Severity.MEDIUM, "FHE213"),
    "ethnicity, belief or orientation": (Severity.MEDIUM, "FHE213"),
    "IP address": (Severity.LOW, "FHE214"),
    "participant": (Severity.LOW, "FHE212"),
    "credentials": (Severity.HIGH, "FHE181"),
}


class Column(Struct, frozen=True, kw_only=True):
    """A column with personal data: its name as written, where the header stands, what it holds.

    `index` counts the columns from 0; a combination of several has -1.
    """

    rule: str
    name: str
    start: int
    end: int
    kind: str
    severity: Severity
    confidence: Confidence
    index: int = -1
    evidence: tuple[tuple[str, str], ...] = ()


class Table(Struct):
    """A sample of a table: headers with their place in the text, and columns of values."""

    headers: list[str]
    places: list[tuple[int, int]]
    columns: list[list[str]]
    rows: int


def read(text: str) -> Table | None:
    """The table in the text, or None when it is none (fewer than two rows, or rows of odd lengths)."""
    start = 1 if text.startswith("\ufeff") else 0
    head_end = _line_end(text, start)
    separator = separator_of(text)
    sample = io.StringIO(text[start : start + _LONGEST_READ], newline="")
    columns: list[list[str]] = []
    headers: list[str] = []
    rows = ragged = 0
    try:
        for row in csv.reader(sample, delimiter=separator):
            if not headers:
                headers = [h.strip() for h in row[:MOST_COLUMNS]]
                columns = [[] for _ in headers]
                continue
            if not row:
                continue
            rows += 1
            ragged += len(row) != len(headers)
            for column, value in zip(columns, row, strict=False):
                column.append(value[:_LONGEST_CELL].strip())
            if rows >= MOST_ROWS:
                break
    except csv.Error:
        ragged += 1
    if not headers or rows < 2 or ragged * 5 > rows + 5 or _is_data(headers):
        return None
    return Table(headers, _places(text, start, head_end, headers), columns, rows)


def find(view: View) -> Iterator[Column]:
    """The columns of the table that hold personal data, and its quasi-identifiers together."""
    table = read(view.text)
    if table is None:
        return
    people = 0
    triples = zip(table.headers, table.places, table.columns, strict=True)
    for index, (header, (start, end), values) in enumerate(triples):
        filled = [v for v in values if v]
        if len(filled) < 2:
            continue
        column = _column(index, header, (start, end), filled)
        if column is not None:
            people += 1
            yield column
    yield from _combined(table, people)


def _column(index: int, header: str, place: tuple[int, int], values: Sequence[str]) -> Column | None:
    kind, share = strong_kind(values)
    sure = Confidence.HIGH
    if not kind:
        kind, sure = _by_header(header, values)
    notes = False
    if not kind:
        kind, sure, notes = free_text.kind_in(values), Confidence.MEDIUM, True
    if not kind or (notes and kind == "name" and _PUBLIC.search(header)):
        return None
    severity, rule = _SENSITIVE[kind]
    if kind in {"participant", "coordinates", "IP address", "account or device"}:
        sure = Confidence.MEDIUM
    evidence = [("column", header), ("kind", kind), *([("valid", f"{share:.0%}")] if share else [])]
    if notes:
        evidence.append(("in", "free text"))
    return Column(
        rule=rule,
        name=header,
        start=place[0],
        end=place[1],
        kind=kind,
        severity=severity,
        confidence=sure,
        index=index,
        evidence=tuple(evidence),
    )


def _by_header(header: str, values: Sequence[str]) -> tuple[str, Confidence]:
    """The kind that the header promises, if the values agree."""
    kind = kind_of(header)
    if kind and agrees(kind, values) and (header.lower() != "race" or races(values)):
        return kind, Confidence.HIGH
    if header.lower() in _BARE_NAME and agrees("full name", values):
        return "name", Confidence.MEDIUM
    if not _PUBLIC.search(header):
        if are_full_names(values) or (are_given_names(values) and not kind_of(header)):
            return "name", Confidence.MEDIUM
        for hinted in hints(header):
            if looks_like(hinted, values):
                return hinted, Confidence.MEDIUM
    if are_diagnoses(values):
        return "health", Confidence.MEDIUM
    name = name_of(header)
    if name is not None and name.strong and all(len(v) >= 6 for v in values[:20]):
        real = [v for v in values[:20] if not (is_stand_in(v) or is_dummy(v) or is_template(v))]
        if len(real) * 2 > len(values[:20]) and (
            name.kind is Kind.PASSWORD or all(looks_random(v) for v in real)
        ):
            return "credentials", Confidence.MEDIUM
    return "", Confidence.LOW


_PUBLIC = pattern(
    r"(?i)author|source|reference|artist|director|composer|editor|actor|actress|writer|singer|player|athlete|president|autor|auteur|tekij|författ|forfatt|"
    r"city|town|country|state|place|county|region|street|station|airport|hurricane|storm|species|product|model|brand|title|film|song|book|ship"
)
"""Headers of names that are public, or no people's."""
_BARE_NAME = words("name nimi namn navn nafn nome naam contact person patient customer employee student")


def _combined(table: Table, people: int) -> Iterator[Column]:
    """Age, sex and postcode name nobody alone; k-anonymity tells how many rows nobody else is like."""
    quasi = [i for i, h in enumerate(table.headers) if quasi_of(h) and any(table.columns[i])]
    if len(quasi) < 3 or len({quasi_of(table.headers[i]) for i in quasi}) < 3:
        return
    groups: dict[tuple[str, ...], int] = {}
    for row in range(table.rows):
        key = tuple(table.columns[i][row] if row < len(table.columns[i]) else "" for i in quasi)
        groups[key] = groups.get(key, 0) + 1
    alone = sum(n for n in groups.values() if n == 1)
    if alone * 20 < table.rows:
        return
    first = quasi[0]
    start, end = table.places[first]
    yield Column(
        rule="FHE211",
        name=table.headers[first],
        start=start,
        end=end,
        kind="combination of quasi-identifiers",
        severity=Severity.MEDIUM if people or alone * 2 > table.rows else Severity.LOW,
        confidence=Confidence.MEDIUM,
        evidence=(
            ("columns", ", ".join(table.headers[i] for i in quasi)),
            ("rows_alone", f"{alone} of {table.rows}"),
            ("k", str(min(groups.values()))),
        ),
    )


def separator_of(text: str) -> str:
    """What stands between the cells of the first line: comma, semicolon, tab or bar."""
    head = text[: _line_end(text, 0)]
    return max(",;\t|", key=head.count)


def _is_data(headers: Sequence[str]) -> bool:
    """Whether the first row is data: numbers or addresses where words should be."""
    odd = sum(bool(re.fullmatch(r"[-+]?[\d.,]+|\S+@\S+\.\w+", h)) for h in headers)
    return odd * 2 > len(headers) or any(strong_kind([h, h])[0] for h in headers[:50])


def _line_end(text: str, start: int) -> int:
    ends = [i for i in (text.find("\n", start), text.find("\r", start)) if i >= 0]
    return min(ends) if ends else len(text)


def _places(text: str, start: int, end: int, headers: Sequence[str]) -> list[tuple[int, int]]:
    places, at = [], start
    for header in headers:
        found = text.find(header, at, end) if header else -1
        if found < 0:
            places.append((start, max(start + 1, min(end, start + 1))))
        else:
            places.append((found, found + len(header)))
            at = found + len(header)
    return places
