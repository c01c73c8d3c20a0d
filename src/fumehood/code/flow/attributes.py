"""What `value.name` and `value[key]` give."""

import ast
from typing import Any, Final

from fumehood.code.flow.scope import Class, Frame, Function
from fumehood.code.flow.value import UNKNOWN, Origin, Taint, Value, constant, join

LONGEST_SYMBOL: Final = 160
_HOST_PARTS: Final = frozenset({"netloc", "hostname", "scheme", "port"})


class Bound:
    """A method of the file together with its receiver."""

    __slots__ = ("function", "receiver")

    def __init__(self, function: Function, receiver: Value) -> None:
        self.function = function
        self.receiver = receiver


class Instance:
    """An object of a class of the file; `fields` is what its constructor was given."""

    __slots__ = ("fields", "type")

    def __init__(self, type_: Class, fields: dict[str, Value] | None = None) -> None:
        self.type = type_
        self.fields = fields


def attribute(frame: Frame, base: Value, name: str, node: ast.AST) -> Value:
    """The value of `base.name`."""
    local = base.local
    if isinstance(local, Instance):
        found = _of_instance(base, local, name)
        if found is not None:
            return found
        if frame.function is not None and frame.function.owner is local.type:
            frame.module.unknown_fields.setdefault((local.type, name), []).append(frame.function)
        external = local.type.external_base()
        return named(frame, f"{external}.{name}", base, node) if external else Value(base.taints)
    if isinstance(local, Class):
        method = local.method(name)
        if method is not None:
            return Value(local=method)
        field = local.field(name)
        return field if field is not None else UNKNOWN
    if name in _HOST_PARTS and base.keys is not None and "whole" in base.keys:
        return Value(base.taints, keys={"host of": base.keys["whole"]})
    if name == "parents" and "resolved" in base.marks and base.taints:
        return Value(base.taints, keys={"root of": base})
    if base.symbol:
        return named(frame, f"{base.symbol}.{name}", base, node)
    return Value(tuple(t.without(ATTRIBUTE) for t in base.taints)) if base.taints else UNKNOWN


ATTRIBUTE: Final = frozenset({"attribute"})  # marks what was read from an object that came in


def _of_instance(base: Value, local: Instance, name: str) -> Value | None:
    method = local.type.method(name)
    if method is not None:
        if any(
            isinstance(d, ast.Name) and d.id in ("property", "cached_property") for d in _decorators(method)
        ):
            return Value(local=Bound(method, base), marks=frozenset({"property"}))
        return Value(local=method if _is_static(method) else Bound(method, base))
    if local.fields is not None and name in local.fields:
        return local.fields[name]
    field = local.type.field(name)
    if field is None:
        return None
    if local.fields is not None or not field.taints:
        return field
    return field.copy(taints=(Taint(local.type.origin(name)),), slot=local.type.origin(name), parts=())


def _decorators(function: Function) -> list[ast.expr]:
    return getattr(function.node, "decorator_list", [])


def _is_static(function: Function) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in _decorators(function))


def named(frame: Frame, symbol: str, base: Value, node: ast.AST) -> Value:
    """The value of the external thing `symbol`, which is an attribute of `base`."""
    if len(symbol) > LONGEST_SYMBOL:
        return Value(base.taints)
    module = frame.module
    symbol = module.catalog.types.get(symbol, symbol)
    model = module.catalog.sources.get(symbol)
    if model is None:
        if not base.taints:
            return module.symbol(symbol)
        return Value(base.taints, symbol=symbol)
    if model.kind == "path" and frame.function is not None and frame.function.route is not None:
        return constant(frame.function.route)
    return source_value(model, symbol, node, base)


def source_value(model: Any, symbol: str, node: ast.AST, base: Value = UNKNOWN) -> Value:
    """A value that comes from outside, as `model` says."""
    kind = "web" if model.kind == "path" else model.kind
    origin = Origin(kind, model.label, node)
    taint = Taint(origin, cleared=frozenset(model.clears)).at(node, f"{model.label} comes in")
    return Value((*base.taints[:4], taint), symbol=symbol)


def element(frame: Frame, base: Value, key: Value, node: ast.AST) -> Value:
    """The value of `base[key]`."""
    if base.keys is not None:
        if ... in base.keys:
            return base.keys[...]
        if key.constants and all(k in base.keys for k in key.constants):
            return _any([base.keys[k] for k in key.constants])
        if not base.taints:
            return _any([*base.keys.values()][:16]) if not key.constants and base.keys else UNKNOWN
    if base.items is not None and base.items:
        index = key.constant
        if isinstance(index, int) and -len(base.items) <= index < len(base.items):
            return base.items[index]
        return _any([*base.items])
    one, index = base.constant, key.constant
    if isinstance(one, str | bytes) and isinstance(index, int):
        try:
            return constant(one[index])
        except IndexError:
            return UNKNOWN
    if base.symbol:
        symbol = f"{base.symbol}[]"
        model = frame.module.catalog.sources.get(symbol)
        if model is not None:
            return source_value(model, symbol, node, base)
        if len(symbol) > LONGEST_SYMBOL:
            return Value(base.taints)
        known = frame.module.symbol(symbol)
        return known.copy(taints=base.taints) if base.taints else known
    return Value(base.taints) if base.taints else UNKNOWN


def _any(values: list[Value]) -> Value:
    result = values[0]
    for value in values[1:]:
        result = join(result, value)
    return result
