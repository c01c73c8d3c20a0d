"""A server that listens on every network.

What it does
    Reports sockets bound to `0.0.0.0` or `::`. Web servers that are told to do so are reported with low
    confidence: in a container it is needed.
Why is this bad
    What was meant for this machine can be reached from everywhere.
How to fix
    Bind to `127.0.0.1`, or to the address that is meant.
References
    CWE-605
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import LOW, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC224",
    "bind-all-interfaces",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(605,),
    owasp=("A05:2021",),
    bad=(
        Example(
            "serve.py", "import socket\n\nserver = socket.socket()\nserver.bind(('0.0.0.0', 8000))\n", line=4
        ),
    ),
    good=(
        Example("serve.py", "import socket\n\nserver = socket.socket()\nserver.bind(('127.0.0.1', 8000))\n"),
    ),
)
_ALL = ("0.0.0.0", "::", "")  # noqa: S104 - what is looked for


def _bind(call: Call) -> Verdict | None:
    address = call.argument_or_unknown(0).items
    if address and address[0].constant in _ALL and len(address) >= 2:
        return Verdict("The server listens on every network", MEDIUM if address[0].constant else LOW)
    return None


def _run(call: Call) -> Verdict | None:
    if call.constant(-1, "host") in _ALL[:2]:
        return Verdict("The server listens on every network", LOW)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    ".bind": _bind,
    "socket.socket.bind": _bind,
    "flask.Flask.run": _run,
    "uvicorn.run": _run,
}
WORDS = {"0.0": r"0\.0\.0\.0", "::": r"[\"']::[\"']"}
MARKED_BY_WORDS = True
