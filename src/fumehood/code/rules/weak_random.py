"""A secret made of predictable random numbers.

What it does
    Follows numbers from the module `random` to cookies, sessions, and names and functions that speak of
    tokens, passwords, keys or session ids.
Why is this bad
    The generator behind `random` can be predicted from its earlier output: others can compute the secret.
How to fix
    Use the module `secrets`: `secrets.token_urlsafe()`, `secrets.choice(...)`, `secrets.randbelow(...)`.
References
    CWE-330, CWE-338; Python documentation, "secrets"
"""

import ast

from fumehood.code.flow.scope import Frame
from fumehood.code.flow.value import Value
from fumehood.code.observation import Assignment
from fumehood.code.reached import MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC203",
    "weak-random",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(330, 338),
    owasp=("A02:2021",),
    bad=(
        Example(
            "login.py", "import random\n\ndef session_id():\n    return random.getrandbits(64)\n", line=4
        ),
        Example(
            "login.py",
            "import random\n\ndef reset():\n    token = str(random.random())[2:]\n    return token\n",
            line=4,
        ),
    ),
    good=(
        Example("login.py", "import secrets\n\ndef session_id():\n    return secrets.token_hex(16)\n"),
        Example("game.py", "import random\n\ndef roll():\n    return random.randint(1, 6)\n"),
        Example(
            "login.py", "import random\n\ndef token():\n    return random.SystemRandom().getrandbits(64)\n"
        ),
    ),
)
_NAME = pattern(
    r"(?i)(?:^|_)(?:tokens?|secret|passw(?:or)?d|passwd|pwd|otp|pin|nonce|salt|csrf\w*|remember_?me\w*|api_?key|session_?id|sessionid|"
    r"crypto_?key|encryption_?key|secret_?key|private_?key|auth_?key|verification_?code|reset_?code|iv|key)$"
)
_MAKER = pattern(
    r"(?i)token|secret|passw|passwd|otp|session_?id|api_?key|crypto_?key|csrf|nonce|salt|verification_?code|"
    r"random_?(?:string|password|key|id|secret)|(?:generate|create|make)_?(?:key|id|pin|code)|credential|unique_?id"
)
_SESSION = pattern(r"(?i)session$")
_ONLY_KEY = pattern(r"(?i)^(?:key|iv|pin)$")
_CRYPTO = pattern(r"(?i)crypt|secret|encrypt|cipher|key|auth|pin")


def judge(reached: Reached) -> Verdict | None:
    """A cookie or a session holds the number."""
    return (
        Verdict("A secret is made of a predictable random number", MEDIUM)
        if reached.kind == "weak-random"
        else None
    )


def _is_weak(value: Value) -> bool:
    return any(t.origin.kind == "weak-random" for t in value.taints)


def _named(assignment: Assignment) -> Verdict | None:
    if not _is_weak(assignment.value):
        return None
    if assignment.base.symbol and _SESSION.search(assignment.base.symbol.rpartition(".")[2]):
        return Verdict("A session holds a predictable random number", MEDIUM)
    if not _NAME.search(assignment.name):
        return None
    function = assignment.frame.function
    if _ONLY_KEY.match(assignment.name) and not (function and _CRYPTO.search(function.name)):
        return None
    return Verdict(f"`{assignment.name}` is made of a predictable random number", MEDIUM)


def _returned(frame: Frame, node: ast.Return, value: Value) -> Verdict | None:
    del node
    function = frame.function
    if function is None or not _is_weak(value) or not _MAKER.search(function.name):
        return None
    return Verdict(f"`{function.name}` gives a predictable random number", MEDIUM)


TAINTED_ASSIGNS = (_named,)
RETURNS = (_returned,)
WORDS = {"random": r"random"}
