"""SQL: values become parameters. Quotes around a value and wildcards of LIKE move into it.

A table, a column or a sort order cannot be a parameter, so a query that has one built in gets no fix.
"""

import ast
import re

from msgspec import Struct

from fumehood.code.fixes.imports import imported
from fumehood.code.fixes.literal import f_string, string, tuple_of
from fumehood.code.fixes.pieces import Piece, pieces_of
from fumehood.code.fixes.site import Site
from fumehood.core.finding import Edit, Fix
from fumehood.core.patterns import pattern

# The word or sign before a place where a value may stand (SQL:2016, value expressions).
_VALUE_PLACE = pattern(
    r"(?:[=<>(,+*/-]|\|\||\b(?:LIKE|ILIKE|GLOB|IN|AND|BETWEEN|LIMIT|OFFSET|THEN|ELSE|WHEN|ESCAPE))\s*\Z",
    re.IGNORECASE,
)
# A comma or bracket in these clauses lists columns or tables, not values.
_NAME_CLAUSE = pattern(
    r"\b(?P<clause>SELECT|FROM|JOIN|INTO|TABLE|ORDER\s+BY|GROUP\s+BY|PARTITION\s+BY|SET|UPDATE|WHERE|HAVING|VALUES|ON|LIMIT|OFFSET|IN)\b",
    re.IGNORECASE,
)
_ONLY_NAMES = {"SELECT", "FROM", "JOIN", "INTO", "TABLE", "UPDATE", "ORDER BY", "GROUP BY", "PARTITION BY"}
_FORMAT_DRIVERS = (
    "psycopg",
    "psycopg2",
    "pymysql",
    "MySQLdb",
    "mysql",
    "django",
    "mariadb",
    "pg8000",
    "pymssql",
)
_QMARK_DRIVERS = ("sqlite3", "aiosqlite", "pyodbc", "apsw", "duckdb")


class Style(Struct, frozen=True):
    """How a driver writes parameters: `?`, `%s` or `:name`."""

    mark: str
    doubled: bool = False  # a literal per cent sign must be doubled


class Rewritten(Struct):
    """The text of a query with marks, and the values in their order (`names` where marks are named)."""

    text: str
    values: list[str]
    names: list[str]


def mend(site: Site, sink: ast.Call) -> Fix | None:
    """The fix for a call that executes a built query, or None."""
    if _called(sink) == "text":  # SQLAlchemy's text(): the call around it takes the values
        around = (
            n for n in ast.walk(site.statement) if isinstance(n, ast.Call) and n.args and n.args[0] is sink
        )
        outer = next(around, None)
        if outer is None:
            return None
        sink = outer
    style = _style(site)
    if style is None or not sink.args or any(isinstance(a, ast.Starred) for a in sink.args):
        return None
    method = sink.func.attr if isinstance(sink.func, ast.Attribute) else ""
    if (
        method not in ("execute", "raw", "fetch", "fetchrow", "fetchval")
        or len(sink.args) > 1
        or sink.keywords
    ):
        return None
    argument = sink.args[0]
    wrapper = None
    if isinstance(argument, ast.Call) and _called(argument) == "text" and len(argument.args) == 1:
        wrapper, argument = argument, argument.args[0]
        style = Style(":")
    elif imported(site, "sqlalchemy") and style.mark == ":":
        return None  # a plain string there: the driver below decides
    built, where = argument, argument
    if isinstance(argument, ast.Name):
        assignment = site.assigned(argument.id)
        if assignment is None or site.uses(argument.id) != 1:
            return None
        built = where = assignment.value
    pieces = pieces_of(built)
    rewritten = _rewrite(site, pieces, style) if pieces else None
    if rewritten is None or not rewritten.values:
        return None
    if where is not argument and not all(_steady(site, p.value) for p in pieces or [] if p.value is not None):
        return None  # between the assignment and the call the values may change
    parameters = (
        "{" + ", ".join(f'"{n}": {v}' for n, v in zip(rewritten.names, rewritten.values, strict=True)) + "}"
        if style.mark == ":"
        else tuple_of(rewritten.values)
    )
    edits = [
        site.replace(where, string(rewritten.text)),
        site.insert_after(wrapper or argument, f", {parameters}"),
    ]
    if any(e is None for e in edits):
        return None
    if where is argument and wrapper is None:
        edits = [site.replace(where, f"{string(rewritten.text)}, {parameters}")]
    known = imported(site, *_FORMAT_DRIVERS, *_QMARK_DRIVERS, "sqlalchemy")
    return Fix(
        safety="safe",
        description="Pass the values as parameters of the query"
        + ("" if known else " (marks as sqlite3 has them)"),
        edits=tuple(e for e in edits if isinstance(e, Edit)),
    )


def _style(site: Site) -> Style | None:
    """The marks of the driver that the file imports; `?` where it imports none, as in the standard library."""
    if imported(site, *_QMARK_DRIVERS):
        return None if imported(site, *_FORMAT_DRIVERS) else Style("?")
    if imported(site, *_FORMAT_DRIVERS):
        return Style("%s", doubled=True)
    if imported(site, "asyncpg", "oracledb", "cx_Oracle"):
        return None
    return Style("?")


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def _rewrite(site: Site, pieces: list[Piece], style: Style) -> Rewritten | None:
    """The query with a mark for each value; None when one stands where no parameter can."""
    out = Rewritten("", [], [])
    texts = [p.text for p in pieces]
    at = 0
    while at < len(pieces):
        piece = pieces[at]
        if piece.value is None:
            out.text += texts[at]
            at += 1
            continue
        quote = _open_quote(out.text)
        if quote is None:
            if not _takes_value(out.text):
                return None
            _mark(out, style, site.text(piece.value), piece.value)
            at += 1
            continue
        value = _quoted(site, pieces, texts, at, out.text[quote + 1 :], out.text[quote])
        if value is None or not _takes_value(out.text[:quote]):
            return None
        source, at = value
        out.text = out.text[:quote]
        _mark(out, style, source, piece.value)
    if _open_quote(out.text) is not None or "--" in out.text or "/*" in out.text:
        return None
    if style.doubled:
        out.text = "%s".join(part.replace("%", "%%") for part in out.text.split("\0"))
    return out


def _quoted(
    site: Site, pieces: list[Piece], texts: list[str], at: int, before: str, quote: str
) -> tuple[str, int] | None:
    """The source of the value whose quotes are open, and the piece to go on with; its quote is cut off."""
    parts = [(before.replace(quote * 2, quote), False)] if before else []
    while at < len(pieces):
        piece = pieces[at]
        if piece.value is not None:
            parts.append((site.text(piece.value), True))
            at += 1
            continue
        end = texts[at].find(quote)
        if end < 0 or texts[at][end : end + 2] == quote * 2:
            return None
        if end:
            parts.append((texts[at][:end], False))
        texts[at] = texts[at][end + 1 :]
        source = parts[0][0] if len(parts) == 1 and parts[0][1] else f_string(parts)
        return (source, at) if source else None
    return None


def _mark(out: Rewritten, style: Style, source: str, node: ast.expr) -> None:
    name = (
        node.id if isinstance(node, ast.Name) and node.id not in out.names else f"value_{len(out.values) + 1}"
    )
    out.text += {"?": "?", "%s": "\0", ":": f":{name}"}[style.mark]
    out.values.append(source)
    out.names.append(name)


def _open_quote(text: str) -> int | None:
    """Where a quote opens that is not closed in `text`."""
    opened: int | None = None
    for i, character in enumerate(text):
        if opened is None and character in "'\"":
            opened = i
        elif opened is not None and character == text[opened]:
            opened = None
    return opened


def _takes_value(before: str) -> bool:
    """Whether a value may stand after this part of a query."""
    bare = re.sub(r"'(?:[^']|'')*'", "''", before)
    if not _VALUE_PLACE.search(bare):
        return False
    clauses = list(_NAME_CLAUSE.finditer(bare))
    if not clauses:
        return False
    last = re.sub(r"\s+", " ", clauses[-1]["clause"].upper())
    sign = bare.rstrip()[-1:]
    return last not in _ONLY_NAMES or sign in "=<>"


def _steady(site: Site, node: ast.expr) -> bool:
    """Whether a value is the same a few lines later: names bound once, attributes, constant keys."""
    for part in ast.walk(node):
        if not isinstance(part, ast.Name | ast.Attribute | ast.Subscript | ast.Constant | ast.expr_context):
            return False
        if isinstance(part, ast.Name) and site.stores(part.id) > (0 if site.is_parameter(part.id) else 1):
            return False
    return True
