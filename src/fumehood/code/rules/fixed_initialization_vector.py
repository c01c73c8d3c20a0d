"""An initialisation vector or nonce that is always the same.

What it does
    Reports block cipher modes (CBC, CTR, CFB, OFB, GCM) whose vector or nonce is a constant.
Why is this bad
    Equal texts then look equal; in CTR and GCM two messages under one nonce give both away.
How to fix
    Take a fresh `os.urandom(16)` (12 bytes in GCM) for each message and send it along.
References
    CWE-329, CWE-1204; NIST SP 800-38A, appendix C
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.flow.value import Value
from fumehood.code.reached import HIGH, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC215",
    "fixed-initialization-vector",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(329, 1204),
    owasp=("A02:2021",),
    bad=(
        Example(
            "seal.py",
            "from Crypto.Cipher import AES\n\ndef seal(key, text):\n    return AES.new(key, AES.MODE_CBC, b'0' * 16).encrypt(text)\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "seal.py",
            "import os\nfrom Crypto.Cipher import AES\n\ndef seal(key, text):\n    iv = os.urandom(16)\n    return iv + AES.new(key, AES.MODE_CBC, iv).encrypt(text)\n",
        ),
    ),
)


def is_fixed(value: Value) -> bool:
    """Whether the value is the same in each run: a constant, or made of one."""
    return any(isinstance(c, str | bytes) for c in value.constants) or "fixed" in value.marks


def _cipher(call: Call) -> Verdict | None:
    value = call.at(2, "iv", "IV", "nonce", "initial_value")
    return (
        Verdict("The initialisation vector is a constant", HIGH)
        if value is not None and is_fixed(value)
        else None
    )


def _mode(call: Call) -> Verdict | None:
    value = call.at(0, "initialization_vector", "nonce", "tweak")
    return (
        Verdict("The initialisation vector is a constant", MEDIUM)
        if value is not None and is_fixed(value)
        else None
    )


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    **{
        f"{library}.Cipher.{name}.new": _cipher
        for library in ("Crypto", "Cryptodome")
        for name in ("AES", "DES", "DES3", "Blowfish", "ChaCha20")
    },
    **{
        f"cryptography.hazmat.primitives.ciphers.modes.{name}": _mode
        for name in ("CBC", "CTR", "CFB", "CFB8", "OFB", "GCM")
    },
}
