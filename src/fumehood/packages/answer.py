"""The verdict on one package name: what crosses the boundary of this package."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

VERDICTS = ("known", "unverified", "suspicious", "malicious", "absent", "unchecked")
BAD = frozenset({"suspicious", "malicious", "absent"})


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
