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

from fumehood.code.credentials import empty_passwords
from fumehood.code.observation import Report
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
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
    for node in empty_passwords(tree):
        yield Report(RULE.id, node, Verdict("A database is used without a password", MEDIUM))
