"""Code frames without any markup: which lines of which files a finding shows, and what is marked in them.

The text writer draws carets under the marks, the page highlights them.
"""

from typing import NamedTuple

from fumehood.core.finding import Finding, Location
from fumehood.core.source import Source
from fumehood.report.excerpt import line_bounds, shown_line
from fumehood.report.redaction import Redaction

_WHOLE = 4  # a span of so many lines is shown whole; of a longer one only the ends
_STEPS = 12  # more stations of a flow than this are counted, not drawn


class Mark(NamedTuple):
    """A marked part of a shown line, as indices into its text; `primary` is the finding's own place."""

    start: int
    end: int
    label: str
    primary: bool


class Row(NamedTuple):
    """A shown line; `number` is None for the gap between two lines that are not neighbours."""

    number: int | None
    text: str = ""
    marks: tuple[Mark, ...] = ()


class Section(NamedTuple):
    """The rows of one file. `gone` says that the file could not be read again (then there are no rows)."""

    path: str
    line: int
    column: int
    rows: tuple[Row, ...]
    gone: bool


class _Span(NamedTuple):
    location: Location
    label: str
    primary: bool


def sections(redaction: Redaction, finding: Finding, label: str, room: int, around: int = 0) -> list[Section]:
    """The finding's frame, its own file first, then the other files of its flow.

    `label` stands under the finding's own place, `room` is the width of a line in cells, `around` the
    number of lines shown before and after each place.
    """
    groups: dict[str, list[_Span]] = {}
    for span in _spans(redaction, finding, label):
        groups.setdefault(span.location.path, []).append(span)
    found = []
    for path, spans in groups.items():
        source = redaction.source(path)
        rows = () if source is None else tuple(_rows(redaction, source, spans, room, around))
        found.append(Section(path, spans[0].location.line, spans[0].location.column, rows, source is None))
    return found


def more_steps(finding: Finding) -> int:
    """How many stations of the flow the frame leaves out."""
    return max(0, len(finding.flow) - _STEPS)


def _spans(redaction: Redaction, finding: Finding, label: str) -> list[_Span]:
    own, steps, flow = finding.location, [], finding.flow
    for number, step in enumerate(flow, 1):
        if len(flow) > _STEPS and _STEPS // 2 < number <= len(flow) - _STEPS // 2:
            continue
        message = redaction.text(step.location.path, step.message)
        text = f"({number}) {message}" if len(flow) > 1 else message
        if _same_place(step.location, own, last=number == len(flow)):
            label = text
        else:
            steps.append(_Span(step.location, text, primary=False))
    return [_Span(own, label, primary=True), *steps]


def _same_place(step: Location, own: Location, *, last: bool) -> bool:
    """Whether a step needs no mark beside the finding's: it is the same span, or the end of the flow inside it."""
    if step.path != own.path or step.line != own.line:
        return False
    inside = own.start <= step.start and step.end <= own.end
    return (step.start, step.end) == (own.start, own.end) or (last and inside)


def _rows(redaction: Redaction, source: Source, spans: list[_Span], room: int, around: int) -> list[Row]:
    total = len(source.line_starts) - (
        source.line_starts[-1] == len(source.text)
    )  # no line after the last line end
    marked: dict[int, list[tuple[int, int, str, bool]]] = {}
    for span in spans:
        for line, start, end, label in _lines(source, span):
            marked.setdefault(line, []).append((start, end, label, span.primary))
    numbers = set(marked)
    for line in marked:
        numbers.update(n for n in range(line - around, line + around + 1) if 1 <= n <= total)
    rows: list[Row] = []
    previous = None
    for number in sorted(numbers):
        if previous is not None and number > previous + 1:
            # one line between two others takes no more room than the gap that would stand for it
            rows += _line(redaction, source, number - 1, [], room) if number == previous + 2 else [Row(None)]
        rows += _line(redaction, source, number, marked.get(number, []), room)
        previous = number
    return rows


def _lines(source: Source, span: _Span) -> list[tuple[int, int, int, str]]:
    """The lines of a span that are marked: number, first column from 0, end column, label (on the last)."""
    where = span.location
    if where.line > len(source.line_starts):
        return []
    first, last = where.line, min(max(where.line, where.end_line), len(source.line_starts))
    if first == last:
        return [(first, where.column - 1, where.end_column - 1, span.label)]
    numbers = range(first, last + 1) if last - first < _WHOLE else (first, last)
    found = []
    for number in numbers:
        begin, end = line_bounds(source, number)
        indent = _indent(source.text, begin, end)
        start = where.column - 1 if number == first else indent
        stop = where.end_column - 1 if number == last else end - begin
        if stop > start:
            found.append((number, start, stop, ""))
    if not found:
        return [(first, where.column - 1, where.column - 1, span.label)]
    found[-1] = (*found[-1][:3], span.label)
    return found


def _indent(text: str, begin: int, end: int) -> int:
    at = begin
    while at < end and text[at] in " \t":
        at += 1
    return at - begin if at < end else 0


def _line(
    redaction: Redaction, source: Source, number: int, marks: list[tuple[int, int, str, bool]], room: int
) -> list[Row]:
    """The line with its marks; a long line comes once for each mark that does not fit beside the first."""
    marks = sorted(marks, key=lambda m: not m[3])  # the finding's own first, then in the order of the flow
    begin, end = line_bounds(source, number)
    if len(marks) > 1 and end - begin > room:
        first = marks[0]
        near = [m for m in marks if m is first or abs(m[0] - first[0]) < room // 4]
        far = [m for m in marks if m not in near]
        return [_row(redaction, source, number, group, room) for group in (near, *([m] for m in far))]
    return [_row(redaction, source, number, marks, room)]


def _row(
    redaction: Redaction, source: Source, number: int, marks: list[tuple[int, int, str, bool]], room: int
) -> Row:
    shown = shown_line(redaction, source, number, [(a, b) for a, b, _, _ in marks], room)
    placed = [
        Mark(a, b, label, primary) for (a, b), (_, _, label, primary) in zip(shown.marks, marks, strict=True)
    ]
    return Row(number, shown.text, tuple(placed))
