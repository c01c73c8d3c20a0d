"""Methods of texts and containers, whose meaning the analysis knows without a model."""

import ast
from collections.abc import Callable
from typing import Any, Final

from fumehood.code.flow import constants, template
from fumehood.code.flow.attributes import attribute, element
from fumehood.code.flow.binding import store
from fumehood.code.flow.call import Call
from fumehood.code.flow.condition import Condition, assume
from fumehood.code.flow.scope import Frame
from fumehood.code.flow.value import NOTHING, UNKNOWN, Value, constant, join, merged_taints

_KEEPING: Final = frozenset(
    [
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "title",
        "capitalize",
        "casefold",
        "swapcase",
        "expandtabs",
        "encode",
        "decode",
        "removeprefix",
        "removesuffix",
        "copy",
        "center",
        "ljust",
        "rjust",
        "zfill",
        "__str__",
        "as_posix",
        "expanduser",
        "absolute",
    ]
)
_PREDICATES: Final = {
    "isdigit", "isdecimal", "isnumeric", "isalnum", "isalpha", "isidentifier", "isascii_alnum",
}  # fmt: skip
_HARMLESS_RESULTS: Final = frozenset(
    [
        "startswith",
        "endswith",
        "isdigit",
        "isdecimal",
        "isnumeric",
        "isalnum",
        "isalpha",
        "isidentifier",
        "isascii",
        "islower",
        "isupper",
        "isspace",
        "find",
        "rfind",
        "index",
        "rindex",
        "count",
        "__len__",
        "__contains__",
        "is_file",
        "is_dir",
        "exists",
        "is_absolute",
        "is_relative_to",
    ]
)


def method_result(call: Call) -> Value | None:
    """The result of a method that texts, lists and dictionaries have; None when it means something else."""
    handler = _METHODS.get(call.method)
    receiver = call.receiver
    if receiver.constants and not receiver.symbol:
        folded = _folded(call)
        if folded is not None:
            return folded
    if handler is not None:
        result = handler(call)
        if result is not None:
            return result
    if call.method in _KEEPING:
        return receiver if not call.symbol or receiver.taints else None
    if call.method in _HARMLESS_RESULTS and (receiver.taints or not call.symbol):
        return _predicate(call)
    return None


def _folded(call: Call) -> Value | None:
    if any(not a.is_constant for a in call.arguments) or call.keywords or call.rest:
        return None
    results = constants.method(call.method, call.receiver.constants, [a.constant for a in call.arguments])
    if not results:
        return None
    if isinstance(results[0], list | tuple):
        return Value(items=tuple(constant(x) for x in results[0])) if len(results) == 1 else UNKNOWN
    return Value(constants=tuple(dict.fromkeys(results)))


def _predicate(call: Call) -> Value:
    receiver = call.receiver
    if not receiver.taints:
        return UNKNOWN
    if call.method in _PREDICATES:
        return Value(local=Condition(true=((receiver, frozenset({"all"})),)))
    if call.method in ("startswith", "endswith"):
        text = call.argument_or_unknown(0).text
        if text in ("'", '"'):
            token = f"{'starts' if call.method == 'startswith' else 'ends'}:{text}"
            return Value(local=Condition(true=((receiver, frozenset({token})),)))
    if call.method in ("startswith", "is_relative_to"):
        return _prefix_check(call)
    wanted = call.argument_or_unknown(0)
    if call.method in ("find", "rfind", "count") and wanted.text:
        absent = constant(0 if call.method == "count" else -1)
        return Value(keys={"lacking": receiver, "wanted": wanted, "when": absent})
    return UNKNOWN


def _relative_to(call: Call) -> Value | None:
    """A call that raises unless the resolved path is inside: afterwards it is checked."""
    receiver = call.receiver
    if "resolved" not in receiver.marks or call.argument_or_unknown(0).taints:
        return None
    effect = Condition(true=((receiver, frozenset({"path"})),))
    assume(call.frame.env, Value(local=effect), True)
    return template.cleared(receiver, frozenset({"path"}))


def _prefix_check(call: Call) -> Value:
    receiver = call.receiver
    prefix = call.argument_or_unknown(0)
    if prefix.taints:
        return UNKNOWN
    if "resolved" in receiver.marks:
        return Value(local=Condition(true=((receiver, frozenset({"path"})),)))
    if call.method == "is_relative_to":
        return UNKNOWN
    texts = [prefix.text] if prefix.text else [i.text for i in prefix.items or ()]
    if texts and all(t and (t == "/" or t.count("/") >= 3) for t in texts):
        return Value(local=Condition(true=((receiver, frozenset({"redirect", "url"})),)))
    if texts and set(texts) <= {"http://", "https://", "//", "http", "https", "/"}:
        return Value(local=Condition(false=((receiver, frozenset({"redirect"})),)))
    return UNKNOWN


def _replace(call: Call) -> Value | None:
    old, new = call.argument_or_unknown(0).text, call.argument_or_unknown(1)
    receiver = call.receiver
    if not receiver.taints and not receiver.parts and not new.taints:
        return None
    if old is None or new.taints:
        return Value(merged_taints(receiver.taints, new.taints))
    text = new.text
    doubled = text == old * 2 and old in ("'", '"')  # how SQL writes a quote inside quotes
    tokens = frozenset({f"no:{old}"}) if text is not None and (old not in text or doubled) else frozenset()
    if text is None:
        return Value(receiver.taints)
    return template.mapped(receiver, lambda s: s.replace(old, text), tokens)


def _join_text(call: Call) -> Value | None:
    items = call.argument_or_unknown(0)
    separator = call.receiver.text
    if separator is None:
        return Value(merged_taints(call.receiver.taints, items.taints)) if items.taints else UNKNOWN
    if items.items is not None:
        return template.joined(separator, items.items)
    if items.keys is not None and ... in items.keys:
        one = items.keys[...]
        return template.concatenated((one, Value(one.taints))) if one.taints or one.parts else UNKNOWN
    return Value(items.taints)


def _format(call: Call) -> Value | None:
    pattern = call.receiver.text
    if pattern is None:
        return (
            None
            if not call.receiver.taints and not call.taints
            else Value(merged_taints(call.receiver.taints, call.taints))
        )
    frame = call.frame
    if call.method == "format_map":
        mapping = call.argument_or_unknown(0)
        return template.braces(pattern, (), _text_keys(mapping), mapping.taints, _lookup(frame, call.node))
    return template.braces(pattern, call.arguments, call.keywords, call.rest, _lookup(frame, call.node))


def _text_keys(value: Value) -> dict[str, Value]:
    return {k: v for k, v in (value.keys or {}).items() if isinstance(k, str)}


def _lookup(frame: Frame, node: ast.AST) -> Callable[[Value, str], Value]:
    def follow(value: Value, step: str) -> Value:
        if step.startswith("."):
            return attribute(frame, value, step[1:], node)
        key = step[1:-1]
        return element(frame, value, constant(int(key) if key.isdigit() and len(key) < 6 else key), node)

    return follow


def _split(call: Call) -> Value | None:
    receiver = call.receiver
    if call.symbol and not receiver.taints:
        return None
    separator = call.argument_or_unknown(0, "sep").text
    piece = Value(
        tuple(t.without(frozenset({f"no:{separator}"})) for t in receiver.taints)
        if separator
        else receiver.taints
    )
    return Value(piece.taints, keys={...: piece}, marks=frozenset({"many"}))


def _append(call: Call) -> Value | None:
    items = call.receiver.items
    if items is None or len(call.arguments) != 1 or len(items) >= 64:
        return _mutated(call)
    value = call.arguments[0]
    _store(call, Value(merged_taints(call.receiver.taints, value.taints), items=(*items, value)))
    return NOTHING


def _extend(call: Call) -> Value | None:
    items, more = call.receiver.items, call.argument_or_unknown(0).items
    if items is None or more is None or len(items) + len(more) > 64:
        return _mutated(call)
    _store(call, Value(merged_taints(call.receiver.taints, call.taints), items=(*items, *more)))
    return NOTHING


def _insert(call: Call) -> Value | None:
    items, index = call.receiver.items, call.constant(0)
    if items is None or not isinstance(index, int) or len(call.arguments) != 2:
        return _mutated(call)
    changed = list(items)
    changed.insert(index, call.arguments[1])
    _store(call, Value(merged_taints(call.receiver.taints, call.taints), items=tuple(changed)))
    return NOTHING


def _pop(call: Call) -> Value | None:
    receiver = call.receiver
    items = receiver.items
    if items:
        index = call.constant(0) if call.arguments else -1
        if isinstance(index, int) and -len(items) <= index < len(items):
            changed = list(items)
            result = changed.pop(index)
            _store(call, Value(merged_taints(*(i.taints for i in changed)), items=tuple(changed)))
            return result
    if receiver.keys is not None or receiver.taints:
        return _get(call)
    return None


def _get(call: Call) -> Value | None:
    receiver = call.receiver
    key, default = call.argument_or_unknown(0), call.argument_or_unknown(1, "default")
    if receiver.keys is not None and call.method == "get":
        stored = receiver.keys.get(_compound(call)) if len(call.arguments) > 1 else None
        if stored is not None:
            return stored
    if receiver.keys is not None and ... not in receiver.keys and key.constants:
        if all(k in receiver.keys for k in key.constants):
            return element(call.frame, receiver, key, call.node)
        if not receiver.taints:
            return default if call.arguments[1:] or call.keywords else NOTHING
    if receiver.keys is not None and not receiver.taints:
        found = element(call.frame, receiver, key, call.node)
        return join(found, default) if call.arguments[1:] else found
    if receiver.taints:
        return Value(merged_taints(receiver.taints, default.taints))
    return None


def _compound(call: Call) -> Any:
    return (
        "\0".join(str(a.constant) for a in call.arguments[:2])
        if all(a.is_constant for a in call.arguments[:2])
        else None
    )


def _set(call: Call) -> Value | None:
    """`parser.set(section, option, value)` of a two-level store."""
    if len(call.arguments) == 3 and _compound(call) is not None:
        keys = dict(call.receiver.keys or {})
        keys[_compound(call)] = call.arguments[2]
        taints = merged_taints(call.receiver.taints, call.arguments[2].taints)
        _store(call, Value(taints, keys=keys, symbol=call.receiver.symbol))
        return NOTHING
    return _mutated(call)


def _setdefault(call: Call) -> Value | None:
    receiver = call.receiver
    if receiver.keys is not None and call.argument_or_unknown(0).is_constant and len(call.arguments) == 2:
        key = call.arguments[0].constant
        if key in receiver.keys:
            return receiver.keys[key]
        _store(
            call,
            receiver.copy(
                keys={**receiver.keys, key: call.arguments[1]},
                taints=merged_taints(receiver.taints, call.taints),
            ),
        )
        return call.arguments[1]
    return _mutated(call)


def _update(call: Call) -> Value | None:
    receiver = call.receiver
    other = call.argument_or_unknown(0)
    if receiver.keys is None or (call.arguments and other.keys is None):
        return _mutated(call)
    keys = {**receiver.keys, **(other.keys or {}), **call.keywords}
    _store(call, receiver.copy(keys=keys, taints=merged_taints(receiver.taints, call.taints)))
    return NOTHING


def _write(call: Call) -> Value | None:
    receiver = call.receiver
    if receiver.symbol in ("io.StringIO", "StringIO.StringIO", "io.BytesIO"):
        old = (receiver.keys or {}).get("written", constant(""))
        new = template.concatenated((old, call.argument_or_unknown(0)))
        _store(
            call,
            Value(merged_taints(receiver.taints, call.taints), symbol=receiver.symbol, keys={"written": new}),
        )
        return UNKNOWN
    return None


def _getvalue(call: Call) -> Value | None:
    written = (call.receiver.keys or {}).get("written")
    return written if written is not None else None


def _items(call: Call) -> Value | None:
    receiver = call.receiver
    if receiver.keys is not None and ... not in receiver.keys and not call.arguments and receiver.keys:
        values = [*receiver.keys.values()][:16]
        value = values[0]
        for other in values[1:]:
            value = join(value, other)
        keys = [k for k in receiver.keys if isinstance(k, str)]
        key = Value(constants=tuple(keys) if len(keys) <= 8 else ())
        one = {"items": Value(value.taints, items=(key, value)), "values": value, "keys": key}[call.method]
        return Value(one.taints, keys={...: one})
    if receiver.taints:
        one = Value(receiver.taints)
        return Value(
            receiver.taints,
            keys={...: Value(receiver.taints, items=(one, one)) if call.method == "items" else one},
        )
    return None


def _mutated(call: Call) -> Value | None:
    """A change that is not followed exactly: the receiver holds what the arguments hold."""
    receiver = call.receiver
    if receiver.symbol and receiver.symbol not in _CONTAINERS:
        return None
    taints = merged_taints(receiver.taints, call.taints)
    if taints is not receiver.taints or receiver.items is not None:
        _store(call, receiver.copy(taints=taints, items=None, keys=None, parts=(), constants=(), slot=None))
    return NOTHING


_CONTAINERS: Final = frozenset({
    "list", "dict", "set", "collections.deque", "collections.defaultdict", "collections.OrderedDict",
    "configparser.ConfigParser", "io.StringIO", "io.BytesIO", "queue.Queue",
})  # fmt: skip


def _store(call: Call, value: Value) -> None:
    function = call.node.func
    assert isinstance(function, ast.Attribute)
    store(call.frame, function.value, value)


_METHODS: dict[str, Callable[[Call], Value | None]] = {
    "replace": _replace,
    "relative_to": _relative_to,
    "join": _join_text,
    "format": _format,
    "format_map": _format,
    "split": _split,
    "rsplit": _split,
    "splitlines": _split,
    "partition": _split,
    "rpartition": _split,
    "append": _append,
    "add": _append,
    "appendleft": _mutated,
    "extend": _extend,
    "insert": _insert,
    "pop": _pop,
    "get": _get,
    "set": _set,
    "setdefault": _setdefault,
    "update": _update,
    "write": _write,
    "getvalue": _getvalue,
    "items": _items,
    "values": _items,
    "keys": _items,
}
