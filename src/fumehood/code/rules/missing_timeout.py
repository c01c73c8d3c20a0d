"""A request that may wait for ever.

What it does
    Reports calls of `requests` without a timeout. Shown with low confidence only.
Why is this bad
    The library waits without end by default: one silent server holds a worker until it is restarted.
How to fix
    Pass `timeout=10`, or what fits.
References
    CWE-400; requests documentation, "Timeouts"
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.reached import LOW, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC218",
    "missing-timeout",
    severity=Severity.LOW,
    confidence=LOW,
    cwe=(400,),
    bad=(Example("get.py", "import requests\n\ndef get(url):\n    return requests.get(url)\n", line=4),),
    good=(Example("get.py", "import requests\n\ndef get(url):\n    return requests.get(url, timeout=10)\n"),),
)


def _request(call: Call) -> Verdict | None:
    if (
        call.at(-1, "timeout") is None
        and not call.rest
        and not any(k.arg is None for k in call.node.keywords)
    ):
        return Verdict("The request has no timeout", LOW)
    return None


CALLS: Mapping[str, Callable[[Call], Verdict | None]] = dict.fromkeys(
    [f"requests.{v}" for v in ("get", "post", "put", "delete", "head", "patch", "options", "request")],
    _request,
)
