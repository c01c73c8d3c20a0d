"""An outdated version of TLS.

What it does
    Reports SSL 2, SSL 3, TLS 1.0 and TLS 1.1, and `ssl.wrap_socket`, which verifies nothing by default.
Why is this bad
    These versions have known breaks and are forbidden since RFC 8996.
How to fix
    `ssl.create_default_context()` chooses well; `context.minimum_version = ssl.TLSVersion.TLSv1_2` at least.
References
    CWE-327; RFC 8996
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.observation import Assignment
from fumehood.code.reached import HIGH, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC205",
    "weak-tls-version",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(327,),
    owasp=("A02:2021",),
    bad=(
        Example("tls.py", "import ssl\n\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLSv1)\n", line=3),
        Example(
            "tls.py", "import socket\nimport ssl\n\nconnection = ssl.wrap_socket(socket.socket())\n", line=4
        ),
    ),
    good=(Example("tls.py", "import ssl\n\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n"),),
)
_OLD = pattern(r"(?:PROTOCOL_)?(?:SSLv2|SSLv3|SSLv23|TLSv1|TLSv1_1)(?:_METHOD)?$")


def _version(call: Call) -> Verdict | None:
    for value in (*call.arguments, *call.keywords.values()):
        name = value.symbol.rpartition(".")[2]
        if _OLD.fullmatch(name) and "23" not in name:
            return Verdict("An outdated version of TLS is used", HIGH)
    if call.symbol == "ssl.wrap_socket" and call.at(-1, "ssl_version") is None:
        return Verdict("`ssl.wrap_socket` allows outdated versions of TLS and verifies nothing", MEDIUM)
    return None


def _minimum(assignment: Assignment) -> Verdict | None:
    if _OLD.fullmatch(assignment.value.symbol.rpartition(".")[2]):
        return Verdict("An outdated version of TLS is allowed", HIGH)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    (
        "ssl.SSLContext",
        "ssl.wrap_socket",
        "ssl.get_server_certificate",
        "OpenSSL.SSL.Context",
        "ssl._create_unverified_context",
    ),
    _version,
)
ASSIGNS = {"minimum_version": _minimum}
WORDS = {"minimum_version": r"minimum_version"}
