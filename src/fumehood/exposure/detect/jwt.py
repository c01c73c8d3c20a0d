"""JSON Web Tokens: three parts, of which the first says that it is one."""

from collections.abc import Iterator, Sequence

from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.confirm import CHECKS
from fumehood.exposure.filters.dummy import is_dummy
from fumehood.exposure.filters.published import is_published
from fumehood.exposure.view import View

WORDS = ("eyj",)
PRIORITY = 55
_JWT = pattern(
    r"eyJ[A-Za-z0-9_-]{8,3000}\.eyJ[A-Za-z0-9_-]{6,8000}\.[A-Za-z0-9_/+=-]{20,1500}(?![A-Za-z0-9_-])"
)
_BEFORE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")


def find(view: View, positions: Sequence[int]) -> Iterator[Candidate]:
    """The tokens that begin at `positions`."""
    done = -1
    for position in positions:
        if position < done or (
            position and view.text[position - 1] in _BEFORE and view.text[position - 2] != "\\"
        ):
            continue
        found = _JWT.match(view.text, position)
        if found is None:
            continue
        done = found.end()
        holds, facts = CHECKS["jwt"](found[0])
        signature = found[0].rpartition(".")[2]
        if not holds or is_dummy(signature) or is_published(found[0]):
            continue
        yield Candidate(
            rule="FHE190",
            start=position,
            end=found.end(),
            label="JSON web token",
            severity=Severity.MEDIUM,
            confidence=Confidence.HIGH,
            priority=PRIORITY,
            evidence=facts,
        )
