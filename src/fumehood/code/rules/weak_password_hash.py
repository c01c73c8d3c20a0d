"""A password that is hashed by a fast function.

What it does
    Reports SHA-2, SHA-3 and BLAKE2 of a password.
Why is this bad
    These functions are made to be fast: whoever gets the stored hashes tries billions of passwords a second.
How to fix
    Use `hashlib.scrypt`, Argon2 (`argon2-cffi`) or bcrypt, with a random salt for each password.
References
    CWE-916; OWASP Password Storage Cheat Sheet
"""

from collections.abc import Callable, Mapping

from fumehood.code.context import names_in
from fumehood.code.flow.call import Call
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC202",
    "weak-password-hash",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(916, 328),
    owasp=("A02:2021",),
    bad=(
        Example(
            "users.py",
            "import hashlib\n\ndef stored(password, salt):\n    return hashlib.sha256((password + salt).encode()).hexdigest()\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "users.py",
            "import hashlib\n\ndef stored(password, salt):\n    return hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1)\n",
        ),
        Example(
            "sums.py", "import hashlib\n\ndef checksum(data):\n    return hashlib.sha256(data).hexdigest()\n"
        ),
    ),
)
_PASSWORD = pattern(r"(?i)passw(?:or)?d(?!_?(?:hash|field|id|reset))|passphrase|^pwd?$|^pw$")


def _fast(call: Call) -> Verdict | None:
    if any(_PASSWORD.search(n) for a in call.node.args for n in names_in(a)):
        return Verdict("A password is hashed by a function that is too fast for it", MEDIUM)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    [
        f"hashlib.{n}"
        for n in ("sha224", "sha256", "sha384", "sha512", "sha3_256", "sha3_512", "blake2b", "blake2s")
    ],
    _fast,
)
