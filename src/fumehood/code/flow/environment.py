"""Environments: what each name holds at one point of a function, and how ways come together."""

from collections.abc import Callable, Iterable
from typing import Final

from fumehood.code.flow.value import UNKNOWN, Value, join, merged_taints

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


def changed(environment: Environment, target: Value, change: Callable[[Value], Value]) -> None:
    """Applies `change` wherever the environment holds `target`: under any name, or as a piece of a text."""
    root = target.root
    for name, value in environment.items():
        if value.root is root:
            environment[name] = change(value)
        elif value.parts and any(isinstance(part, Value) and part.root is root for part in value.parts):
            parts = tuple(
                change(part) if isinstance(part, Value) and part.root is root else part
                for part in value.parts
            )
            taints = merged_taints(*(part.taints for part in parts if isinstance(part, Value)))
            environment[name] = value.copy(parts=parts, taints=taints)


def forget(environment: Environment, name: str) -> None:
    """Removes what is known of the attributes of `name` when it gets a new value."""
    prefix = name + "."
    for key in [key for key in environment if key.startswith(prefix)]:
        del environment[key]


def get(environment: Environment, name: str) -> Value:
    """The value of a name, `UNKNOWN` when there is none."""
    return environment.get(name, UNKNOWN)
