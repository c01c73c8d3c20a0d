"""MD5 or SHA-1 where security depends on the hash.

What it does
    Reports MD5, MD4 and SHA-1 in code that handles passwords, tokens, signatures, certificates or sessions,
    or that hashes data from a request. Elsewhere (cache keys, file names) it says so with low confidence.
Why is this bad
    Two texts with the same MD5 or SHA-1 can be made in seconds to days, and passwords hashed with them are
    found by the billion a second.
How to fix
    Use SHA-256 or BLAKE2 for integrity, `hmac` with SHA-256 for signatures, and a slow function
    (`hashlib.scrypt`, Argon2, bcrypt) for passwords. For a hash that protects nothing say
    `usedforsecurity=False`.
References
    CWE-327, CWE-328; NIST SP 800-131A
"""

import re
from collections.abc import Callable, Mapping

from fumehood.code.context import function_text
from fumehood.code.flow.call import Call
from fumehood.code.reached import LOW, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC201",
    "weak-hash",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(327, 328),
    owasp=("A02:2021",),
    bad=(
        Example(
            "users.py",
            "import hashlib\n\ndef stored(password):\n    return hashlib.md5(password.encode()).hexdigest()\n",
            line=4,
        ),
        Example(
            "sign.py",
            "import hashlib\n\ndef signature(data):\n    name = 'sha1'\n    return hashlib.new(name, data).hexdigest()\n",
            line=5,
        ),
    ),
    good=(
        Example(
            "sign.py", "import hashlib\n\ndef signature(data):\n    return hashlib.sha256(data).hexdigest()\n"
        ),
        Example(
            "sign.py",
            "import hashlib\n\ndef password_key(data):\n    return hashlib.md5(data, usedforsecurity=False).hexdigest()\n",
        ),
    ),
)
_WEAK = pattern(r"(?i)(?:^|[^\w])(md2|md4|md5|sha-?1)(?![\w-])")
_SECRET = pattern(
    r"(?i)passw|passwd|passphrase|secret|credential|sensitive|signature|\bsign_|_sign\b|token|certificate|api_?key|hmac|"
    r"\bauth(?!or)|session_?id|login|crypt|license|integrity|verif"
)


def _weak(call: Call) -> Verdict | None:
    if call.constant(-1, "usedforsecurity") is False:
        return None
    name = _algorithm(call)
    if name is None:
        return None
    outside = any(t.origin.kind == "web" for t in call.taints)
    sure = outside or _SECRET.search(function_text(call.frame, call.node))
    return Verdict(f"{name} is no longer a safe hash", MEDIUM if sure else LOW)


def _algorithm(call: Call) -> str | None:
    if call.symbol.endswith(".new") and not re.search(r"(?i)\.(?:md\d|sha1?)\.new$", call.symbol):
        value = call.argument_or_unknown(0, "name", "digestmod")
        names = [str(c) for c in value.constants]
        weak = [n for n in names if _WEAK.fullmatch(n)]
        return weak[0].upper() if weak and len(weak) == len(names) else None
    part = re.search(r"(?i)\.(md[245]|sha1?)(?:\.new)?$", call.symbol)
    return part[1].upper().replace("SHA", "SHA-") if part else None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    (
        "hashlib.md5",
        "hashlib.sha1",
        "hashlib.md4",
        "hashlib.new",
        "Crypto.Hash.MD5.new",
        "Crypto.Hash.MD4.new",
        "Crypto.Hash.MD2.new",
        "Crypto.Hash.SHA.new",
        "Crypto.Hash.SHA1.new",
        "Cryptodome.Hash.MD5.new",
        "Cryptodome.Hash.SHA1.new",
        "cryptography.hazmat.primitives.hashes.MD5",
        "cryptography.hazmat.primitives.hashes.SHA1",
        "md5.new",
        "sha.new",
    ),
    _weak,
)
