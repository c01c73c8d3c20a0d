"""What the truth of an expression says of other values: the effect of checks."""

from functools import partial
from typing import Final

from fumehood.code.flow.environment import Environment, changed
from fumehood.code.flow.template import cleared
from fumehood.code.flow.value import Value

Effect = tuple[Value, "frozenset[str] | Value"]
ALL: Final = frozenset({"all"})


class Condition:
    """The effects of a test on each of its edges: a value, and the categories cleared or what it equals."""

    __slots__ = ("false", "true")

    def __init__(self, true: tuple[Effect, ...] = (), false: tuple[Effect, ...] = ()) -> None:
        self.true = true
        self.false = false

    def inverted(self) -> "Condition":
        """The effects of `not test`."""
        return Condition(self.false, self.true)


def of(value: Value) -> Condition | None:
    """The effects that hang on the truth of `value`: what is empty does no harm."""
    if isinstance(value.local, Condition):
        return value.local
    return Condition(false=((value, ALL),)) if value.taints else None


def assume(environment: Environment, value: Value, truth: bool) -> None:
    """Refines `environment` by what holds when `value` is true (or false)."""
    condition = of(value)
    if condition is None:
        return
    for target, effect in condition.true if truth else condition.false:
        if isinstance(effect, Value):
            changed(environment, target, partial(_same, effect))
        else:
            changed(environment, target, partial(_cleared, effect))


def _same(effect: Value, _: Value) -> Value:
    return effect


def _cleared(tokens: frozenset[str], value: Value) -> Value:
    return cleared(value, tokens)


def both(conditions: "list[Condition | None]", truth: bool) -> Condition | None:
    """The effects of `a and b` (`truth` true) or `a or b` (false): all of them on the edge where all hold."""
    known = [c for c in conditions if c is not None]
    if not known:
        return None
    strong = tuple(e for c in known for e in (c.true if truth else c.false))
    weak = known[0] if len(known) == len(conditions) == 1 else None
    other = (weak.false if truth else weak.true) if weak else _common(conditions, truth)
    return Condition(strong, other) if truth else Condition(other, strong)


def _common(conditions: "list[Condition | None]", truth: bool) -> tuple[Effect, ...]:
    """What each of the tests alone would give on the edge where at least one of them decides."""
    if any(c is None for c in conditions):
        return ()
    sides = [(c.false if truth else c.true) for c in conditions if c is not None]
    out: list[Effect] = []
    for target, effect in sides[0]:
        tokens = frozenset() if isinstance(effect, Value) else effect
        if isinstance(effect, Value):
            tokens = ALL
        for side in sides[1:]:
            match = [e for t, e in side if t is target]
            if not match:
                tokens = frozenset()
                break
            one = ALL if isinstance(match[0], Value) else match[0]
            tokens = tokens if "all" in one else (one if "all" in tokens else tokens & one)
        if tokens:
            out.append((target, tokens))
    return tuple(out)
