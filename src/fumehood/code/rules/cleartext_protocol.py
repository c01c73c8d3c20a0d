"""A password that is sent in the clear.

What it does
    Reports logins through FTP and Telnet.
Why is this bad
    Everybody on the way reads the name and the password, and can change what is transferred.
How to fix
    SFTP (paramiko), FTPS (`ftplib.FTP_TLS` with `prot_p()`), SSH instead of Telnet.
References
    CWE-319; OWASP A02:2021 Cryptographic Failures
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC223",
    "cleartext-protocol",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(319,),
    owasp=("A02:2021",),
    bad=(
        Example(
            "get.py",
            "import ftplib\n\ndef get(host, user, password):\n    server = ftplib.FTP(host)\n    server.login(user, password)\n",
            line=5,
        ),
    ),
    good=(
        Example(
            "get.py",
            "import ftplib\n\ndef get(host, user, password):\n    server = ftplib.FTP_TLS(host)\n    server.login(user, password)\n",
        ),
        Example(
            "get.py", "import ftplib\n\ndef get(host):\n    server = ftplib.FTP(host)\n    server.login()\n"
        ),
    ),
)


def _login(call: Call) -> Verdict | None:
    password = call.at(1, "passwd")
    return Verdict("A password is sent in the clear through FTP", MEDIUM) if password is not None else None


def _connect(call: Call) -> Verdict | None:
    if call.symbol == "ftplib.FTP":
        return (
            Verdict("A password is sent in the clear through FTP", MEDIUM)
            if call.at(2, "passwd") is not None
            else None
        )
    return Verdict("Telnet sends everything in the clear", MEDIUM)


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    "ftplib.FTP.login": _login,
    "ftplib.FTP": _connect,
    "telnetlib.Telnet": _connect,
    "telnetlib3.open_connection": _connect,
}
