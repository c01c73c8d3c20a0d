"""Which parts of a text must not leave: what the detectors are at least fairly sure of, and whole columns of tables."""

from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence
from fumehood.core.source import Source
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detectors import exposed_in
from fumehood.exposure.view import View

_A_WARNING = "FHE304"
"""A mark of confidential material says something about the text around it; to replace the mark would hide that."""
Span = tuple[int, int, str]
"""Start, end, and the rule that calls it sensitive."""


def spans_in(text: str, path: str, language: str, regions: Sequence[str] = ()) -> list[Span]:
    """The secrets, personal data and names of the inside in a text that is about to be sent."""
    view = View.of(Source(path, text, language))
    view.regions = tuple(regions)
    found = list(_of(exposed_in(view, prompt=True)))
    if language == "csv":
        found += _cells(view)
    return found


def _of(candidates: list[Candidate]) -> Iterator[Span]:
    for one in candidates:
        if one.confidence is not Confidence.LOW and one.rule != _A_WARNING:
            for start, end in ((one.start, one.end), *one.also):
                if end > start:
                    yield start, end, one.rule


def _cells(view: View) -> Iterator[Span]:
    """The cells of all columns that hold personal data, also those below the sample that the columns are judged by."""
    from fumehood.exposure.personal import cells, table

    columns = {
        c.index: c.rule for c in table.find(view) if c.index >= 0 and c.confidence is not Confidence.LOW
    }
    if columns:
        for start, end, index in cells.spans_of(view.text, table.separator_of(view.text), list(columns)):
            yield start, end, columns[index]
