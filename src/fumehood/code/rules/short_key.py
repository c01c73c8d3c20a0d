"""A key that is too short.

What it does
    Reports RSA and DSA keys under 2048 bits and elliptic curves under 224 bits.
Why is this bad
    Keys of this size have been broken with the means of a university.
How to fix
    RSA with 3072 bits, or Ed25519 and P-256.
References
    CWE-326; NIST SP 800-57 part 1, table 2
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import HIGH, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC214",
    "short-key",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(326,),
    owasp=("A02:2021",),
    bad=(Example("key.py", "from Crypto.PublicKey import RSA\n\nkey = RSA.generate(1024)\n", line=3),),
    good=(Example("key.py", "from Crypto.PublicKey import RSA\n\nkey = RSA.generate(3072)\n"),),
)
_ENOUGH = 2048


def _generated(position: int) -> Callable[[Call], Verdict | None]:
    def check(call: Call) -> Verdict | None:
        bits = call.constant(position, "bits", "key_size", "length")
        if isinstance(bits, int) and 0 < bits < _ENOUGH:
            return Verdict(f"A key of {bits} bits is too short", HIGH)
        return None

    return check


def _curve(_: Call) -> Verdict | None:
    return Verdict("The curve is too small", HIGH)


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    **{
        f"{library}.PublicKey.{name}.generate": _generated(0)
        for library in ("Crypto", "Cryptodome")
        for name in ("RSA", "DSA")
    },
    "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key": _generated(1),
    "cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key": _generated(0),
    "cryptography.hazmat.primitives.asymmetric.ec.SECP192R1": _curve,
    "cryptography.hazmat.primitives.asymmetric.ec.SECT163K1": _curve,
    "cryptography.hazmat.primitives.asymmetric.ec.SECT163R2": _curve,
}
