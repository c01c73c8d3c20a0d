"""A password or key that stands in the code.

What it does
    Reports constants that are assigned to, passed as, or compared with something named as a password, token or
    key, and passwords inside connection strings. The value itself is never shown.
Why is this bad
    Everybody who may read the code, its history or a copy of it has the credential. It is the same everywhere,
    and cannot be changed without a release.
How to fix
    Read it from the environment or a secret store (`os.environ["DATABASE_PASSWORD"]`), and replace the one
    that was published.
References
    CWE-798, CWE-259, CWE-321; OWASP A07:2021 Identification and Authentication Failures
"""

import ast
from collections.abc import Iterator

from fumehood.code.credentials import Candidate, candidates, judged, may_hold_credentials
from fumehood.code.observation import Report
from fumehood.code.reached import HIGH
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented
from fumehood.core.source import Source

RULE = documented(
    __doc__,
    "FHC208",
    "credential-in-code",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(798, 259, 321),
    owasp=("A07:2021",),
    bad=(
        Example(
            "db.py",
            "import mysql.connector\n\ndef connect():\n    return mysql.connector.connect(user='app', password='{some-password}')\n",
            line=4,
        ),
        Example("login.py", "def check(password):\n    return password == '{some-password}'\n", line=2),
    ),
    good=(
        Example(
            "db.py",
            "import os\nimport mysql.connector\n\ndef connect():\n    return mysql.connector.connect(user='app', password=os.environ['DB_PASSWORD'])\n",
        ),
        Example(
            "url.py",
            'def scheme(url):\n    """The scheme, `https` in `https://user:kf83hs@host/`."""\n    return url.split("https://user:pass@host/")\n',
        ),
        Example(
            "form.py", "password = 'password'\nPASSWORD_FIELD = 'user_password'\ntoken = '<your token>'\n"
        ),
    ),
)


def wants(source: Source) -> bool:
    """Whether a constant stands beside a name of a credential."""
    return may_hold_credentials(source)


def check_tree(tree: ast.Module, source: Source) -> Iterator[Report]:
    """Every constant of the file that is a credential."""
    del source
    for candidate in candidates(tree):
        verdict = judged(candidate)
        if verdict is not None:
            yield Report(RULE.id, _place(candidate), verdict, sensitive=(candidate.value,))


def _place(candidate: Candidate) -> ast.AST:
    return candidate.node
