"""A text that is built from constants and values, taken apart: f-string, `%`, `.format`, `+`."""

import ast
from string import Formatter

from msgspec import Struct

from fumehood.core.patterns import pattern

_PERCENT = pattern(r"%(?:\((?P<key>\w+)\))?(?P<type>[sdif%])")


class Piece(Struct):
    """A constant (`value` is None), or a value with the constant it would print as left out.

    `is_text` says that the value must be a string already, since it is added to one.
    """

    text: str = ""
    value: ast.expr | None = None
    is_text: bool = False


def pieces_of(node: ast.expr) -> list[Piece] | None:
    """The pieces of the text in order, or None when it is built in another way."""
    pieces = _pieces(node)
    if pieces is None:
        return None
    merged: list[Piece] = []
    for piece in pieces:
        if piece.value is None and merged and merged[-1].value is None:
            merged[-1] = Piece(merged[-1].text + piece.text)
        elif piece.value is not None or piece.text:
            merged.append(piece)
    return merged


def _pieces(node: ast.expr) -> list[Piece] | None:
    if isinstance(node, ast.Constant):
        return [Piece(node.value)] if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return _f_string(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _sum(node)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return _percent(node)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        return _format(node, node.func.value)
    return None


def _f_string(node: ast.JoinedStr) -> list[Piece] | None:
    found: list[Piece] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            found.append(Piece(str(part.value)))
        elif (
            isinstance(part, ast.FormattedValue) and part.format_spec is None and part.conversion in (-1, 115)
        ):
            found.append(Piece(value=part.value))
        else:
            return None
    return found


def _sum(node: ast.BinOp) -> list[Piece] | None:
    terms: list[ast.expr] = []
    pending: list[ast.expr] = [node]
    while pending:
        term = pending.pop()
        if isinstance(term, ast.BinOp) and isinstance(term.op, ast.Add):
            pending += [term.right, term.left]
        else:
            terms.append(term)
    found: list[Piece] = []
    for term in terms:
        inner = _pieces(term)
        if inner is None:
            text = _inside_str(term)
            inner = [Piece(value=text)] if text is not None else [Piece(value=term, is_text=True)]
        found += inner
    return found


def _inside_str(term: ast.expr) -> ast.expr | None:
    """What `str(…)` is called with."""
    is_str = isinstance(term, ast.Call) and isinstance(term.func, ast.Name) and term.func.id == "str"
    return term.args[0] if is_str and isinstance(term, ast.Call) and len(term.args) == 1 else None


def _percent(node: ast.BinOp) -> list[Piece] | None:
    if not (isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)):
        return None
    text, right = node.left.value, node.right
    by_key = {}
    if isinstance(right, ast.Dict):
        by_key = {
            k.value: v for k, v in zip(right.keys, right.values, strict=True) if isinstance(k, ast.Constant)
        }
    values = iter(right.elts if isinstance(right, ast.Tuple) else [right])
    found: list[Piece] = []
    at = 0
    for match in _PERCENT.finditer(text):
        found.append(Piece(text[at : match.start()]))
        at = match.end()
        if match["type"] == "%":
            found.append(Piece("%"))
            continue
        value = by_key.get(match["key"]) if match["key"] else next(values, None)
        if value is None or isinstance(value, ast.Starred):
            return None
        found.append(Piece(value=value))
    found.append(Piece(text[at:]))
    left_over = "%" in _PERCENT.sub("", text) or (not by_key and next(values, None) is not None)
    return None if left_over else found


def _format(node: ast.Call, template: ast.expr) -> list[Piece] | None:
    if not (isinstance(template, ast.Constant) and isinstance(template.value, str)):
        return None
    named = {k.arg: k.value for k in node.keywords}
    if None in named or any(isinstance(a, ast.Starred) for a in node.args):
        return None
    found: list[Piece] = []
    automatic = 0
    try:
        parts = list(Formatter().parse(template.value))
    except ValueError:
        return None
    for text, name, spec, conversion in parts:
        found.append(Piece(text))
        if name is None:
            continue
        if spec or conversion not in (None, "s"):
            return None
        field = name or str(automatic)
        automatic += not name
        value = (
            (node.args[int(field)] if int(field) < len(node.args) else None)
            if field.isdigit()
            else named.get(field)
        )
        if value is None:
            return None
        found.append(Piece(value=value))
    return found
