"""A possible secret: where it is, what it looks like, and how sure its detector is."""

from msgspec import Struct
from msgspec.structs import replace

from fumehood.core.finding import Confidence, Severity

MADE_UP = "made up"
"""`evidence["value"]` of a token of an exact form whose body nobody uses: one letter over and over."""


class Candidate(Struct, frozen=True, kw_only=True):
    """A span of the text that a detector takes for a secret.

    `start` and `end` bound the value itself; `extent` is the location to report where that is wider (a
    whole private key). The first `shown` characters are the vendor's and may be printed. `priority`
    settles overlaps: the higher one stays. `evidence` never holds a value.
    """

    rule: str
    start: int
    end: int
    label: str
    severity: Severity
    confidence: Confidence
    priority: int = 0
    shown: int = 0
    extent: tuple[int, int] | None = None
    evidence: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[int, int], ...] = ()


def without_overlaps(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates in the order of the text; where two overlap, the one of higher priority, then the longer."""
    kept: list[Candidate] = []
    from bisect import bisect_left, insort

    ranked = sorted(
        candidates, key=lambda c: (-c.priority, -c.confidence.rank, c.start - c.end, c.start, c.rule)
    )
    taken: list[tuple[int, int]] = []
    for one in ranked:
        first = one
        for start, end in ((one.start, one.end), *one.also):
            i = bisect_left(taken, (start, end))
            if not ((i < len(taken) and taken[i][0] < end) or (i > 0 and taken[i - 1][1] > start)):
                break
        else:
            continue
        if start != one.start:  # its first place is another's: the others stay all the same
            first = replace(one, start=start, end=end, also=one.also[one.also.index((start, end)) + 1 :])
        insort(taken, (start, end))
        kept.append(first)
    kept.sort(key=lambda c: (c.start, c.end))
    return kept
