"""SQL built from data instead of given parameters.

What it does
    Follows data from a request, the command line or a function's parameter to the text of an SQL statement.
Why is this bad
    Whoever controls the data can end the literal and add SQL of their own: read, change or delete anything
    that the program's account may.
How to fix
    Keep the statement constant and pass the values separately: `?` or `%s` placeholders with a tuple of
    values, or `text()` with bound names in SQLAlchemy. A table or column name cannot be a parameter: choose
    it from a fixed list.
References
    CWE-89; OWASP A03:2021 Injection; PEP 249, "paramstyle"
"""

import re

from fumehood.code.reached import HIGH, LOW, MEDIUM, Hole, Reached, Verdict
from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

_BAD = """\
import sqlite3

def get_user(connection: sqlite3.Connection, username):
    cursor = connection.cursor()
    cursor.execute(f"SELECT * FROM users WHERE name = '{username}'")
    return cursor.fetchone()
"""
_GOOD = """\
import sqlite3

def get_user(connection: sqlite3.Connection, username):
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM users WHERE name = ?", (username,))
    return cursor.fetchone()
"""
RULE = documented(
    __doc__,
    "FHC101",
    "sql-injection",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(89,),
    owasp=("A03:2021",),
    bad=(Example("users.py", _BAD, line=5),),
    good=(Example("users.py", _GOOD),),
)

_SQL = pattern(
    r"(?is)\b(?:select\b.{0,2000}?\bfrom|insert\s+into|replace\s+into|update\b.{0,300}?\bset|delete\s+from|drop\s+(?:table|database|view|index)|"
    r"create\s+(?:table|view|user|index|database)|alter\s+(?:table|user)|grant\b|where\b|order\s+by|exec(?:ute)?\s|call\s|pragma\s|union\s+select|truncate\s)"
)
_NAME_POSITION = pattern(
    r"(?is)(?:\b(?:from|join|into|table|update|exists|view|index|database|user|schema|column|by|pragma|use|as|on|add|rename|to|select|distinct)\s+|[.`\[]|,\s*|\(\s*|\bset\s+)[\"`\[]?(?:\w+[\"`]?\.[\"`]?)?$"
)


_DEFINES = pattern(
    r"(?i)[\s\ufffc(]*(?:alter|create|drop|pragma|grant|revoke|truncate|vacuum|set|show|use)\b"
)


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this statement is an injection."""
    text = "".join(p if isinstance(p, str) else "\ufffc" for p in reached.value.parts)
    looks_like_sql = bool(_SQL.search(text))
    if reached.model.role == "guess" and not looks_like_sql and not _is_database(reached):
        return None
    confidence = reached.trusted
    if reached.kind == "parameter":
        if not looks_like_sql:
            return None
        if _DEFINES.match(text) or all(_is_name(h) or _is_unquoted_attribute(h) for h in reached.holes):
            confidence = LOW
    elif reached.kind == "environment" or (not text and not reached.is_outside):
        confidence = LOW
    elif reached.model.role == "guess" and not looks_like_sql:
        confidence = MEDIUM if confidence is HIGH else LOW
    if all(_is_quoted_safely(h) for h in reached.holes):
        return None
    return Verdict(f"An SQL statement is built with {reached.label}", confidence)


def _is_database(reached: Reached) -> bool:
    function = getattr(reached.node, "func", None)
    receiver = getattr(function, "value", None)
    name = getattr(receiver, "attr", getattr(receiver, "id", ""))
    return bool(re.search(r"(?i)cur|conn|db|database|session|engine|sql|query|pool", name or ""))


def _is_name(hole: Hole) -> bool:
    """Whether the data stands where a table, a column or a keyword belongs."""
    return bool(_NAME_POSITION.search(hole.before[-200:])) and not hole.before.rstrip().endswith(
        ("'", "=", "<", ">")
    )


def _is_unquoted_attribute(hole: Hole) -> bool:
    return "attribute" in hole.taint.cleared and not hole.before.endswith(("'", '"', "%"))


def _is_quoted_safely(hole: Hole) -> bool:
    quote = hole.before[-1:]
    return quote in ("'", '"') and hole.after.startswith(quote) and hole.lacks(quote)
