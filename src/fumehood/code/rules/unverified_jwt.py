"""A JSON web token that is believed unseen.

What it does
    Reports tokens that are decoded without their signature being checked, or with the algorithm `none`.
Why is this bad
    Anybody can write a token that says they are the administrator.
How to fix
    `jwt.decode(token, key, algorithms=["HS256"])`, with the algorithms that you use, and nothing else.
References
    CWE-347; RFC 8725, sections 2.1 and 3.1
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import HIGH, LOW, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC212",
    "unverified-jwt",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(347,),
    owasp=("A07:2021",),
    bad=(
        Example(
            "login.py",
            "import jwt\n\ndef user(token):\n    return jwt.decode(token, options={'verify_signature': False})\n",
            line=4,
        ),
        Example(
            "login.py",
            "import jwt\n\ndef user(token, key):\n    return jwt.decode(token, key, algorithms=['HS256', 'none'])\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "login.py",
            "import jwt\n\ndef user(token, key):\n    return jwt.decode(token, key, algorithms=['HS256'])\n",
        ),
    ),
)
_MESSAGE = "The signature of a token is not checked"


def _decode(call: Call) -> Verdict | None:
    if call.constant(2, "verify") is False:
        return Verdict(_MESSAGE, HIGH)
    options = call.at(-1, "options")
    checked = (options.keys or {}).get("verify_signature") if options is not None else None
    if checked is not None and checked.constant is False:
        return Verdict(_MESSAGE, HIGH)
    algorithms = call.at(2, "algorithms", "algorithm")
    values = (algorithms.items or (algorithms,)) if algorithms is not None else ()
    if any(isinstance(v.constant, str) and v.constant.lower() == "none" for v in values):
        return Verdict("A token without a signature is accepted", HIGH)
    return None


def _unverified(call: Call) -> Verdict | None:
    return Verdict(_MESSAGE, MEDIUM if call.name == "process_jwt" else LOW)


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    "jwt.decode": _decode,
    "jose.jwt.decode": _decode,
    "authlib.jose.jwt.decode": _decode,
    "python_jwt.process_jwt": _unverified,
    "jose.jwt.get_unverified_claims": _unverified,
}
