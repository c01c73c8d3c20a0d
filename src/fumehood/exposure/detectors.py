"""The detectors by topic, with the literals that call them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from fumehood.exposure.candidate import Candidate, without_overlaps
from fumehood.exposure.detect import assignment, provider
from fumehood.exposure.view import View

Detector = Callable[[View, Sequence[int]], Iterator[Candidate]]

_DETECTORS: Mapping[str, tuple[Detector, Sequence[str]]] = MappingProxyType(
    {
        "assignment": (assignment.find, assignment.WORDS),
    }
)
TOPICS: Mapping[str, Sequence[str]] = MappingProxyType(
    {topic: words for topic, (_, words) in _DETECTORS.items()}
)
"""The literals of each detector, in lower case."""


def secrets_in(view: View) -> list[Candidate]:
    """All candidates of all detectors in the text, without overlaps, in the order of the text."""
    from fumehood.exposure.prefilter import prefilter

    found: list[Candidate] = []
    for owner, positions in prefilter().hits(view.lower).items():
        if isinstance(owner, int):
            found += provider.find(view, owner, positions)
        else:
            found += _DETECTORS[owner][0](view, positions)
    return without_overlaps(found) if len(found) > 1 else found
