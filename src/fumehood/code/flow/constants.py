"""Folds operations on constants, with limits on what a hostile file can ask for."""

import ast
import operator
from collections.abc import Callable, Sequence
from itertools import product
from typing import Any, Final

from fumehood.code.flow.value import MOST_CONSTANTS, Constant

LONGEST: Final = 100_000  # characters or bytes of a folded text
_BIGGEST: Final = 2**256

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.Pow: operator.pow,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: lambda a, b: a is b or (a == b and isinstance(a, int | str)),
    ast.IsNot: lambda a, b: not (a is b or (a == b and isinstance(a, int | str))),
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_METHODS: Final = frozenset(
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
        "replace",
        "split",
        "rsplit",
        "splitlines",
        "partition",
        "rpartition",
        "startswith",
        "endswith",
        "find",
        "rfind",
        "index",
        "rindex",
        "count",
        "isdigit",
        "isalpha",
        "isalnum",
        "isupper",
        "islower",
        "isspace",
        "isidentifier",
        "isnumeric",
        "isdecimal",
        "removeprefix",
        "removesuffix",
        "encode",
        "decode",
        "hex",
        "join",
        "zfill",
        "bit_length",
    ]
)
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "len": len, "str": str, "int": int, "float": float, "bool": bool, "abs": abs, "min": min, "max": max,
    "ord": ord, "chr": chr, "round": round, "repr": repr, "bytes": bytes, "hex": hex, "oct": oct, "bin": bin,
}  # fmt: skip
_FAILURES = (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, MemoryError, UnicodeError)


def _fits(value: Any) -> bool:
    if isinstance(value, str | bytes):
        return len(value) <= LONGEST
    if isinstance(value, int):
        return -_BIGGEST < value < _BIGGEST
    return value is None or isinstance(value, float | complex | bool)


def _too_costly(op: type[ast.operator], a: Any, b: Any) -> bool:
    if op in (ast.Pow, ast.LShift):
        return not (isinstance(b, int) and -64 <= b <= 64) or isinstance(a, str | bytes)
    if op is ast.Mult:
        for x, y in ((a, b), (b, a)):
            if isinstance(x, str | bytes):
                return not isinstance(y, int) or len(x) * y > LONGEST
    if op is ast.Mod:
        return isinstance(a, str | bytes)  # formatting is done on parts
    return False


def binary(
    op: type[ast.operator], left: Sequence[Constant], right: Sequence[Constant]
) -> tuple[Constant, ...]:
    """All results of `left op right`; nothing when there are too many, too large or none."""
    return _each(lambda a, b: ... if _too_costly(op, a, b) else _BINARY[op](a, b), left, right, op in _BINARY)


def compare(op: type[ast.cmpop], left: Sequence[Constant], right: Sequence[Constant]) -> tuple[Constant, ...]:
    """All results of a comparison: `(True,)`, `(False,)`, both, or nothing when unknown."""
    results: set[bool] = set()
    if not left or not right or len(left) * len(right) > MOST_CONSTANTS**2:
        return ()
    for a, b in product(left, right):
        try:
            results.add(bool(_COMPARE[op](a, b)))
        except _FAILURES:
            return ()
    return tuple(results)


def method(name: str, receivers: Sequence[Constant], arguments: Sequence[Constant]) -> list[Any]:
    """The results of a method of text on constants; may hold lists and tuples of constants."""
    if name not in _METHODS:
        return []
    out: list[Any] = []
    for receiver in receivers:
        if not isinstance(receiver, str | bytes | int) or (
            name == "replace" and isinstance(receiver, str | bytes) and len(receiver) > 10_000
        ):
            return []
        try:
            result = getattr(receiver, name)(*arguments)
        except _FAILURES:
            return []
        if isinstance(result, list | tuple):
            if len(result) > 64 or not all(_fits(x) for x in result):
                return []
        elif not _fits(result):
            return []
        out.append(result)
    return out


def function(name: str, arguments: Sequence[Constant]) -> tuple[Constant, ...]:
    """The result of a built-in function on single constants, or nothing."""
    if name not in _FUNCTIONS or not all(_fits(a) for a in arguments):
        return ()
    if name == "bytes" and not (arguments and isinstance(arguments[0], str | bytes)):
        return ()
    try:
        result = _FUNCTIONS[name](*arguments)
    except _FAILURES:
        return ()
    return (result,) if _fits(result) else ()


def _each(
    operation: Callable[[Any, Any], Any], left: Sequence[Constant], right: Sequence[Constant], known: bool
) -> tuple[Constant, ...]:
    if not known or not left or not right or len(left) * len(right) > MOST_CONSTANTS:
        return ()
    out: list[Constant] = []
    for a, b in product(left, right):
        try:
            result = operation(a, b)
        except _FAILURES:
            return ()
        if result is ... or not _fits(result):
            return ()
        out.append(result)
    return tuple(out)


def truth(constants: Sequence[Constant]) -> bool | None:
    """Whether all of these are true, or all false; None when unknown."""
    results = {bool(c) for c in constants}
    return results.pop() if len(results) == 1 else None
