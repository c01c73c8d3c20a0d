"""Contacts are reported together: a list of a thousand addresses is one leak, with a thousand places."""

from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.view import View

PRIORITY = 10
_MOST = 2000


def apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, without those that begin inside an earlier one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def together(
    view: View, rule: str, label: str, spans: Sequence[tuple[int, int]], *, sure: bool
) -> Iterator[Candidate]:
    """One candidate for all the spans. Three different values are sure in any case."""
    if not spans:
        return
    distinct = len({view.text[a:b].lower() for a, b in spans})
    start, end = spans[0]
    yield Candidate(
        rule=rule,
        start=start,
        end=end,
        label=label,
        severity=Severity.MEDIUM if distinct >= 10 and not sure else Severity.LOW,
        confidence=Confidence.MEDIUM if sure or distinct >= 3 else Confidence.LOW,
        priority=PRIORITY,
        also=tuple(spans[1:_MOST]),
        evidence=(("count", str(distinct)),),
    )
