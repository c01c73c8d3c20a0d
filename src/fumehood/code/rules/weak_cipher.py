"""A cipher that no longer protects, or a mode that shows patterns.

What it does
    Reports DES, 3DES, RC2, RC4, Blowfish, CAST5, IDEA and SEED, and block ciphers in ECB mode.
Why is this bad
    Their keys or blocks are too short, or their output can be told from noise; ECB gives equal blocks for equal
    text.
How to fix
    AES-GCM or ChaCha20-Poly1305; `cryptography.fernet.Fernet` where a whole recipe is wanted.
References
    CWE-327; NIST SP 800-131A
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import HIGH, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC213",
    "weak-cipher",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(327,),
    owasp=("A02:2021",),
    bad=(
        Example(
            "seal.py",
            "from Crypto.Cipher import DES\n\ndef seal(key, text):\n    return DES.new(key).encrypt(text)\n",
            line=4,
        ),
        Example(
            "seal.py",
            "from Crypto.Cipher import AES\n\ndef seal(key, text):\n    return AES.new(key, AES.MODE_ECB).encrypt(text)\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "seal.py",
            "from Crypto.Cipher import AES\n\ndef seal(key, text):\n    return AES.new(key, AES.MODE_GCM).encrypt(text)\n",
        ),
    ),
)
_OLD = ("DES", "DES3", "ARC2", "ARC4", "Blowfish", "CAST", "XOR")
_ALGORITHMS = ("ARC4", "Blowfish", "CAST5", "IDEA", "SEED", "TripleDES")
_ECB = pattern(r"\bMODE_ECB$")


def _old(call: Call) -> Verdict | None:
    name = call.symbol.removesuffix(".new").rpartition(".")[2]
    return Verdict(f"{name} is no longer a safe cipher", HIGH)


def _ecb(call: Call) -> Verdict | None:
    if call.symbol.endswith(".ECB") or any(
        _ECB.search(v.symbol) for v in (*call.arguments, *call.keywords.values())
    ):
        return Verdict("A cipher is used in ECB mode, which shows patterns of the text", HIGH)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    **{f"{library}.Cipher.{name}.new": _old for library in ("Crypto", "Cryptodome") for name in _OLD},
    **{f"cryptography.hazmat.primitives.ciphers.algorithms.{name}": _old for name in _ALGORITHMS},
    **{f"cryptography.hazmat.decrepit.ciphers.algorithms.{name}": _old for name in _ALGORITHMS},
    "Crypto.Cipher.AES.new": _ecb,
    "Cryptodome.Cipher.AES.new": _ecb,
    "cryptography.hazmat.primitives.ciphers.modes.ECB": _ecb,
}
