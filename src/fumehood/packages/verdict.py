"""The verdict on one package name: what it is, why, and what was probably meant."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from fumehood.packages.names import normalise

if TYPE_CHECKING:
    from fumehood.packages.index import Index

VERDICTS = ("known", "unverified", "suspicious", "malicious", "absent", "unchecked")
BAD = frozenset({"suspicious", "malicious", "absent"})
_NONE: Mapping[str, str] = MappingProxyType({})


class Reason(Struct, frozen=True):
    """Why: a stable kebab-case code, and one sentence without a full stop."""

    code: str
    message: str


class Answer(Struct, frozen=True, kw_only=True):
    """What is known of one name. `name` is spelled as it was asked for.

    `verdict` is one of `VERDICTS`; `suggestions` name what was probably meant, best first; `facts` hold
    what the lists say: `as_of`, `month` (last release), `rank` or `downloads`, and what a live index added.
    """

    name: str
    ecosystem: str = "pypi"
    verdict: str
    reasons: tuple[Reason, ...] = ()
    suggestions: tuple[str, ...] = ()
    facts: Mapping[str, Any] = {}


class Judge:
    """Answers offline, from the bundled index, which is opened at the first question.

    `known` are normalised names that the user's own lock vouches for, `malicious` maps normalised names
    to why they are on the user's list, `private` are patterns (`corp-*`) of names that live on a private
    index, and `today` makes answers say when the list is old.
    """

    def __init__(
        self,
        index: "Index | None" = None,
        *,
        known: Collection[str] = (),
        malicious: Mapping[str, str] = _NONE,
        private: Sequence[str] = (),
        today: date | None = None,
    ) -> None:
        self._index = index
        self._known = known
        self._malicious = malicious
        self._private = private
        self._today = today

    def answer(self, name: str, ecosystem: str = "pypi") -> Answer:
        """The verdict on `name`."""
        reason = Reason("index-unreadable", f"{normalise(name, ecosystem)} could not be looked up")
        return Answer(name=name, ecosystem=ecosystem, verdict="unchecked", reasons=(reason,))
