"""Abstract values: what is known of an expression without running it.

A value carries where its data may come from (taints, each with its trail), the constants it may be,
the dotted name of an external thing (symbol), how a string is put together (parts), what a container
holds (items, keys), and which function, class or parameter of the file it is.
"""

import ast
from typing import Any, Final

MOST_TAINTS: Final = 8
MOST_CONSTANTS: Final = 8
LONGEST_TRAIL: Final = 12
HANDED: Final = "?"  # follows the name of a function that was handed the whole request
FETCHED: Final = "="  # precedes the name of a function that was asked for one thing by its name
MOST_UNKNOWN: Final = 4  # unknown functions on the way of data that are remembered

Constant = Any  # a str, bytes, number, bool, None, or Ellipsis for "any element"


class Origin:
    """Where data enters: a request, an argument, a parameter of a function, a field of a class.

    `kind` is one of web, argv, input, environment, network, parameter, field, weak-random.
    """

    __slots__ = ("index", "kind", "label", "node", "owner")

    def __init__(
        self, kind: str, label: str, node: ast.AST | None, index: int = -1, owner: object = None
    ) -> None:
        self.kind = kind
        self.label = label
        self.node = node
        self.index = index
        self.owner = owner


class Trail:
    """One station on the way of the data; `before` leads back towards the origin."""

    __slots__ = ("before", "length", "node", "text")

    def __init__(self, before: "Trail | None", node: ast.AST, text: str) -> None:
        self.before = before
        self.node = node
        self.text = text
        self.length: int = before.length + 1 if before else 1

    def stations(self) -> "list[Trail]":
        """All stations, the earliest first."""
        out: list[Trail] = []
        at: Trail | None = self
        while at is not None:
            out.append(at)
            at = at.before
        return out[::-1]


class Taint:
    """Data of one origin inside a value.

    `cleared` holds the categories for which it is already harmless, and `no:X` for text X that it
    cannot contain. `via` names the unknown functions it went through.
    """

    __slots__ = ("cleared", "origin", "trail", "via")

    def __init__(
        self,
        origin: Origin,
        trail: Trail | None = None,
        cleared: frozenset[str] = frozenset(),
        via: tuple[str, ...] = (),
    ) -> None:
        self.origin = origin
        self.trail = trail
        self.cleared = cleared
        self.via = via

    def without(self, tokens: frozenset[str]) -> "Taint":
        """The same data after a check or a sanitizer."""
        if tokens <= self.cleared:
            return self
        return Taint(self.origin, self.trail, self.cleared | tokens, self.via)

    def at(self, node: ast.AST, text: str) -> "Taint":
        """The same data one station further."""
        if self.trail is not None and (self.trail.length >= LONGEST_TRAIL or self.trail.node is node):
            return self
        return Taint(self.origin, Trail(self.trail, node, text), self.cleared, self.via)

    @property
    def vague(self) -> int:
        """How many unknown functions the data went through."""
        return len(self.via)

    def through(self, *names: str) -> "Taint":
        """The same data after a call that nobody knows."""
        return Taint(self.origin, self.trail, self.cleared, (*self.via, *names)[:MOST_UNKNOWN])

    def fetched(self, name: str) -> "Taint":
        """The same data out of a helper that holds the request and was asked for one thing of it."""
        return Taint(
            self.origin, self.trail, self.cleared, (*(n for n in self.via if n != HANDED), FETCHED + name)
        )


class Value:
    """What is known of one value; immutable once made. Unknown and harmless is `UNKNOWN`."""

    __slots__ = (
        "constants",
        "items",
        "keys",
        "local",
        "marks",
        "parts",
        "slot",
        "symbol",
        "taints",
        "view_of",
    )

    def __init__(
        self,
        taints: tuple[Taint, ...] = (),
        *,
        constants: tuple[Constant, ...] = (),
        symbol: str = "",
        parts: "tuple[str | Value, ...]" = (),
        items: "tuple[Value, ...] | None" = None,
        keys: "dict[Constant, Value] | None" = None,
        slot: Origin | None = None,
        local: object = None,
        marks: frozenset[str] = frozenset(),
        view_of: "Value | None" = None,
    ) -> None:
        self.taints = taints
        self.view_of = view_of
        self.constants = constants
        self.symbol = symbol
        self.parts = parts
        self.items = items
        self.keys = keys
        self.slot = slot
        self.local = local
        self.marks = marks

    @property
    def root(self) -> "Value":
        """The value of which this one is a view (the same text under another name, or resolved)."""
        return self if self.view_of is None else self.view_of

    def copy(self, **changes: object) -> "Value":
        """This value with some of its attributes changed."""
        new = Value.__new__(Value)
        for name in Value.__slots__:
            setattr(new, name, changes[name] if name in changes else getattr(self, name))
        return new

    @property
    def is_constant(self) -> bool:
        """Whether exactly one constant is possible."""
        return len(self.constants) == 1

    @property
    def constant(self) -> Constant:
        """The one constant, or Ellipsis where there is not exactly one."""
        return self.constants[0] if len(self.constants) == 1 else ...

    @property
    def text(self) -> str | None:
        """The one constant if it is a string."""
        value = self.constant
        return value if isinstance(value, str) else None


UNKNOWN: Final = Value()
NOTHING: Final = Value(constants=(None,))
TRUE: Final = Value(constants=(True,))
FALSE: Final = Value(constants=(False,))


def constant(value: Constant) -> Value:
    """The value that is exactly this constant."""
    return Value(constants=(value,))


def merged_taints(*groups: tuple[Taint, ...]) -> tuple[Taint, ...]:
    """All taints, one for each origin: harmless is only what is harmless on every way."""
    full = [g for g in groups if g]
    if len(full) <= 1:
        return full[0] if full else ()
    first = full[0]
    if all(g is first for g in full):
        return first
    by_origin: dict[int, Taint] = {id(t.origin): t for t in first}
    changed = False
    for group in full[1:]:
        for taint in group:
            old = by_origin.get(id(taint.origin))
            if old is None:
                if len(by_origin) < MOST_TAINTS:
                    by_origin[id(taint.origin)] = taint
                    changed = True
            elif old is not taint and not (old.cleared <= taint.cleared and old.vague <= taint.vague):
                by_origin[id(taint.origin)] = Taint(
                    old.origin, old.trail, old.cleared & taint.cleared, min(old.via, taint.via, key=len)
                )
                changed = True
    return tuple(by_origin.values()) if changed else first


def join(a: Value, b: Value) -> Value:
    """What holds of a value that is `a` on one way and `b` on the other; `a` itself if `b` adds nothing."""
    if a is b or (b is UNKNOWN and not a.constants and not a.parts and a.items is None and a.keys is None):
        return a
    taints = merged_taints(a.taints, b.taints)
    constants = _joined_constants(a, b)
    symbol = a.symbol or b.symbol
    parts = _joined_parts(a, b)
    items = _joined_items(a, b)
    keys = _joined_keys(a, b)
    slot = a.slot if a.slot is b.slot else None
    local = a.local or b.local
    marks = a.marks if a.marks == b.marks else _joined_marks(a, b)
    if (
        taints is a.taints
        and constants == a.constants
        and symbol == a.symbol
        and parts == a.parts
        and items is a.items
        and keys is a.keys
        and slot is a.slot
        and local is a.local
        and marks == a.marks
        and a.root is b.root
    ):
        return a
    return Value(
        taints,
        constants=constants,
        symbol=symbol,
        parts=parts,
        items=items,
        keys=keys,
        slot=slot,
        local=local,
        marks=marks,
        view_of=a.root if a.root is b.root else None,
    )


def _joined_constants(a: Value, b: Value) -> tuple[Constant, ...]:
    if a.constants == b.constants and [*map(type, a.constants)] == [*map(type, b.constants)]:
        return a.constants
    if not a.constants or not b.constants:
        return ()
    seen = {(type(c), c) for c in a.constants}
    new = a.constants + tuple(c for c in b.constants if (type(c), c) not in seen)
    return new if len(new) <= MOST_CONSTANTS else ()


def _joined_marks(a: Value, b: Value) -> frozenset[str]:
    """Marks count on every way on which data from outside is inside the value."""
    if not b.taints:
        return a.marks
    if not a.taints:
        return b.marks
    return a.marks & b.marks


def parts_of(value: Value) -> "tuple[str | Value, ...]":
    """How a string is put together: literal pieces and the values between them."""
    if value.parts:
        return value.parts
    text = value.text
    return (text,) if text is not None else (value,)


def _joined_parts(a: Value, b: Value) -> "tuple[str | Value, ...]":
    if a.parts == b.parts or b is UNKNOWN:
        return a.parts
    if (not a.parts and not a.constants) or (not b.parts and not b.constants):
        if not a.taints and not a.constants:
            return b.parts
        if not b.taints and not b.constants:
            return a.parts
        return ()
    if a.is_constant and not a.taints and not isinstance(a.constant, str):
        return b.parts  # None or a number on the other way: the text is what matters
    if b.is_constant and not b.taints and not isinstance(b.constant, str):
        return a.parts
    first, second = parts_of(a), parts_of(b)
    head = _common_head(first[0], second[0])
    tail = _common_tail(first[-1], second[-1])
    if not head and not tail:
        return ()
    hole = Value(merged_taints(a.taints, b.taints))
    if a.parts and len(a.parts) == 3 and a.parts[0] == head and a.parts[2] == tail:
        old = a.parts[1]
        if isinstance(old, Value) and old.taints is hole.taints:
            return a.parts
    return tuple(p for p in (head, hole, tail) if p)


def _common_head(a: "str | Value", b: "str | Value") -> str:
    if not isinstance(a, str) or not isinstance(b, str):
        return ""
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return a[:n]


def _common_tail(a: "str | Value", b: "str | Value") -> str:
    if not isinstance(a, str) or not isinstance(b, str):
        return ""
    n = 0
    for x, y in zip(reversed(a), reversed(b), strict=False):
        if x != y:
            break
        n += 1
    return a[len(a) - n :] if n and n < len(a) else ""


def _joined_items(a: Value, b: Value) -> "tuple[Value, ...] | None":
    if a.items is b.items or b.items is None:
        return a.items if b.items is not None or not b.taints else None
    if a.items is None:
        return None if a.taints else b.items
    if len(a.items) != len(b.items):
        return None
    new = tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True))
    return a.items if all(x is y for x, y in zip(new, a.items, strict=True)) else new


def _joined_keys(a: Value, b: Value) -> "dict[Constant, Value] | None":
    if a.keys is b.keys:
        return a.keys
    if a.keys is None or b.keys is None:
        return None if a.taints or b.taints else (a.keys or b.keys)
    new = dict(a.keys)
    changed = False
    for key, value in b.keys.items():
        old = new.get(key)
        new[key] = value if old is None else join(old, value)
        changed = changed or new[key] is not old
    return new if changed else a.keys
