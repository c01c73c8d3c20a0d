"""One line of a file, made fit to show: secrets covered, deceptive characters visible, long lines cut.

Marks (the spans of findings) go in as columns of the file and come out as indices into the shown text.
"""

from bisect import bisect_right
from typing import NamedTuple

from fumehood.core.source import Source
from fumehood.report.redaction import Redaction
from fumehood.report.safe import replacements
from fumehood.report.width import TAB, cells

ELLIPSIS = "…"
_AROUND = 2048  # characters on either side that masking sees, so that a secret is known by its whole


class Shown(NamedTuple):
    """A line as it is shown, and where each mark lies in it (`end` is exclusive, never before `start`)."""

    text: str
    marks: tuple[tuple[int, int], ...]


def line_bounds(source: Source, number: int) -> tuple[int, int]:
    """Where the 1-based line begins and ends in the text, its line end left out; empty past the last line."""
    starts = source.line_starts
    if number > len(starts):
        return len(source.text), len(source.text)
    begin = starts[number - 1]
    end = starts[number] if number < len(starts) else len(source.text)
    while end > begin and source.text[end - 1] in "\r\n":
        end -= 1
    return begin, end


def shown_line(
    redaction: Redaction, source: Source, number: int, marks: list[tuple[int, int]], room: int
) -> Shown:
    """The line in at most `room` cells, with the first mark in sight.

    `marks` are columns counted from 0; they are clamped to the line.
    """
    begin, end = line_bounds(source, number)
    size = end - begin
    spans = [(min(a, size), min(max(a, b), size)) for a, b in marks]
    first = spans[0][0] if spans else 0
    low, high = max(0, first - _AROUND), min(size, first + room + _AROUND)
    raw = source.text[begin + low : begin + high]
    masked = redaction.excerpt(source.path, begin + low, begin + high)
    moved = [tuple(_aligned(raw, masked, p - low) for p in span) for span in spans]
    if len(masked) <= room and masked.isascii() and masked.isprintable() and (low, high) == (0, size):
        return Shown(masked, tuple((a, b) for a, b in moved))
    return _window(masked, [(a, b) for a, b in moved], room, more=(low > 0, high < size))


def _aligned(raw: str, masked: str, at: int) -> int:
    """Where position `at` of `raw` lies in `masked`, whose middle may have another length."""
    at = min(max(0, at), len(raw))
    grown = len(masked) - len(raw)
    if grown == 0:
        return at
    same = next(
        (i for i, (a, b) in enumerate(zip(raw, masked, strict=False)) if a != b), min(len(raw), len(masked))
    )
    tail = 0
    while tail < min(len(raw), len(masked)) - same and raw[-1 - tail] == masked[-1 - tail]:
        tail += 1
    if at <= same:
        return at
    return at + grown if at >= len(raw) - tail else min(max(same, at), len(masked) - tail)


def _window(text: str, marks: list[tuple[int, int]], room: int, more: tuple[bool, bool]) -> Shown:
    """The part of `text` around the first mark that fits into `room` cells, made harmless to show.

    `more` says whether the line goes on before and after `text`.
    """
    first = marks[0][0] if marks else 0
    low, high = max(0, first - 2 * room), min(len(text), first + 2 * room)
    shown, positions = _harmless(text[low:high])
    before, after = more[0] or low > 0, more[1] or high < len(text)
    placed = [
        (positions[_within(a - low, positions)], positions[_within(b - low, positions)]) for a, b in marks
    ]
    start, end = placed[0] if placed else (0, 0)
    left = 0
    if before or cells(shown[:end]) >= room:  # rather the beginning of the mark than its end
        ahead = max(room // 4, (room - cells(shown[start:end])) // 2)
        left = start - len(_last(shown[:start], ahead))
        before = before or left > 0
    shown = ELLIPSIS * before + shown[left:]
    if after or cells(shown) > room:
        shown = _first(shown, room - 1) + ELLIPSIS

    def place(at: int) -> int:
        return min(max(0, at - left) + before, len(shown))

    return Shown(shown, tuple((place(a), place(b)) for a, b in placed))


def _within(at: int, positions: list[int]) -> int:
    return min(max(0, at), len(positions) - 1)


def _first(text: str, room: int) -> str:
    text = text[:room]
    while (over := cells(text) - room) > 0:
        text = text[: -max(1, over // 2)]
    return text


def _last(text: str, room: int) -> str:
    text = text[max(0, len(text) - room) :]
    while (over := cells(text) - room) > 0:
        text = text[max(1, over // 2) :]
    return text


def _harmless(text: str) -> tuple[str, list[int]]:
    """The text made safe with tabs as spaces, and for each index of the old text (and its end) the new one."""
    if text.isascii() and text.isprintable():
        return text, list(range(len(text) + 1))
    changes = [(a, b, TAB if new == "\\t" else new) for a, b, new in replacements(text)]
    starts = [a for a, _, _ in changes]
    out, at = [], 0
    for a, b, new in changes:
        out += [text[at:a], new]
        at = b
    out.append(text[at:])
    grown = [0]
    for a, b, new in changes:
        grown.append(grown[-1] + len(new) - (b - a))
    positions = [i + grown[bisect_right(starts, i - 1)] if i else 0 for i in range(len(text) + 1)]
    return "".join(out), positions
