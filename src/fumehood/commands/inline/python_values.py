"""The values that the walk through a Python program knows: texts, bytes, numbers, lists, paths, names, and blanks."""

import ast

from fumehood.commands.expand.arg import NONE, UNKNOWN, Arg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.commands.inline.python import Walker

_LONGEST = 65_536


class Blank:
    """Something unknown, with where it came from."""

    __slots__ = ("taint",)

    def __init__(self, taint: frozenset[str] = NONE) -> None:
        self.taint = taint


class Ref:
    """A name with dots that the program did not bind; of a method, `base` is the value that it is called on."""

    __slots__ = ("base", "name")

    def __init__(self, name: str, base: "Value | None" = None) -> None:
        self.name = name
        self.base = base


class Place:
    """A path object or an open file: `mode` is that of the file."""

    __slots__ = ("kind", "mode", "path")

    def __init__(self, path: Arg, kind: str = "path", mode: str = "r") -> None:
        self.path = path
        self.kind = kind
        self.mode = mode

    def __str__(self) -> str:
        return str(self.path)


Value = Arg | bytes | int | list["Value"] | Place | Ref | Blank


def constant(value: object) -> Value:
    """The value of a literal."""
    if isinstance(value, str):
        return Arg(value)
    if isinstance(value, bytes) or (isinstance(value, int) and abs(value) < 1 << 64):
        return value
    return Blank()


def taint_in(value: Value) -> frozenset[str]:
    """Where a value came from; of a list, where any item did."""
    if isinstance(value, Arg | Blank):
        return value.taint
    if isinstance(value, Place):
        return value.path.taint
    if isinstance(value, list):
        return NONE.union(*(taint_in(v) for v in value[:64]))
    if isinstance(value, Ref):
        if value.name == "os.environ" or value.name.startswith("os.environ."):
            return frozenset(("environment",))
        return taint_in(value.base) if value.base is not None else NONE
    return NONE


def text_of(value: Value) -> Arg:
    """The value as a text."""
    if isinstance(value, Arg):
        return value
    if isinstance(value, bytes):
        return Arg(value.decode("utf-8", "replace"))
    if isinstance(value, bool):
        return Arg(str(value))
    if isinstance(value, int):
        return Arg(str(value))
    if isinstance(value, Place):
        return value.path
    return Arg(UNKNOWN, taint_in(value))


def binary(op: ast.operator, left: Value, right: Value) -> Value:
    """The result of an operator: joined texts, repeated ones, formats, paths, sums."""
    taint = taint_in(left) | taint_in(right)
    if isinstance(op, ast.Add):
        if isinstance(left, list) and isinstance(right, list):
            return [*left, *right]
        if isinstance(left, bytes) and isinstance(right, bytes):
            return (left + right)[:_LONGEST]
        if isinstance(left, int) and isinstance(right, int):
            return left + right
        if isinstance(left, Arg | Place) or isinstance(right, Arg | Place):
            return Arg(text_of(left) + text_of(right), taint)
    if isinstance(op, ast.Mod) and isinstance(left, Arg):
        return _formatted(left, right)
    if isinstance(op, ast.Div) and (isinstance(left, Place) or isinstance(right, Place)):
        second = text_of(right)
        return Place(Arg(second if second.startswith("/") else f"{text_of(left)}/{second}", taint))
    if isinstance(left, int) and isinstance(right, int):
        return _number(op, left, right)
    if (
        isinstance(op, ast.Mult)
        and isinstance(left, Arg)
        and isinstance(right, int)
        and 0 <= right * len(left) < _LONGEST
    ):
        return Arg(left * right, taint)
    return Blank(taint)


def _number(op: ast.operator, left: int, right: int) -> Value:
    if isinstance(op, ast.Sub):
        return left - right
    if isinstance(op, ast.Mult) and abs(left) < 1 << 32 and abs(right) < 1 << 32:
        return left * right
    if isinstance(op, ast.BitXor):
        return left ^ right
    if isinstance(op, ast.Mod) and right:
        return left % right
    if isinstance(op, ast.FloorDiv) and right:
        return left // right
    return Blank()


def _formatted(left: Arg, right: Value) -> Arg:
    values = [text_of(v) for v in right] if isinstance(right, list) else [text_of(right)]
    taint = left.taint.union(*(v.taint for v in values))
    try:
        return Arg(str(left) % tuple(str(v) for v in values), taint)
    except (TypeError, ValueError):
        return Arg(UNKNOWN, taint)


def subscript(value: Value, index: ast.expr, walker: "Walker") -> Value:
    """An item or a slice."""
    if isinstance(index, ast.Slice):
        bounds = [walker.value(b) if b is not None else None for b in (index.lower, index.upper, index.step)]
        if all(b is None or isinstance(b, int) for b in bounds) and isinstance(value, Arg | bytes | list):
            cut = slice(*(b if isinstance(b, int) else None for b in bounds))
            if isinstance(value, Arg):
                return (
                    Arg(str(value)[cut], value.taint)
                    if value.known and bounds[2] != 0
                    else Arg(UNKNOWN, value.taint)
                )
            return value[cut] if bounds[2] != 0 else Blank()
        return Blank(taint_in(value))
    key = walker.value(index)
    if isinstance(value, Ref) and value.name in ("sys.argv",) and isinstance(key, int):
        return walker.args[key - 1] if 0 < key <= len(walker.args) else Arg(UNKNOWN)
    if isinstance(value, Ref) and value.name == "os.environ" and isinstance(key, Arg):
        known = walker.machine.state.variables.get(str(key))
        secret = any(s in key.upper() for s in ("TOKEN", "SECRET", "PASSW", "KEY"))
        return known[0] if known else Arg(UNKNOWN, frozenset(("credential",)) if secret else NONE)
    if isinstance(key, int) and isinstance(value, list) and -len(value) <= key < len(value):
        return value[key]
    if isinstance(key, int) and isinstance(value, Arg) and value.known and -len(value) <= key < len(value):
        return Arg(str(value)[key], value.taint)
    if isinstance(key, int) and isinstance(value, bytes) and -len(value) <= key < len(value):
        return value[key]
    return Blank(taint_in(value))
