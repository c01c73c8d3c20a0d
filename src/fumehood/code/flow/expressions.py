"""Evaluates expressions to abstract values."""

import ast
import builtins
from collections.abc import Callable
from typing import Any, Final

from fumehood.code.flow import condition, constants, template
from fumehood.code.flow.attributes import attribute, element
from fumehood.code.flow.comparison import compare
from fumehood.code.flow.environment import Environment, joined
from fumehood.code.flow.scope import BudgetExceededError, Frame, Function
from fumehood.code.flow.value import UNKNOWN, Constant, Taint, Value, constant, join, merged_taints

MOST_ITEMS: Final = 64
_BUILTINS: Final = frozenset(dir(builtins))
_PATHS: Final = frozenset(
    {"pathlib.Path", "pathlib.PurePath", "pathlib.PosixPath", "pathlib.PurePosixPath", "anyio.Path"}
)


def evaluate(frame: Frame, node: ast.expr) -> Value:
    """The abstract value of an expression in the frame's environment.

    Raises:
        BudgetExceededError: the function has used up its steps.
    """
    frame.steps += 1
    if frame.steps > frame.limit:
        raise BudgetExceededError
    handler = _EXPRESSIONS.get(type(node))
    return handler(frame, node) if handler else UNKNOWN


def lookup(frame: Frame, name: str) -> Value:
    """The value of a name: local, of an enclosing function, of the module, built in, or just its name."""
    value = frame.env.get(name)
    if value is not None:
        return value
    function = frame.function
    while function is not None and function.closure is not None:
        value = function.closure.env.get(name)
        if value is not None:
            return value
        function = function.closure.function
    value = frame.module.globals.get(name)
    if value is not None:
        return value
    if name in _BUILTINS:
        return frame.module.symbol(name)
    stars = frame.module.star_imports
    return frame.module.symbol(f"{stars[-1]}.{name}" if stars else name)


def _constant(_: Frame, node: Any) -> Value:
    return Value(constants=(node.value,))


def _name(frame: Frame, node: Any) -> Value:
    return lookup(frame, node.id)


def _attribute(frame: Frame, node: Any) -> Value:
    path = dotted(node)
    if path and path in frame.env:
        return frame.env[path]
    value = attribute(frame, evaluate(frame, node.value), node.attr, node)
    return frame.module.property_value(frame, value, node) if "property" in value.marks else value


def dotted(node: ast.expr) -> str:
    """`a.b.c` of an attribute chain on a name, or an empty string."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or len(names) > 8:
        return ""
    names.append(node.id)
    return ".".join(reversed(names))


def _subscript(frame: Frame, node: Any) -> Value:
    base = evaluate(frame, node.value)
    if isinstance(node.slice, ast.Slice):
        bounds = [_bound(frame, b) for b in (node.slice.lower, node.slice.upper)]
        if node.slice.step is not None or ... in bounds:
            return Value(base.taints)
        return _slice(base, *bounds)
    return element(frame, base, evaluate(frame, node.slice), node)


def _bound(frame: Frame, node: ast.expr | None) -> Any:
    if node is None:
        return None
    value = evaluate(frame, node).constant
    return value if isinstance(value, int) else ...


def _slice(base: Value, start: int | None, stop: int | None) -> Value:
    if base.items is not None:
        items = base.items[start:stop]
        return Value(merged_taints(*(i.taints for i in items)), items=items)
    one = base.constant
    if isinstance(one, str | bytes):
        return constant(one[start:stop])
    if base.parts:
        return template.sliced(base, start, stop)
    if (start, stop) == (1, -1) and base.taints:
        return Value(base.taints, keys={"inside of": base})
    return Value(base.taints)


def _binary(frame: Frame, node: Any) -> Value:
    chain = [node]
    while isinstance(chain[-1].left, ast.BinOp):
        chain.append(chain[-1].left)
    value = evaluate(frame, chain[-1].left)
    for one in reversed(chain):
        value = combined(type(one.op), value, evaluate(frame, one.right))
    return value


def combined(op: type[ast.operator], left: Value, right: Value) -> Value:
    """The value of `left op right`."""
    folded = constants.binary(op, left.constants, right.constants)
    if folded:
        return Value(constants=folded)
    if op is ast.Add:
        if left.items is not None and right.items is not None:
            items = left.items + right.items
            return Value(merged_taints(left.taints, right.taints), items=items[:MOST_ITEMS])
        if _is_number(left) or _is_number(right):
            return UNKNOWN
        return template.concatenated((left, right))
    if op is ast.Mod:
        pattern = left.text
        if pattern is not None:
            return template.percent(pattern, right)
        return Value(merged_taints(left.taints, right.taints))
    if op is ast.Div:
        if left.symbol in _PATHS or right.symbol in _PATHS:
            return joined_path([left, right], left.symbol if left.symbol in _PATHS else right.symbol)
        return Value(merged_taints(left.taints, right.taints))
    if op is ast.Mult:
        return _repeated(left, right)
    if op in (ast.Sub, ast.Pow, ast.FloorDiv, ast.MatMult):
        return UNKNOWN
    return Value(merged_taints(left.taints, right.taints))


def _repeated(left: Value, right: Value) -> Value:
    """A text or a list that is repeated an unknown number of times."""
    if left.items is not None and len(left.items) == 1:
        return left
    if any(isinstance(c, str | bytes) for c in (*left.constants, *right.constants)):
        return Value(merged_taints(left.taints, right.taints), marks=frozenset({"fixed"}))
    return Value(merged_taints(left.taints, right.taints))


def joined_path(values: list[Value], symbol: str = "") -> Value:
    """The path made of these pieces; an absolute piece would replace all before it."""
    pieces: list[Value] = []
    for value in values:
        if pieces and not (pieces[-1].text or "").endswith("/"):
            pieces.append(constant("/"))
        pieces.append(value)
    whole = template.concatenated(pieces)
    if whole.is_constant and not symbol:
        return whole
    return whole.copy(symbol=symbol, marks=frozenset({"joined-path"}), slot=None)


def _is_number(value: Value) -> bool:
    return bool(value.constants) and all(isinstance(c, int | float) for c in value.constants)


def _unary(frame: Frame, node: Any) -> Value:
    value = evaluate(frame, node.operand)
    if isinstance(node.op, ast.Not):
        truth = truth_of(value)
        effects = condition.of(value)
        return Value(
            constants=() if truth is None else (not truth,), local=effects.inverted() if effects else None
        )
    one = value.constant
    if isinstance(one, int | float):
        return constant(
            -one
            if isinstance(node.op, ast.USub)
            else ~one
            if isinstance(one, int) and isinstance(node.op, ast.Invert)
            else one
        )
    return UNKNOWN


def truth_of(value: Value) -> bool | None:
    """Whether the value is certainly true or false; None when unknown."""
    if value.constants:
        return constants.truth(value.constants)
    if value.items is not None:
        return bool(value.items)
    if value.parts and any(isinstance(p, str) and p for p in value.parts):
        return True
    return None


def _boolean(frame: Frame, node: Any) -> Value:
    is_and = isinstance(node.op, ast.And)
    before = frame.env
    result: Value | None = None
    conditions: list[condition.Condition | None] = []
    decided = True
    for operand in node.values:
        value = evaluate(frame, operand)
        result = value if result is None else join(result, value)
        truth = truth_of(value)
        if truth is not is_and or truth is None:
            conditions.append(condition.of(value))
            decided = decided and truth is not None
        if truth is (not is_and):
            if decided:
                result = value
            break
        if conditions and conditions[-1] is not None and not frame.coarse:
            if frame.env is before:
                frame.env = dict(before)
            condition.assume(frame.env, value, is_and)
    frame.env = before
    effects = condition.both(conditions, is_and)
    assert result is not None
    return result.copy(local=effects) if effects else result


def branches(frame: Frame, test: ast.expr) -> tuple[bool | None, Environment, Environment]:
    """The truth of a test if it is known, and the environments of its two edges."""
    value = evaluate(frame, test)
    truth = truth_of(value)
    if frame.coarse:
        return None, frame.env, frame.env
    if condition.of(value) is None:
        return truth, frame.env, dict(frame.env)
    other = dict(frame.env)
    condition.assume(frame.env, value, True)
    condition.assume(other, value, False)
    return truth, frame.env, other


def _if_expression(frame: Frame, node: Any) -> Value:
    truth, yes, no = branches(frame, node.test)
    results = []
    for env, branch, skip in ((yes, node.body, False), (no, node.orelse, True)):
        if truth is not skip:
            frame.env = env
            results.append(evaluate(frame, branch))
    frame.env = joined([yes, no]) or yes
    return results[0] if len(results) == 1 else join(results[0], results[1])


def _sequence(frame: Frame, node: Any) -> Value:
    if len(node.elts) > MOST_ITEMS:
        return _long_sequence(frame, node.elts)
    items: list[Value] = []
    exact = True
    for item in node.elts:
        value = evaluate(frame, item)
        if isinstance(item, ast.Starred):
            if value.items is None:
                exact = False
            items += value.items if value.items is not None else [Value(value.taints)]
        else:
            items.append(value)
    taints = merged_taints(*(i.taints for i in items))
    return Value(taints, items=tuple(items) if exact else None, marks=_HARMLESS if exact else frozenset())


_HARMLESS: Final = frozenset[str]()


def _long_sequence(frame: Frame, elements: list[ast.expr]) -> Value:
    taints = [evaluate(frame, e).taints for e in elements if not isinstance(e, ast.Constant)]
    return Value(merged_taints(*taints))


def _dict(frame: Frame, node: Any) -> Value:
    keys: dict[Constant, Value] | None = {}
    taints: list[tuple[Taint, ...]] = []
    for key, item in zip(node.keys, node.values, strict=True):
        if len(taints) > MOST_ITEMS and isinstance(item, ast.Constant):
            keys = None
            continue
        value = evaluate(frame, item)
        taints.append(value.taints)
        name = evaluate(frame, key) if key is not None else UNKNOWN
        taints.append(name.taints)
        if keys is None:
            continue
        if key is None:
            keys = {**keys, **value.keys} if value.keys is not None else None
        elif name.is_constant:
            keys[name.constant] = value
        else:
            keys = None
    return Value(merged_taints(*taints), keys=keys)


def _formatted(frame: Frame, node: Any) -> Value:
    pieces: list[Value] = []
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            pieces.append(_formatted_value(frame, part))
        else:
            pieces.append(evaluate(frame, part))
    return template.concatenated(pieces)


def _formatted_value(frame: Frame, node: Any) -> Value:
    value = evaluate(frame, node.value)
    if node.format_spec is not None:
        spec = evaluate(frame, node.format_spec).text or ""
        if template.is_numeric(spec):
            return template.without_taint(value)
    return template.of_text(value)


def _lambda(frame: Frame, node: Any) -> Value:
    return Value(local=Function(node, None, frame, "<lambda>"))


def _comprehension(frame: Frame, node: Any) -> Value:
    before = frame.env
    frame.env = before if frame.coarse else dict(before)
    try:
        for generator in node.generators:
            source = evaluate(frame, generator.iter)
            frame.module.bind(frame, generator.target, each(source), generator.iter)
            for test in generator.ifs:
                condition.assume(frame.env, evaluate(frame, test), True)
        if isinstance(node, ast.DictComp):
            key = evaluate(frame, node.key)
            value = evaluate(frame, node.value)
            return Value(merged_taints(key.taints, value.taints))
        value = evaluate(frame, node.elt)
    finally:
        frame.env = before
    return Value(
        value.taints,
        marks=frozenset({"many"}),
        items=None,
        parts=(),
        keys={...: value} if value.parts or value.constants else None,
    )


def each(source: Value) -> Value:
    """What a loop over `source` binds: its elements, joined."""
    if source.items is not None:
        result: Value | None = None
        for item in source.items:
            result = item if result is None else join(result, item)
        return result or UNKNOWN
    if source.keys is not None:
        if ... in source.keys:
            return source.keys[...]
        if not source.taints:
            return Value(constants=tuple(source.keys)[:8] if len(source.keys) <= 8 else ())
    one = source.constant
    if isinstance(one, str) and 0 < len(one) <= 8:
        return Value(constants=tuple(dict.fromkeys(one)))
    return Value(source.taints)


def _named(frame: Frame, node: Any) -> Value:
    value = evaluate(frame, node.value)
    frame.module.bind(frame, node.target, value, node.value)
    return value


def _inner(frame: Frame, node: Any) -> Value:
    return evaluate(frame, node.value) if node.value is not None else UNKNOWN


def _call(frame: Frame, node: Any) -> Value:
    return frame.module.call(frame, node)


def _slice_node(frame: Frame, node: Any) -> Value:
    for bound in (node.lower, node.upper, node.step):
        if bound is not None:
            evaluate(frame, bound)
    return UNKNOWN


_EXPRESSIONS: dict[type[ast.AST], Callable[[Frame, Any], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: compare,
    ast.IfExp: _if_expression,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dict,
    ast.JoinedStr: _formatted,
    ast.FormattedValue: _formatted_value,
    ast.Lambda: _lambda,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.NamedExpr: _named,
    ast.Starred: _inner,
    ast.Await: _inner,
    ast.Yield: _inner,
    ast.YieldFrom: _inner,
    ast.Slice: _slice_node,
}
