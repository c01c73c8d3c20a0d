"""Calls of functions of the file: their summary, with the arguments in the place of the parameters."""

import ast
from typing import Any, Final

from fumehood.code.flow import template
from fumehood.code.flow.attributes import Instance
from fumehood.code.flow.call import Call
from fumehood.code.flow.condition import Condition, assume
from fumehood.code.flow.scope import MOST_INNER_HITS, Class, Function, Hit, Summary
from fumehood.code.flow.sinks import harmful
from fumehood.code.flow.template import cleared
from fumehood.code.flow.value import (
    LONGEST_TRAIL,
    MOST_UNKNOWN,
    UNKNOWN,
    Origin,
    Taint,
    Trail,
    Value,
    constant,
    merged_taints,
)

_STEPS_OF_A_HIT: Final = 4
MOST_VARIANTS: Final = 4
_DEEPEST: Final = 6

Mapping = dict[int, Value]


def applied(made: Call, function: Function, receiver: Value | None) -> Value:
    """What calling a function of the file gives; the sinks that the arguments reach are noted."""
    module = made.frame.module
    summary = module.summary(function, made.frame.depth + 1)
    if summary is None:
        return Value(
            tuple(
                t.through(function.name)
                for t in merged_taints(made.taints, receiver.taints if receiver else ())
            )
        )
    mapping, known = _mapping(made, function, receiver)
    if known and (summary.result.taints or summary.hits) and len(function.variants) < MOST_VARIANTS:
        summary = module.variant(function, known, made.frame.depth + 1) or summary
    if receiver is not None and isinstance(receiver.local, Instance) and function.owner is not None:
        for name, value in (receiver.local.fields or {}).items():
            mapping[id(function.owner.origin(name))] = value
    translate = Translation(mapping, made.node, function.name)
    _hits(made, summary, translate)
    _effects(made, function, summary, mapping)
    if isinstance(made.frame.function, Function) and receiver is not None:
        _fields(receiver, summary, translate)
    return translate.value(summary.result)


def _mapping(made: Call, function: Function, receiver: Value | None) -> tuple[Mapping, dict[str, Any]]:
    """The argument for each parameter, and the parameters that are constants."""
    names = function.positional
    given = [receiver, *made.arguments] if receiver is not None else list(made.arguments)
    mapping: Mapping = {}
    known: dict[str, Any] = {}
    for name, value in zip(names, given, strict=False):
        mapping[id(function.origins[name])] = value
    extra = given[len(names) :]
    if function.star is not None:
        taints = merged_taints(made.rest, *(v.taints for v in extra if v is not None))
        mapping[id(function.origins[function.star.arg])] = Value(
            taints, items=tuple(v for v in extra if v is not None)
        )
    others: dict[Any, Value] = {}
    for name, value in made.keywords.items():
        if name in function.origins:
            mapping[id(function.origins[name])] = value
        else:
            others[name] = value
    if function.double_star is not None:
        taints = merged_taints(made.rest, *(v.taints for v in others.values()))
        mapping[id(function.origins[function.double_star.arg])] = Value(taints, keys=others)
    for name, origin in function.origins.items():
        if id(origin) not in mapping:
            default = made.frame.module.default(function, name)
            mapping[id(origin)] = Value(made.rest) if default is None else default
        value = mapping[id(origin)]
        if value.is_constant and isinstance(value.constant, bool | str | int | None) and not value.taints:
            known[name] = value.constant
    return mapping, known


class Translation:
    """Puts arguments where a summary names parameters."""

    def __init__(self, mapping: Mapping, node: ast.AST, name: str) -> None:
        self.mapping = mapping
        self.node = node
        self.name = name

    def value(self, value: Value, depth: int = 0) -> Value:
        """`value` as the caller sees it."""
        if value.slot is not None and id(value.slot) in self.mapping:
            given = self.mapping[id(value.slot)]
            own = value.taints[0] if len(value.taints) == 1 else None
            if own is None or not given.taints:
                return given
            return cleared(given, own.cleared).copy(taints=self.taints(value.taints))
        if isinstance(value.local, Condition):
            return Value(
                self.taints(value.taints), constants=value.constants, local=self.condition(value.local)
            )
        if not value.taints and not value.parts:
            return value
        if depth > _DEEPEST:
            return Value(self.taints(value.taints))
        if value.parts:
            pieces = [constant(p) if isinstance(p, str) else self.value(p, depth + 1) for p in value.parts]
            new = template.concatenated(template.of_text(p) for p in pieces)
            if new.taints or new.parts:
                return new.copy(taints=self.taints(value.taints), marks=value.marks, symbol=value.symbol)
            return new
        items = tuple(self.value(i, depth + 1) for i in value.items) if value.items is not None else None
        keys = (
            {k: self.value(v, depth + 1) for k, v in value.keys.items()} if value.keys is not None else None
        )
        return value.copy(taints=self.taints(value.taints), items=items, keys=keys, slot=None)

    def condition(self, effects: Condition) -> Condition:
        """The effects of a check on the arguments of the call."""
        return Condition(
            tuple((self.mapping[id(t.slot)], e) for t, e in effects.true if id(t.slot) in self.mapping),
            tuple((self.mapping[id(t.slot)], e) for t, e in effects.false if id(t.slot) in self.mapping),
        )

    def taints(self, taints: tuple[Taint, ...]) -> tuple[Taint, ...]:
        """The data that these taints stand for at the call."""
        out: list[tuple[Taint, ...]] = []
        for taint in taints:
            given = self.mapping.get(id(taint.origin))
            if given is None:
                out.append((taint,))
            else:
                out.append(tuple(self._along(taint, t) for t in given.taints))
        return merged_taints(*out)

    def _along(self, inner: Taint, outer: Taint) -> Taint:
        trail = Trail(outer.trail, self.node, f"passed to `{self.name}`")
        for station in inner.trail.stations() if inner.trail is not None else ():
            if trail.length >= LONGEST_TRAIL:
                break
            trail = Trail(trail, station.node, station.text)
        if outer.trail is not None and outer.trail.length >= LONGEST_TRAIL:
            trail = outer.trail
        return Taint(
            outer.origin, trail, outer.cleared | inner.cleared, (outer.via + inner.via)[:MOST_UNKNOWN]
        )


def _hits(made: Call, summary: Summary, translate: Translation) -> None:
    frame = made.frame
    if summary.hits and frame.module.is_spent():
        return
    for hit in summary.hits:
        frame.steps += _STEPS_OF_A_HIT
        if len(frame.hits) >= MOST_INNER_HITS:
            break
        if not any(id(t.origin) in translate.mapping for t in hit.value.taints):
            continue
        value = translate.value(hit.value)
        if any(harmful(hit.model, t.cleared, t.origin.kind) for t in value.taints):
            frame.hits.append(Hit(hit.model, hit.node, hit.argument, value, hit.function))


def _effects(made: Call, function: Function, summary: Summary, mapping: Mapping) -> None:
    """A function that returns only if a check holds has checked its argument for the caller too."""
    for name, tokens in summary.checked.items():
        given = mapping.get(id(function.origins[name]))
        if given is not None and given.taints:
            assume(made.frame.env, Value(local=Condition(true=((given, tokens),))), True)


def _fields(receiver: Value, summary: Summary, translate: Translation) -> None:
    instance = receiver.local
    if isinstance(instance, Instance) and instance.fields is not None:
        for name, value in summary.fields.items():
            instance.fields[name] = translate.value(value)


def constructed(made: Call, type_: Class) -> Value:
    """A new object of a class of the file, with the fields that its constructor sets."""
    if type_.external_base().rpartition(".")[2] in ("Enum", "StrEnum", "IntEnum", "Flag"):
        return UNKNOWN  # one of the values that stand in the file
    method = type_.method("__init__")
    fields: dict[str, Value] = {}
    if method is not None:
        blank = Value(local=Instance(type_, fields))
        applied(made, method, blank)
        summary = made.frame.module.summary(method, made.frame.depth + 1)
        if summary is not None:
            mapping, _ = _mapping(made, method, blank)
            translate = Translation(mapping, made.node, type_.name)
            fields.update({name: translate.value(value) for name, value in summary.fields.items()})
    else:
        names = [
            s.target.id
            for s in type_.node.body
            if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)
        ]
        fields.update(zip(names, made.arguments, strict=False))
        fields.update({k: v for k, v in made.keywords.items() if k in names or not names})
    carried = merged_taints(*(f.taints for f in fields.values()))
    if method is None and not fields:
        carried = made.taints
    return Value(carried, local=Instance(type_, fields))


def parameter(origin: Origin, symbol: str = "", local: object = None) -> Value:
    """What a parameter holds while its function is summarised."""
    return Value((Taint(origin),), symbol=symbol, slot=origin, local=local)
