"""Environments: what each name holds at one point of a function, and how ways come together."""

from collections.abc import Iterable
from typing import Final

from fumehood.code.flow.value import UNKNOWN, Value, join

Environment = dict[str, Value]
MOST_NAMES: Final = 2000


def joined(environments: Iterable[Environment]) -> Environment | None:
    """What holds where these ways meet; None when there is no way at all.

    The first environment is changed in place where that is possible: pass copies.
    """
    result: Environment | None = None
    for environment in environments:
        if result is None:
            result = environment
        elif environment is not result:
            _join_into(result, environment)
    return result


def _join_into(target: Environment, other: Environment) -> None:
    for name, value in other.items():
        old = target.get(name)
        if old is value:
            continue
        if old is None:
            target[name] = value
        else:
            new = join(old, value)
            if new is not old:
                target[name] = new


def same(a: Environment, b: Environment) -> bool:
    """Whether `b` adds nothing to `a` (by identity of the values)."""
    return len(a) == len(b) and all(b.get(name) is value for name, value in a.items())


def replaced(environment: Environment, old: Value, new: Value) -> None:
    """Puts `new` wherever the environment holds `old`, also as a piece of a longer string."""
    for name, value in environment.items():
        if value is old:
            environment[name] = new
        elif value.parts and any(part is old for part in value.parts):
            parts = tuple(new if part is old else part for part in value.parts)
            taints = {id(t.origin): t for t in value.taints}
            others = {
                id(t.origin)
                for part in parts
                if isinstance(part, Value) and part is not new
                for t in part.taints
            }
            for taint in new.taints:
                if id(taint.origin) not in others:
                    taints[id(taint.origin)] = taint
            environment[name] = value.copy(parts=parts, taints=tuple(taints.values()))


def forget(environment: Environment, name: str) -> None:
    """Removes what is known of the attributes of `name` when it gets a new value."""
    prefix = name + "."
    for key in [key for key in environment if key.startswith(prefix)]:
        del environment[key]


def get(environment: Environment, name: str) -> Value:
    """The value of a name, `UNKNOWN` when there is none."""
    return environment.get(name, UNKNOWN)
