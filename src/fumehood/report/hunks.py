"""What a fix changes, line by line: a small diff of each place, made from its edits alone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from fumehood.core.finding import Edit
from fumehood.core.source import Source


class Hunk(NamedTuple):
    """The lines of a file that neighbouring edits touch: first line (1-based), what they say, what they will say."""

    path: str
    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


def hunks(source: Source, edits: Iterable[Edit]) -> Iterator[Hunk]:
    """The changes of `edits` (all of this file) in the order of the file; none where an edit lies outside it."""
    raw = source.raw
    wanted = sorted(edits, key=lambda e: (e.start, e.end))
    if any(not 0 <= e.start <= e.end <= len(raw) for e in wanted):
        return
    group: list[Edit] = []
    reach = -1
    for edit in wanted:
        begin = raw.rfind(b"\n", 0, edit.start) + 1
        if group and begin > reach:
            yield _hunk(source, group)
            group = []
        group.append(edit)
        reach = max(reach, _line_end(raw, edit.end))
    if group:
        yield _hunk(source, group)


def _line_end(raw: bytes, at: int) -> int:
    found = raw.find(b"\n", at)
    return len(raw) if found < 0 else found


def _hunk(source: Source, edits: Sequence[Edit]) -> Hunk:
    raw = source.raw
    begin = raw.rfind(b"\n", 0, edits[0].start) + 1
    end = max(_line_end(raw, e.end) for e in edits)
    after, at = b"", begin
    for edit in edits:
        after += raw[at : edit.start] + edit.text.encode("utf-8", "surrogatepass")
        at = max(at, edit.end)
    after += raw[at:end]
    old, new = _lines(raw[begin:end]), _lines(after)
    line = raw.count(b"\n", 0, begin) + 1
    while old and new and old[0] == new[0]:  # lines that only stood between two edits
        old, new, line = old[1:], new[1:], line + 1
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return Hunk(source.path, line, tuple(old), tuple(new))


def _lines(raw: bytes) -> list[str]:
    return [line.removesuffix("\r") for line in raw.decode("utf-8", "replace").split("\n")]
