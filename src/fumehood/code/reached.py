"""What a rule is asked to judge: data of one origin that reaches a sink, and how it is framed there."""

import ast
from typing import Any

from msgspec import Struct

from fumehood.code.flow.scope import Function
from fumehood.code.flow.value import FETCHED, HANDED, Origin, Taint, Value
from fumehood.core.finding import Confidence, Severity

LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH


class Verdict(Struct, frozen=True):
    """A rule's answer: what is wrong and how sure it is."""

    message: str
    confidence: Confidence
    severity: Severity | None = None


class Hole:
    """A place in a string where data stands: the literal text before and after it."""

    __slots__ = ("after", "before", "is_first", "taint")

    def __init__(self, before: str, after: str, taint: Taint, *, is_first: bool) -> None:
        self.before = before
        self.after = after
        self.taint = taint
        self.is_first = is_first

    def lacks(self, *texts: str) -> bool:
        """Whether the data cannot hold any of these texts."""
        return all(any(f"no:{t}" in self.taint.cleared for t in (text, *_longer(text))) for text in texts)


def _longer(text: str) -> tuple[str, ...]:
    return tuple(text) if len(text) > 1 else ()


class Reached:
    """Data of one origin in the argument of a sink."""

    __slots__ = ("argument", "function", "hit", "holes", "model", "node", "place", "taint", "value")

    def __init__(self, hit: Any, taint: Taint, place: Origin) -> None:
        self.hit = hit
        self.model = hit.model
        self.node: ast.AST = hit.node
        self.argument: ast.AST = hit.argument
        self.function: Function | None = hit.function
        self.value: Value = hit.value
        self.taint = taint
        self.place = place
        self.holes = list(_holes(hit.value, taint, place))

    @property
    def kind(self) -> str:
        """The kind of the origin: web, argv, input, environment, network, parameter, field, weak-random."""
        return self.taint.origin.kind

    @property
    def label(self) -> str:
        """The origin in words."""
        origin = self.taint.origin
        return f"parameter `{origin.label}`" if origin.kind == "parameter" else origin.label

    @property
    def is_outside(self) -> bool:
        """Whether the data comes from somebody else: a request, a network peer."""
        return self.kind in ("web", "network")

    @property
    def is_whole(self) -> bool:
        """Whether the data is the whole argument, with nothing around it."""
        return all(not h.before and not h.after for h in self.holes)

    @property
    def is_transformed(self) -> bool:
        """Whether unknown functions may have made something else of the data."""
        return any(not name.startswith(FETCHED) for name in self.taint.via)

    @property
    def trusted(self) -> Confidence:
        """The confidence that the origin alone gives."""
        if self.kind in ("web", "network"):
            return LOW if HANDED in self.taint.via else MEDIUM if self.taint.vague else HIGH
        if self.kind in ("argv", "input", "parameter"):
            return LOW if self.taint.vague > 1 or (self.taint.vague and self.kind == "parameter") else MEDIUM
        return LOW


def _holes(value: Value, taint: Taint, place: Origin) -> "list[Hole]":
    if not value.parts:
        return [Hole("", "", taint, is_first=True)]
    holes: list[Hole] = []
    for i, part in enumerate(value.parts):
        if isinstance(part, str):
            continue
        mine = next((t for t in part.taints if t.origin is place), None)
        if mine is None:
            continue
        before = "".join(p if isinstance(p, str) else "\ufffc" for p in value.parts[:i])
        after = "".join(p if isinstance(p, str) else "\ufffc" for p in value.parts[i + 1 :])
        holes.append(Hole(before, after, mine, is_first=i == 0))
    return holes or [Hole("", "", taint, is_first=True)]
