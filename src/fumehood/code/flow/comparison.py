"""Comparisons: folded where constant, and what each edge says of the values compared."""

import ast
from typing import Any, Final

from fumehood.code.flow import constants
from fumehood.code.flow.condition import ALL, Condition, Effect
from fumehood.code.flow.scope import Frame
from fumehood.code.flow.value import UNKNOWN, Value

_URL: Final = frozenset({"redirect", "url"})
_PATH: Final = frozenset({"path"})


def compare(frame: Frame, node: Any) -> Value:
    """The value of a comparison, with the effects of its truth."""
    left = frame.module.evaluate(frame, node.left)
    result: tuple[Any, ...] = (True,)
    effects: Condition | None = None
    for op, comparator in zip(node.ops, node.comparators, strict=True):
        right = frame.module.evaluate(frame, comparator)
        frame.module.on_compare(frame, node, op, left, right)
        one = _folded(type(op), left, right)
        result = () if not one or not result else tuple({a and b for a in result for b in one})
        if len(node.ops) == 1 and (left.taints or right.taints):
            effects = _effects(op, left, right)
        left = right
    if not result and effects is None:
        return UNKNOWN
    return Value(constants=result, local=effects)


def _folded(op: type[ast.cmpop], left: Value, right: Value) -> tuple[Any, ...]:
    if left.constants and right.constants:
        return constants.compare(op, left.constants, right.constants)
    container = right.items
    if op in (ast.In, ast.NotIn) and left.is_constant and container is not None and not right.taints:
        if all(i.is_constant for i in container):
            inside = any(i.constant == left.constant for i in container)
            return (inside is (op is ast.In),)
        return ()
    if op in (ast.Is, ast.IsNot, ast.Eq, ast.NotEq) and right.constants == (None,) and left.parts:
        return (op in (ast.IsNot, ast.NotEq),)
    text = left.text
    if op is ast.In and text is not None and not right.constants:
        return (True,) if any(isinstance(p, str) and text in p for p in right.parts) else ()
    return ()


def _effects(op: ast.cmpop, left: Value, right: Value) -> Condition | None:
    """What the truth of `left op right` says, one of which holds data from outside."""
    true: list[Effect] = []
    false: list[Effect] = []
    if isinstance(op, ast.Eq | ast.Is | ast.NotEq | ast.IsNot):
        equal = true if isinstance(op, ast.Eq | ast.Is) else false
        for value, other in ((left, right), (right, left)):
            if value.keys is not None and "lacking" in value.keys:
                if other.constants and other.constants == value.keys["when"].constants:
                    equal += _lacks(value)
            elif value.taints and not other.taints:
                equal += _equality(value, other)
    elif isinstance(op, ast.In | ast.NotIn):
        inside, outside = (true, false) if isinstance(op, ast.In) else (false, true)
        if left.taints and not right.taints:
            inside += _membership(left)
        if right.keys is not None and "root of" in right.keys and not left.taints:
            inside.append((right.keys["root of"], _PATH))
        if left.text and right.taints:
            whole = right.keys.get("inside of") if right.keys is not None else None
            token = f"no:{left.text}" if whole is None else f"inner-no:{left.text}"
            outside.append((right if whole is None else whole, frozenset({token})))
    elif isinstance(op, ast.Lt | ast.GtE) and right.constant == 0 and left.keys and "lacking" in left.keys:
        (true if isinstance(op, ast.Lt) else false).extend(_lacks(left))
    return Condition(tuple(true), tuple(false)) if true or false else None


def _lacks(value: Value) -> list[Effect]:
    """`text.find(x) == -1`, `text.count(x) == 0`: what was looked for is not there."""
    keys = value.keys or {}
    return [(keys["lacking"], frozenset({f"no:{keys['wanted'].text}"}))]


def _equality(value: Value, other: Value) -> list[Effect]:
    special = _special(value)
    if special is not None:
        return special
    if other.is_constant:
        return [(value, Value(constants=other.constants))]
    return [(value, ALL)]


def _membership(value: Value) -> list[Effect]:
    special = _special(value)
    return special if special is not None else [(value, ALL)]


def _special(value: Value) -> list[Effect] | None:
    """Checks of a part of a value say something of the whole: the host of a URL, the root of a path."""
    if value.keys is None:
        return None
    if "host of" in value.keys:
        return [(value.keys["host of"], _URL)]
    if "root of" in value.keys:
        return [(value.keys["root of"], _PATH)]
    return None
