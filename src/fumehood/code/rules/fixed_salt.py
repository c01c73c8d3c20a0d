"""A salt that is always the same.

What it does
    Reports functions that derive keys from passwords with a constant salt.
Why is this bad
    One table of common passwords then fits every user, and equal passwords look equal.
How to fix
    Take a fresh `os.urandom(16)` for each password and store it beside the hash.
References
    CWE-760; NIST SP 800-132
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import HIGH, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC216",
    "fixed-salt",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(760,),
    owasp=("A02:2021",),
    bad=(
        Example(
            "users.py",
            "import hashlib\n\ndef stored(password):\n    return hashlib.pbkdf2_hmac('sha256', password, b'pepper', 600000)\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "users.py",
            "import hashlib\nimport os\n\ndef stored(password):\n    salt = os.urandom(16)\n    return salt + hashlib.pbkdf2_hmac('sha256', password, salt, 600000)\n",
        ),
    ),
)


def _salted(position: int) -> Callable[[Call], Verdict | None]:
    def check(call: Call) -> Verdict | None:
        salt = call.at(position, "salt")
        fixed = salt is not None and (
            any(isinstance(c, str | bytes) for c in salt.constants) or "fixed" in salt.marks
        )
        return Verdict("The salt is a constant", HIGH) if fixed else None

    return check


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    "hashlib.pbkdf2_hmac": _salted(2),
    "hashlib.scrypt": _salted(-1),
    "bcrypt.hashpw": _salted(1),
    "bcrypt.kdf": _salted(1),
    "Crypto.Protocol.KDF.PBKDF2": _salted(1),
    "Crypto.Protocol.KDF.scrypt": _salted(1),
    "Cryptodome.Protocol.KDF.PBKDF2": _salted(1),
    "cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC": _salted(2),
    "cryptography.hazmat.primitives.kdf.scrypt.Scrypt": _salted(0),
}
