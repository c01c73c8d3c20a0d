"""Strings as templates: literal pieces and holes, through concatenation, formatting, slices and joins."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from fumehood.code.flow.value import UNKNOWN, Taint, Value, constant, merged_taints, parts_of
from fumehood.core.patterns import pattern

MOST_PARTS: Final = 40
_PERCENT = pattern(
    r"%(?:\((?P<name>[^)]*)\))?[#0\- +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[hlL]?(?P<kind>[diouxXeEfFgGcrsa%])"
)
_BRACE = pattern(
    r"\{\{|\}\}|\{(?P<field>[^{}!:]*)(?:!(?P<conversion>[rsa]))?(?::(?P<spec>(?:[^{}]|\{[^{}]*\})*))?\}"
)
_FIELD = pattern(r"([^.\[]*)((?:\.\w+|\[[^\]]*\])*)")
_NUMERIC = frozenset("diouxXeEfFgGc")


def concatenated(values: Iterable[Value]) -> Value:
    """The string made of these strings one after the other."""
    pieces: list[str | Value] = []
    taints: list[tuple[Taint, ...]] = []
    whole: list[Value] = []
    for value in values:
        whole.append(value)
        taints.append(value.taints)
        for part in parts_of(value):
            if isinstance(part, str) and pieces and isinstance(pieces[-1], str):
                pieces[-1] += part
            elif part != "":
                pieces.append(part)
    solid = [v for v in whole if v.text != ""]
    if len(solid) == 1:
        return solid[0]
    if not pieces:
        return constant("")
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return constant(pieces[0]) if len(pieces[0]) <= 100_000 else UNKNOWN
    if len(pieces) > MOST_PARTS:
        rest = [p for p in pieces[MOST_PARTS - 1 :] if isinstance(p, Value)]
        pieces = [*pieces[: MOST_PARTS - 1], Value(merged_taints(*(p.taints for p in rest)))]
    return Value(merged_taints(*taints), parts=tuple(pieces))


def of_text(value: Value) -> Value:
    """`value` as a piece of a string: what `str()` gives of it."""
    if len(value.constants) == 1 and not isinstance(value.constants[0], str) and not value.taints:
        one = value.constants[0]
        return UNKNOWN if isinstance(one, bytes) or one is ... else constant(str(one))
    if value.items is None and value.keys is None:
        return value
    return Value(value.taints)


def without_taint(value: Value) -> Value:
    """`value` after a conversion to a number: nothing of it can do harm."""
    return UNKNOWN if value.taints else value


def percent(template: str, arguments: Value) -> Value:
    """`template % arguments`."""
    pieces: list[Value] = []
    last = index = 0
    for m in _PERCENT.finditer(template):
        pieces.append(constant(template[last : m.start()]))
        last = m.end()
        if m["kind"] == "%":
            pieces.append(constant("%"))
            continue
        if m["name"] is not None:
            value = (arguments.keys or {}).get(m["name"]) or Value(arguments.taints)
        elif arguments.items is not None:
            value = arguments.items[index] if index < len(arguments.items) else UNKNOWN
        else:
            value = arguments if index == 0 else Value(arguments.taints)
        index += 1
        pieces.append(without_taint(value) if m["kind"] in _NUMERIC else of_text(value))
        if len(pieces) > MOST_PARTS:
            return concatenated([*pieces, Value(arguments.taints)])
    pieces.append(constant(template[last:]))
    return concatenated(pieces)


def braces(
    template: str,
    positional: Sequence[Value],
    keywords: dict[str, Value],
    rest: tuple[Taint, ...],
    lookup: Callable[[Value, str], Value],
) -> Value:
    """`template.format(...)`; `rest` are the taints of starred arguments, `lookup` follows `.name` and `[key]`."""
    pieces: list[Value] = []
    last = index = 0
    for m in _BRACE.finditer(template):
        pieces.append(constant(template[last : m.start()]))
        last = m.end()
        if m["field"] is None:
            pieces.append(constant(m[0][0]))
            continue
        field = _FIELD.match(m["field"])
        name, path = (field[1], field[2]) if field else ("", "")
        if name == "":
            name, index = str(index), index + 1
        if name.isdigit() and len(name) < 6:
            value = positional[int(name)] if int(name) < len(positional) else Value(rest)
        else:
            value = keywords.get(name) or Value(rest)
        for step in re.findall(r"\.\w+|\[[^\]]*\]", path):
            value = lookup(value, step)
        pieces.append(without_taint(value) if is_numeric(m["spec"] or "") else of_text(value))
        if len(pieces) > MOST_PARTS:
            break
    pieces.append(constant(template[last:]) if len(pieces) <= MOST_PARTS else Value(rest))
    return concatenated(pieces)


def is_numeric(spec: str) -> bool:
    """Whether a format specification only takes numbers."""
    return spec[-1:] in _NUMERIC and spec[-1:] != "c" and bool(spec)


def joined(separator: str, items: Sequence[Value]) -> Value:
    """`separator.join(items)` of known items."""
    pieces: list[Value] = []
    for item in items[:MOST_PARTS]:
        if pieces and separator:
            pieces.append(constant(separator))
        pieces.append(of_text(item))
    if len(items) > MOST_PARTS:
        pieces.append(Value(merged_taints(*(i.taints for i in items[MOST_PARTS:]))))
    return concatenated(pieces)


def sliced(value: Value, start: int | None, stop: int | None) -> Value:
    """`value[start:stop]` where that only takes away literal ends; else a text with the same taints."""
    parts = list(parts_of(value))
    if start is not None and start < 0 and (stop is None or stop < 0):
        tail = parts[-1]
        if isinstance(tail, str) and len(tail) >= -start:
            return constant(tail[start:stop])
        return Value(value.taints)
    head = parts[0]
    if isinstance(head, str) and stop is not None and 0 <= stop <= len(head) and (start or 0) >= 0:
        return constant(head[start:stop])
    if start:
        if not isinstance(head, str) or start > len(head) or start < 0:
            return Value(value.taints)
        parts[0] = head[start:]
    if stop is not None:
        tail = parts[-1]
        if not isinstance(tail, str) or -stop > len(tail) or stop >= 0:
            return Value(value.taints)
        parts[-1] = tail[:stop]
    return concatenated(constant(p) if isinstance(p, str) else p for p in parts if p != "")


def mapped(value: Value, text: Callable[[str], str], tokens: frozenset[str]) -> Value:
    """`value` with `text` applied to its literal pieces and `tokens` cleared in its holes."""
    pieces = []
    for part in parts_of(value):
        if isinstance(part, str):
            pieces.append(constant(text(part)))
        else:
            pieces.append(cleared(part, tokens))
    return concatenated(pieces)


def cleared(value: Value, tokens: frozenset[str]) -> Value:
    """`value` after a sanitizer or a check that makes it harmless for `tokens`."""
    if not value.taints or not tokens:
        return value
    parts = tuple(p if isinstance(p, str) else cleared(p, tokens) for p in value.parts)
    return value.copy(taints=tuple(t.without(tokens) for t in value.taints), parts=parts, view_of=value.root)
