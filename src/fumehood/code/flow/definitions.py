"""Functions and classes of the file: how they are found, what frameworks hand them, what annotations say."""

import ast
from typing import TYPE_CHECKING, Any, Final

from fumehood.code.catalog import HandlerModel
from fumehood.code.flow.attributes import Instance
from fumehood.code.flow.expressions import evaluate
from fumehood.code.flow.scope import Class, Frame, Function
from fumehood.code.flow.value import UNKNOWN, Origin, Taint, Value

if TYPE_CHECKING:
    from fumehood.code.flow.module import Module

_HARMLESS_TYPES: Final = frozenset(
    [
        "int",
        "float",
        "bool",
        "complex",
        "datetime.datetime",
        "datetime.date",
        "datetime.timedelta",
        "uuid.UUID",
        "decimal.Decimal",
        "ipaddress.IPv4Address",
        "ipaddress.IPv6Address",
    ]
)
_WRAPPERS: Final = frozenset({"Optional", "Annotated", "Final", "Required", "NotRequired", "ClassVar"})
_SAFE_CONVERTERS: Final = ("<int:", "<float:", "<uuid:", "<any(")
CLEAN: Final = Value(symbol="number")


def annotation(frame: Frame, node: ast.expr | None) -> Value:
    """What a type annotation says of a value: a dotted name, an instance of a class, or `CLEAN`."""
    for _ in range(8):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
            try:
                node = ast.parse(node.value, mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return UNKNOWN
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
            node = node.left if not _is_none(node.left) else node.right
        elif isinstance(node, ast.Subscript):
            name = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            inner = (
                node.slice.elts[0] if isinstance(node.slice, ast.Tuple) and node.slice.elts else node.slice
            )
            if name == "Literal":
                return CLEAN
            if name in ("list", "List", "Sequence", "set", "Iterable", "tuple", "Tuple"):
                return CLEAN if annotation(frame, inner) is CLEAN else UNKNOWN
            if name not in _WRAPPERS:
                return UNKNOWN
            node = inner
        elif isinstance(node, ast.Name | ast.Attribute):
            value = evaluate(frame, node)
            if isinstance(value.local, Class):
                return CLEAN if _is_closed(value.local) else Value(local=Instance(value.local))
            symbol = frame.module.catalog.types.get(value.symbol + "()", value.symbol)
            return (
                CLEAN
                if symbol in _HARMLESS_TYPES
                else frame.module.symbol(symbol)
                if "." in symbol
                else UNKNOWN
            )
        else:
            return UNKNOWN
    return UNKNOWN


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_closed(type_: Class) -> bool:
    """Whether only values that stand in the file are possible: an enumeration."""
    return type_.external_base().rpartition(".")[2] in ("Enum", "StrEnum", "IntEnum")


def define_function(
    frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef, owner: Class | None, closure: Frame | None
) -> Function:
    """Registers a function of the file; one that is met again keeps its summary."""
    module = frame.module
    known = module.by_node.get(id(node))
    if known is not None:
        known.closure = closure
        return known
    outer = frame.function.qualname + "." if frame.function else owner.name + "." if owner else ""
    function = Function(node, owner, closure, outer + node.name)
    function.handler, function.route = _handler(frame, node, owner)
    if function.route is None and frame.function is not None:
        function.route = frame.function.route
    module.functions.append(function)
    module.by_node[id(node)] = function
    return function


def _handler(frame: Frame, node: Any, owner: Class | None) -> tuple[HandlerModel | None, str | None]:
    """How a framework calls the function, and its route if that is one constant."""
    handlers = frame.module.catalog.handlers
    for decorator in node.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        function = call.func if call else decorator
        if not isinstance(function, ast.Attribute | ast.Name):
            continue
        name = evaluate(frame, function).symbol
        last = function.attr if isinstance(function, ast.Attribute) else function.id
        model = handlers.get(name) or handlers.get(
            f"*.{last}" if isinstance(function, ast.Attribute) else last
        )
        if model is None:
            continue
        route = evaluate(frame, call.args[0]).text if call and call.args else None
        if last != "route" and model.converters and (route is None or not route.startswith("/")):
            continue
        return model, route if route is not None and "<" not in route and "{" not in route else None
    base = owner.external_base() if owner else ""
    return handlers.get(f"{base}.{node.name}") if base else None, None


def define_class(frame: Frame, node: ast.ClassDef) -> Class:
    """Registers a class of the file, runs its body, and registers its methods."""
    type_ = Class(node, [evaluate(frame, b) for b in node.bases])
    frame.env[node.name] = Value(local=type_)
    before = frame.env
    module = frame.module
    outer = module.globals
    if frame.function is None:  # the body sees the module's names, without a copy of them for each class
        module.globals, frame.env = before, {}
    else:
        frame.env = dict(before)
    closure = frame if frame.function is not None else None
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            type_.methods[statement.name] = define_function(frame, statement, type_, closure)
        else:
            module.block(frame, [statement])
    for name, value in frame.env.items():
        if before.get(name) is not value and "." not in name:
            type_.fields[name] = value
    frame.env, module.globals = before, outer
    return type_


def parameter_values(module: "Module", function: Function, frame: Frame) -> dict[str, Value]:
    """What the parameters hold while the function is analysed."""
    values: dict[str, Value] = {}
    node = function.node
    decorators = getattr(node, "decorator_list", [])
    static = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in decorators)
    handler = function.handler
    for i, argument in enumerate(function.parameters):
        name = argument.arg
        origin = function.origins[name]
        if i == 0 and function.owner is not None and not static:
            class_method = any(isinstance(d, ast.Name) and d.id == "classmethod" for d in decorators)
            values[name] = Value(
                local=function.owner if class_method else Instance(function.owner), slot=origin
            )
            continue
        known = annotation(frame, argument.annotation) if argument.annotation is not None else UNKNOWN
        if known is CLEAN:
            values[name] = UNKNOWN
            continue
        if handler is not None:
            values[name] = _handed(module, function, argument, known)
            continue
        symbol = known.symbol
        if not symbol and name in ("request", "req", "_request") and argument.annotation is None:
            symbol = "web.Request"
        if module.catalog.sources.get(symbol + ".*"):
            values[name] = module.symbol(symbol)
            continue
        values[name] = Value((Taint(origin),), symbol=symbol, slot=origin, local=known.local)
    if function.star is not None:
        values[function.star.arg] = Value(
            (Taint(function.origins[function.star.arg]),), slot=function.origins[function.star.arg]
        )
    if function.double_star is not None:
        origin = function.origins[function.double_star.arg]
        values[function.double_star.arg] = Value((Taint(origin),), slot=origin)
    return values


def _handed(module: "Module", function: Function, argument: ast.arg, known: Value) -> Value:
    """What a framework hands to a parameter of its handler."""
    handler = function.handler
    name = argument.arg
    if known.symbol and known.symbol not in ("str", "bytes") and not isinstance(known.local, Instance):
        return module.symbol(known.symbol)
    if name in ("request", "req"):
        return module.symbol("web.Request")
    default = module.default(function, name)
    if default is not None and default.symbol.rpartition(".")[2].removesuffix("()") in (
        "Depends",
        "Security",
    ):
        return UNKNOWN
    if handler.converters == "flask" and _has_safe_converter(function, name):
        return UNKNOWN
    label = f"{handler.label} `{name}`"
    outside = Origin(handler.kind, label, argument, owner=function)
    return Value((Taint(outside).at(argument, f"{label} comes in"),), local=known.local)


def _has_safe_converter(function: Function, name: str) -> bool:
    for decorator in getattr(function.node, "decorator_list", []):
        for argument in getattr(decorator, "args", []):
            route = argument.value if isinstance(argument, ast.Constant) else None
            if isinstance(route, str) and any(f"{c}{name}>" in route for c in _SAFE_CONVERTERS[:3]):
                return True
            if isinstance(route, str) and "<any(" in route and f":{name}>" in route:
                return True
    return False
