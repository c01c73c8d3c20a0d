"""A TLS connection that does not check whom it talks to.

What it does
    Reports `verify=False`, `ssl.CERT_NONE`, `check_hostname = False`, `ssl._create_unverified_context` and the
    like.
Why is this bad
    Anybody on the way can present a certificate of their own, and read and change all that is sent.
How to fix
    Leave verification on. For a private authority name its certificate: `verify="ca.pem"`, or
    `ssl.create_default_context(cafile=...)`.
References
    CWE-295; OWASP A02:2021 Cryptographic Failures
"""

from collections.abc import Callable, Mapping

from fumehood.code.flow.call import Call
from fumehood.code.observation import Assignment
from fumehood.code.reached import HIGH, MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC204",
    "tls-verification-off",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(295,),
    owasp=("A02:2021",),
    bad=(
        Example(
            "get.py",
            "import requests\n\ndef get(url):\n    return requests.get(url, verify=False, timeout=5)\n",
            line=4,
        ),
        Example(
            "context.py",
            "import ssl\n\ncontext = ssl.create_default_context()\ncontext.check_hostname = False\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "get.py",
            "import requests\n\ndef get(url):\n    return requests.get(url, verify='ca.pem', timeout=5)\n",
        ),
        Example("context.py", "import ssl\n\ncontext = ssl.create_default_context()\n"),
    ),
)
_MESSAGE = "The certificate of the other side is not verified"


def _verify(call: Call) -> Verdict | None:
    if call.constant(-1, "verify") is False and call.symbol.partition(".")[0] not in ("jwt", "jose"):
        return Verdict(_MESSAGE, HIGH if call.symbol.startswith(("requests.", "httpx.")) else MEDIUM)
    if call.constant(-1, "verify_ssl", "ssl") is False and "aiohttp" in call.symbol:
        return Verdict(_MESSAGE, MEDIUM)
    required = call.at(-1, "cert_reqs")
    if required is not None and (required.constant == "CERT_NONE" or required.symbol.endswith("CERT_NONE")):
        return Verdict(_MESSAGE, MEDIUM)
    return None


def _unverified(call: Call) -> Verdict | None:
    return Verdict(_MESSAGE, MEDIUM) if call.symbol else None


def _assigned(assignment: Assignment) -> Verdict | None:
    value, name = assignment.value, assignment.name
    if name == "verify_mode":
        return Verdict(_MESSAGE, HIGH) if value.symbol.endswith("CERT_NONE") else None
    if name == "_create_default_https_context":
        return Verdict(_MESSAGE, HIGH) if value.symbol.endswith("_create_unverified_context") else None
    if value.constant is False and (
        name != "verify" or assignment.base.symbol.startswith(("requests", "httpx"))
    ):
        return Verdict(_MESSAGE, HIGH)
    return None


_VERBS = ("get", "post", "put", "delete", "head", "patch", "options", "request", "stream")
CALLS: Mapping[str, Callable[[Call], Verdict | None]] = {
    **{
        f"{library}.{verb}": _verify
        for library in (
            "requests",
            "httpx",
            "requests.Session",
            "httpx.Client",
            "httpx.AsyncClient",
            "aiohttp.ClientSession",
        )
        for verb in _VERBS
    },
    **{f".{verb}": _verify for verb in _VERBS},
    "httpx.Client": _verify,
    "httpx.AsyncClient": _verify,
    "aiohttp.TCPConnector": _verify,
    "urllib3.PoolManager": _verify,
    "urllib3.HTTPSConnectionPool": _verify,
    "ssl.wrap_socket": _verify,
    "ssl._create_unverified_context": _unverified,
}
ASSIGNS = {
    "verify_mode": _assigned,
    "check_hostname": _assigned,
    "_create_default_https_context": _assigned,
    "verify": _assigned,
}
WORDS = {
    "verify": r"verify(?:_ssl)?\s*=|_create_unverified_context",
    "cert_reqs": r"cert_reqs",
    "ssl=false": r"ssl=False",
    "wrap_socket": r"wrap_socket\(",
    "verify_mode": r"verify_mode",
    "check_hostname": r"check_hostname",
    "_create_default_https_context": r"_create_default_https_context",
}
MARKED_BY_WORDS = True
