"""The values of parameters: `$x`, `${x:-y}`, `${x%%.*}`, `${x/a/b}`, `${x:0:1}` and all the others.

Source: Bash Reference Manual 5.2, "Shell Parameter Expansion".
"""

from fumehood.commands.expand.arg import ANY, CREDENTIAL, NONE, SET, STAR, UNKNOWN, Arg, has_glob, literal
from fumehood.commands.expand.arithmetic import evaluate
from fumehood.commands.expand.glob import matches
from fumehood.commands.run.state import State
from fumehood.commands.shell.escapes import decode
from fumehood.commands.shell.nodes import Parameter, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_TRIED = 400  # characters of a value whose prefixes and suffixes are tried against a pattern
_SECRET_NAMES = (
    "TOKEN",
    "SECRET",
    "PASSW",
    "PASSPHRASE",
    "API_KEY",
    "APIKEY",
    "ACCESS_KEY",
    "PRIVATE_KEY",
    "CREDENTIAL",
)
ONE_CHARACTER_FACTS = {"#": "0", "?": "0", "$": UNKNOWN, "!": UNKNOWN, "-": "", "0": "bash"}


def values_of(state: State, node: Parameter, text: "Callable[[Word], Arg]") -> list[Arg]:
    """The values that the parameter may have, with its operator applied; `text` expands the operator's word."""
    name = node.name
    if node.indirect and not node.op and node.index in ("@", "*"):
        return [Arg(" ".join(str(i) for i in range(len(state.arrays.get(name, [])))))]
    found = _raw(state, name, node.index)
    if node.indirect:
        found = [
            v
            for known in found
            for v in (_raw(state, str(known), "") if known.isidentifier() else [Arg(UNKNOWN)])
        ]
    if node.length:
        return [Arg(str(len(v)) if v.known else UNKNOWN) for v in found]
    if not node.op:
        return found
    argument = text(node.arg) if node.arg else Arg("")
    return list(dict.fromkeys(w for v in found for w in _apply(state, node, v, argument)))


def is_set(state: State, name: str) -> bool:
    """Whether the text itself, or a well-known default, gives the variable a value."""
    return name in state.variables or name in state.arrays


def _raw(state: State, name: str, index: str) -> list[Arg]:
    if name in state.arrays:
        items = state.arrays[name]
        if index in ("@", "*"):
            return [Arg(" ".join(items), frozenset().union(*(i.taint for i in items)))]
        number = evaluate(index) if index else 0
        if number is None or not -len(items) <= number < len(items):
            return [Arg(UNKNOWN)] if number is None else [Arg("")]
        return [items[number]]
    if name in state.variables:
        return list(state.variables[name])
    if name.isdecimal():
        number = int(name[:6])
        if number == 0:
            return [Arg(state.name)]
        return [state.positional[number - 1] if number <= len(state.positional) else Arg("")]
    if name in ("@", "*"):
        return [Arg(" ".join(state.positional), frozenset().union(*(p.taint for p in state.positional)))]
    if name == "#":
        return [Arg(str(len(state.positional)))]
    if name in ONE_CHARACTER_FACTS:
        return [Arg(ONE_CHARACTER_FACTS[name])]
    upper = name.upper()
    secret = any(s in upper for s in _SECRET_NAMES)
    return [Arg(UNKNOWN, frozenset((CREDENTIAL,)) if secret else NONE)]


def _apply(state: State, node: Parameter, value: Arg, argument: Arg) -> list[Arg]:
    op = node.op
    if op in ("-", ":-", "=", ":=", "?", ":?"):
        if value.known and (value or op[0] != ":"):
            return [value]
        if op[-1] == "?":
            return [value]
        if op[-1] == "=":
            state.set(node.name, argument)
        # What the text does not set may well not be set: the default is what the author expects then.
        return [argument]
    if op in ("+", ":+"):
        known = is_set(state, node.name)
        return [argument] if known else [Arg(""), argument]
    if not value.known:
        return [_unknown_but(value, op)]
    made = _changed(op, value, argument)
    return [Arg(UNKNOWN if made is None else made, value.taint | argument.taint)]


def _unknown_but(value: Arg, op: str) -> Arg:
    """What remains known of a partly known value: its prefix survives a cut at the end and the reverse."""
    head, _, _ = value.partition(UNKNOWN)
    _, _, tail = value.rpartition(UNKNOWN)
    if op in ("%", "%%") and head:
        return Arg(head + UNKNOWN, value.taint)
    if op in ("#", "##") and tail:
        return Arg(UNKNOWN + tail, value.taint)
    return Arg(UNKNOWN, value.taint)


def _changed(op: str, value: str, argument: str) -> str | None:
    if op in ("#", "##", "%", "%%"):
        return _trimmed(value, argument, op)
    if op[0] == "/":
        return _replaced(value, argument, op)
    if op == ":":
        return _slice(value, argument)
    if op in ("^", "^^", ",", ",,", "~", "~~"):
        change = {"^": str.upper, ",": str.lower, "~": str.swapcase}[op[0]]
        return change(value) if len(op) == 2 else change(value[:1]) + value[1:]
    if op[0] == "@":
        return {
            "U": value.upper(),
            "L": value.lower(),
            "u": value[:1].upper() + value[1:],
            "E": decode(value),
        }.get(op[1], value)
    return None


def _trimmed(value: str, pattern: str, op: str) -> str | None:
    if not has_glob(pattern):
        if op[0] == "#":
            return value.removeprefix(pattern)
        return value.removesuffix(pattern) if pattern else value
    if len(value) > _LONGEST_TRIED:
        return None
    cuts = range(len(value) + 1)
    if op[0] == "#":
        tried = reversed(cuts) if op == "##" else cuts
        return next((value[cut:] for cut in tried if matches(pattern, value[:cut])), value)
    tried = cuts if op == "%%" else reversed(cuts)
    return next((value[:cut] for cut in tried if matches(pattern, value[cut:])), value)


def _replaced(value: str, argument: str, op: str) -> str | None:
    pattern, _, by = argument.partition("/")
    by = literal(by)
    if has_glob(pattern):
        if not set(pattern) - {STAR}:
            return by
        if SET in pattern or len(value) > _LONGEST_TRIED or STAR in pattern:
            return _by_pieces(value, pattern, by, every=op.startswith("//"))
        if ANY in pattern and set(pattern) == {ANY}:
            return by * (len(value) // len(pattern)) + value[len(value) // len(pattern) * len(pattern) :]
        return None
    if not pattern:
        return value
    if op == "/#":
        return by + value[len(pattern) :] if value.startswith(pattern) else value
    if op == "/%":
        return value[: -len(pattern)] + by if value.endswith(pattern) else value
    return value.replace(pattern, by, -1 if op.startswith("//") else 1)


def _by_pieces(value: str, pattern: str, by: str, *, every: bool) -> str | None:
    if len(value) > 64:
        return None
    made = ""
    at = 0
    while at < len(value):
        hit = next((end for end in range(len(value), at, -1) if matches(pattern, value[at:end])), 0)
        if hit:
            made += by
            at = hit
            if not every:
                break
        else:
            made += value[at]
            at += 1
    return made + value[at:]


def _slice(value: str, argument: str) -> str | None:
    start_text, _, length_text = argument.partition(":")
    start = evaluate(start_text) if start_text.strip() else 0
    length = evaluate(length_text) if length_text.strip() else None
    if start is None or (length_text.strip() and length is None):
        return None
    start = max(start + len(value), 0) if start < 0 else start
    if length is None:
        return value[start:]
    return value[start : start + length] if length >= 0 else value[start:length]
