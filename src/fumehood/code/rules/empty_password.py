"""A database account without a password.

What it does
    Reports connections and settings of databases whose password is an empty constant.
Why is this bad
    Whoever reaches the port of the database has the data.
How to fix
    Give the account a password and read it from the environment.
References
    CWE-521, CWE-258
"""

import ast
from collections.abc import Iterator

from fumehood.code.credentials import dotted_name
from fumehood.code.observation import Report
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented
from fumehood.core.source import Source

RULE = documented(
    __doc__,
    "FHC209",
    "empty-password",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(521, 258),
    owasp=("A07:2021",),
    bad=(
        Example(
            "db.py",
            "import MySQLdb\n\ndb = MySQLdb.connect(host='localhost', user='root', passwd='')\n",
            line=3,
        ),
        Example(
            "settings.py",
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'USER': 'app', 'PASSWORD': ''}}\n",
            line=1,
        ),
    ),
    good=(
        Example(
            "db.py",
            "import os\nimport MySQLdb\n\ndb = MySQLdb.connect(host='localhost', user='root', passwd=os.environ['PW'])\n",
        ),
    ),
)


def wants(source: Source) -> bool:
    """Whether a password may be empty."""
    return "passw" in source.lower or ":@" in source.text


def check_tree(tree: ast.Module, source: Source) -> Iterator[Report]:
    """Every empty password of the file."""
    del source
    for node in ast.walk(tree):
        place = _in_call(node) or _in_settings(node) or _in_address(node)
        if place is not None:
            yield Report(RULE.id, place, Verdict("A database is used without a password", MEDIUM))


def _in_call(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Call) or not _CONNECTS.search(dotted_name(node.func)):
        return None
    named = {k.arg: k.value for k in node.keywords}
    empty = any(_is_empty(named.get(n)) for n in ("password", "passwd", "pwd"))
    return node if empty and named.keys() & {"user", "username", "host"} else None


def _in_settings(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Dict):
        return None
    keys = {k.value: v for k, v in zip(node.keys, node.values, strict=True) if isinstance(k, ast.Constant)}
    engine = keys.get("ENGINE")
    sqlite = isinstance(engine, ast.Constant) and "sqlite" in str(engine.value)
    used = keys.keys() & {"ENGINE", "HOST"} and not sqlite and _is_empty(keys.get("PASSWORD"))
    return keys["PASSWORD"] if used else None


def _in_address(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    return node if _ADDRESS.match(node.value[:200]) else None


def _is_empty(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value == ""


_CONNECTS = pattern(r"(?i)connect|create_engine")
_ADDRESS = pattern(r"(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle|mongodb)[\w+]{0,20}://\w{1,64}:@[\w.]")
