"""A secret that is compared in a time that tells of it.

What it does
    Reports message authentication codes that are compared with `==`, and passwords compared character by
    character.
Why is this bad
    The comparison ends at the first difference. Who can measure the time finds the secret piece by piece.
How to fix
    `hmac.compare_digest(a, b)`.
References
    CWE-208, CWE-385; Python documentation, "hmac.compare_digest"
"""

import ast

from fumehood.code.flow.scope import Frame
from fumehood.code.flow.value import Value
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC222",
    "timing-unsafe-comparison",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(208, 385),
    owasp=("A02:2021",),
    bad=(
        Example(
            "sign.py",
            "import hashlib\nimport hmac\n\ndef check(key, data, given):\n    code = hmac.new(key, data, hashlib.sha256).hexdigest()\n    return code == given\n",
            line=6,
        ),
    ),
    good=(
        Example(
            "sign.py",
            "import hashlib\nimport hmac\n\ndef check(key, data, given):\n    code = hmac.new(key, data, hashlib.sha256).hexdigest()\n    return hmac.compare_digest(code, given)\n",
        ),
    ),
)
_CODE = pattern(r"^hmac(?:\.HMAC|\.new\(\)|\.digest\(\))(?:\.(?:hex)?digest\(\))?$")
_SECRET = pattern(r"(?i)passw|passwd|(?:^|_)pwd?(?:_|$)|secret|token|(?:^|_)mac(?:_|$)|signature")


def _compared(frame: Frame, node: ast.Compare, op: ast.cmpop, left: Value, right: Value) -> Verdict | None:
    del frame
    if not isinstance(op, ast.Eq | ast.NotEq):
        return None
    if _CODE.match(left.symbol) or _CODE.match(right.symbol):
        return Verdict("An authentication code is compared in a time that tells of it", MEDIUM)
    sides = (node.left, node.comparators[0])
    if all(isinstance(s, ast.Subscript) and _SECRET.search(getattr(s.value, "id", "")) for s in sides):
        return Verdict("A secret is compared piece by piece", MEDIUM)
    return None


COMPARES = (_compared,)
WORDS = {"hmac": r"hmac\.", "] !=": r"\w\] != \w+\[", "] ==": r"\w\] == \w+\["}
