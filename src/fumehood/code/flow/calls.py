"""Evaluates calls: functions of the file by their summary, known ones by their model, others by suspicion."""

import ast
from typing import Final

from fumehood.code.catalog import CallModel, CheckModel
from fumehood.code.flow import constants, template
from fumehood.code.flow.attributes import Bound, Instance, source_value
from fumehood.code.flow.binding import store
from fumehood.code.flow.call import Call
from fumehood.code.flow.condition import ALL, Condition
from fumehood.code.flow.expressions import evaluate, joined_path
from fumehood.code.flow.methods import method_result
from fumehood.code.flow.names import cleared_by_name, confirms_by_name
from fumehood.code.flow.patterns import excluded_by
from fumehood.code.flow.scope import Class, Frame, Function
from fumehood.code.flow.sinks import reach
from fumehood.code.flow.summaries import applied, constructed
from fumehood.code.flow.value import HANDED, UNKNOWN, Taint, Value, merged_taints
from fumehood.core.patterns import pattern

_NEVER: Final = Value(symbol="never")


def call(frame: Frame, node: ast.Call) -> Value:
    """The value of a call; sinks and rules look at it on the way."""
    function = node.func
    receiver = UNKNOWN
    if isinstance(function, ast.Attribute):
        receiver = evaluate(frame, function.value)
        callee = frame.module.attribute(frame, receiver, function.attr, function)
    else:
        callee = evaluate(frame, function)
    made = _with_arguments(frame, node, callee, receiver)
    local = callee.local
    if isinstance(local, Bound) and "property" not in callee.marks:
        return applied(made, local.function, local.receiver)
    if isinstance(local, Function):
        return applied(made, local, None)
    if isinstance(local, Class):
        frame.module.on_call(made)
        return constructed(made, local)
    frame.module.on_call(made)
    is_sink = reach(made)
    return _result(made, is_sink=is_sink)


def _with_arguments(frame: Frame, node: ast.Call, callee: Value, receiver: Value) -> Call:
    arguments: list[Value] = []
    keywords: dict[str, Value] = {}
    rest: tuple[Taint, ...] = ()
    for argument in node.args:
        value = evaluate(frame, argument)
        if isinstance(argument, ast.Starred):
            if value.items is not None:
                arguments += value.items
            else:
                rest = merged_taints(rest, value.taints)
        else:
            arguments.append(value)
    for keyword in node.keywords:
        value = evaluate(frame, keyword.value)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif value.keys is not None and ... not in value.keys:
            keywords.update({k: v for k, v in value.keys.items() if isinstance(k, str)})
        else:
            rest = merged_taints(rest, value.taints)
    return Call(frame, node, callee, receiver, arguments, keywords, rest)


def _result(made: Call, *, is_sink: bool) -> Value:
    symbol = made.symbol
    catalog = made.frame.module.catalog
    if symbol:
        name = symbol + "()"
        source = catalog.sources.get(name)
        if source is not None:
            return source_value(source, catalog.types.get(name, name), made.node)
        if symbol in _SPECIAL:
            special = _SPECIAL[symbol](made)
            if special is not None:
                return special
        check = catalog.checks.get(symbol)
        if check is not None:
            return checked(made, check)
        model = catalog.calls.get(symbol)
        if model is not None:
            return modelled(made, model)
        if (
            "." not in symbol
            and not made.keywords
            and made.arguments
            and all(a.is_constant for a in made.arguments)
        ):
            folded = constants.function(symbol, [a.constant for a in made.arguments])
            if folded:
                return Value(constants=folded)
    if made.method:
        result = method_result(made)
        if result is not None:
            return result
        method_check = catalog.method_checks.get(made.method)
        if method_check is not None:
            return checked(made, method_check)
        model = catalog.methods.get(made.method)
        if model is not None:
            return modelled(made, model)
    if is_sink:
        returned = made.frame.module.returned(symbol) if symbol else ""
        return made.frame.module.symbol(returned) if returned else UNKNOWN
    return _unknown(made)


def _unknown(made: Call) -> Value:
    """A call that nobody describes gives back what it was given, as far as we know."""
    symbol = made.frame.module.returned(made.symbol) if made.symbol else ""
    name = made.symbol or made.name
    carried = merged_taints(made.receiver.taints, made.taints)
    tokens = cleared_by_name(made.name) if carried else frozenset()
    if tokens:
        return Value(tuple(t.without(tokens) for t in carried), symbol=symbol)
    if carried and confirms_by_name(made.name):
        effects = tuple((a, ALL) for a in (*made.arguments, *made.keywords.values()) if a.taints)
        return Value(tuple(t.through(name) for t in carried), local=Condition(effects, ()))
    if not carried:
        handle = _request_object(made)
        if handle is not None:
            return handle
        return made.frame.module.symbol(symbol) if symbol else UNKNOWN
    if fetches(made):
        return Value(tuple(t.fetched(name) for t in carried), symbol=symbol)
    return Value(tuple(t.through(name) for t in carried), symbol=symbol)


def fetches(made: Call) -> bool:
    """Whether an unknown function is asked for one thing by its name: `get_parameter(request, "id")`."""
    return any(a.text for a in made.arguments) and bool(_FETCHES.search(made.name))


_FETCHES: Final = pattern(r"(?i)get|param|arg|field|value|cookie|header|query|form|input|read|fetch")


def _request_object(made: Call) -> Value | None:
    """A helper that is handed the request may give back anything of it."""
    types = made.frame.module.catalog.sources
    for value in (*made.arguments, *made.keywords.values(), made.receiver):
        source = types.get(value.symbol + ".*") if value.symbol else None
        if source is not None and not made.frame.module.catalog.sinks.get(made.symbol):
            name = made.symbol or made.name
            taints = source_value(source, "", made.node).taints
            return Value(
                tuple(t.through(name, HANDED) for t in taints), symbol=made.frame.module.returned(name)
            )
    return None


def modelled(made: Call, model: CallModel) -> Value:
    """The result of a call that a model describes."""
    tokens = frozenset({*model.clears, *(f"no:{t}" for t in model.lacks)})
    symbol = made.frame.module.returned(made.symbol) if made.symbol else ""
    if model.result == "marks-receiver":
        if all(made.meets(c) for c in model.when):
            mark_receiver(made, frozenset(model.marks))
        return UNKNOWN
    if model.result == "clean":
        return made.frame.module.symbol(symbol) if symbol else UNKNOWN
    if model.result == "never":
        return _NEVER
    if model.result == "path":
        value = joined_path(made.arguments, symbol if symbol in _PATH_TYPES else "")
        return value.copy(taints=merged_taints(value.taints, made.rest)) if made.rest else value
    if model.result == "same":
        given = (
            made.arguments[0] if made.arguments else made.at(-1, *list(made.keywords)[:1]) or Value(made.rest)
        )
        known = made.frame.module.catalog.types.get(f"{made.symbol}()", given.symbol)
        return _marked(_cleared(template.of_text(given), tokens), model, known)
    if model.result == "receiver":
        return _marked(_cleared(made.receiver, tokens), model, made.receiver.symbol)
    if model.result == "decoded":
        raw = merged_taints(made.taints, made.receiver.taints)
        return Value(tuple(Taint(t.origin, t.trail, frozenset(), t.via) for t in raw), symbol=symbol)
    if model.result == "parsed-url":
        given = made.arguments[0] if made.arguments else Value(made.taints)
        return Value(given.taints, symbol=symbol, keys={"whole": given} if given.taints else None)
    if model.result == "path-root":
        tainted = [i for a in made.arguments for i in (a.items or (a,)) if i.taints and "resolved" in i.marks]
        return Value(made.taints, keys={"root of": tainted[0]} if tainted else None)
    if model.result == "compiled":
        return Value(made.taints, symbol=symbol, keys={"pattern": made.argument_or_unknown(0, "pattern")})
    if model.result == "elements":
        given = made.arguments[0] if made.arguments else UNKNOWN
        return given if given.items is not None or given.keys is not None else Value(made.taints)
    taints = merged_taints(made.taints, made.receiver.taints)
    return _marked(_cleared(Value(taints), tokens), model, symbol)


def mark_receiver(made: Call, marks: frozenset[str]) -> None:
    """The object that the method is called on has a property from now on."""
    function = made.node.func
    if isinstance(function, ast.Attribute):
        store(made.frame, function.value, made.receiver.copy(marks=made.receiver.marks | marks))


_PATH_TYPES: Final = frozenset({"pathlib.Path", "pathlib.PurePath", "anyio.Path"})


def _cleared(value: Value, tokens: frozenset[str]) -> Value:
    return template.cleared(value, tokens) if tokens else value


def _marked(value: Value, model: CallModel, symbol: str) -> Value:
    marks = value.marks | frozenset(model.marks) if model.marks else value.marks
    if marks is value.marks and symbol == value.symbol:
        return value
    if value.is_constant and not symbol:
        return value
    return value.copy(
        marks=marks, symbol=symbol, slot=None if model.marks else value.slot, view_of=value.root
    )


def checked(made: Call, model: CheckModel) -> Value:
    """The result of a call whose truth clears an argument."""
    given = made.receiver if model.receiver else made.argument_or_unknown(model.position, *model.keywords)
    if not given.taints:
        return UNKNOWN
    if model.needs == "pattern":
        tokens = _pattern_tokens(made, model)
    elif model.needs and model.needs not in given.marks:
        return UNKNOWN
    else:
        tokens = frozenset(model.clears)
    if not tokens:
        return UNKNOWN
    effect = ((given, tokens),)
    return Value(given.taints, local=Condition(effect, ()) if model.when else Condition((), effect))


def _pattern_tokens(made: Call, model: CheckModel) -> frozenset[str]:
    """What a text that matches a constant regular expression cannot hold."""
    pattern = (
        (made.receiver.keys or {}).get("pattern")
        if model.position == 0
        else made.argument_or_unknown(0, "pattern")
    )
    text = pattern.text if pattern is not None else None
    if text is None:
        return frozenset()
    return excluded_by(text, full=made.name == "fullmatch", start=made.name != "search")


def any_all(made: Call) -> Value | None:
    """`any(c in text for c in "…")` and `all(c in allowed for c in text)`: what they say of `text`."""
    argument = made.node.args[0] if len(made.node.args) == 1 else None
    if not isinstance(argument, ast.GeneratorExp | ast.ListComp) or len(argument.generators) != 1:
        return None
    generator = argument.generators[0]
    test = argument.elt
    if generator.ifs or not isinstance(generator.target, ast.Name):
        return None
    source = evaluate(made.frame, generator.iter)
    if made.symbol == "all" and source.taints:
        allowed = _allowed_characters(made.frame, test, generator.target.id)
        return Value(local=Condition(true=((source, allowed),))) if allowed else None
    if made.symbol == "any" and isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.In):
        text = evaluate(made.frame, test.comparators[0])
        wanted = _texts(source)
        if text.taints and wanted and isinstance(test.left, ast.Name) and test.left.id == generator.target.id:
            return Value(local=Condition(false=((text, frozenset(f"no:{w}" for w in wanted)),)))
    return None


def _texts(source: Value) -> list[str]:
    if source.text is not None:
        return [*source.text][:64]
    return [i.text for i in source.items or () if i.text is not None]


_DANGEROUS: Final = "'\"<>;|&$`\\/()*\n "


def _allowed_characters(frame: Frame, test: ast.expr, name: str) -> frozenset[str]:
    """What is excluded when each character passes `test`."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
    allowed = ""
    for part in parts:
        if (
            isinstance(part, ast.Call)
            and isinstance(part.func, ast.Attribute)
            and part.func.attr.startswith("is")
        ):
            continue
        if (
            isinstance(part, ast.Compare)
            and isinstance(part.ops[0], ast.In)
            and isinstance(part.left, ast.Name)
            and part.left.id == name
        ):
            values = _texts(evaluate(frame, part.comparators[0]))
            if values:
                allowed += "".join(values)
                continue
        return frozenset()
    if not any(c in allowed for c in _DANGEROUS):
        return ALL
    return frozenset(f"no:{c}" for c in _DANGEROUS if c not in allowed)


def is_instance(made: Call) -> Value | None:
    """`isinstance(value, int)`: a number does no harm."""
    given, kinds = made.argument_or_unknown(0), made.argument_or_unknown(1)
    names = {k.symbol for k in kinds.items or (kinds,)}
    if given.taints and names <= _NUMBERS:
        return Value(local=Condition(true=((given, ALL),)))
    return None


_NUMBERS: Final = frozenset(
    {"int", "float", "bool", "complex", "decimal.Decimal", "uuid.UUID", "datetime.date"}
)
_SPECIAL: Final = {"any": any_all, "all": any_all, "isinstance": is_instance}


def property_value(frame: Frame, value: Value, node: ast.expr) -> Value:
    """What reading a property of an object of the file gives."""
    local = value.local
    assert isinstance(local, Bound)
    fake = ast.Call(func=node, args=[], keywords=[])
    ast.copy_location(fake, node)
    made = Call(frame, fake, value, local.receiver, [], {}, ())
    return applied(made, local.function, local.receiver)


def instance_of(type_: Class, fields: dict[str, Value] | None = None) -> Value:
    """An object of a class of the file."""
    return Value(
        local=Instance(type_, fields), taints=merged_taints(*(f.taints for f in (fields or {}).values()))
    )
