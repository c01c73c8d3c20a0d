"""A request to an address that data chooses.

What it does
    Follows data from a request to the URL or host that the server asks itself.
Why is this bad
    The server can be sent to addresses that only it reaches: internal services, the cloud's metadata
    service, files. Its answer, or just its delay, tells the attacker what is there.
How to fix
    Choose the host from a fixed list, compare the parsed host (`urllib.parse.urlsplit(url).hostname`) with
    it, refuse redirects to others, and quote what becomes a part of the path.
References
    CWE-918; OWASP A10:2021 Server-Side Request Forgery
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Hole, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

_HEAD = "import requests\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n@app.route('/fetch')\ndef fetch():\n"
RULE = documented(
    __doc__,
    "FHC106",
    "server-side-request-forgery",
    severity=Severity.HIGH,
    confidence=HIGH,
    cwe=(918,),
    owasp=("A10:2021",),
    bad=(
        Example(
            "app.py",
            _HEAD + "    url = request.args['url']\n    return requests.get(url, timeout=5).json()\n",
            line=10,
        ),
    ),
    good=(
        Example(
            "app.py",
            _HEAD
            + "    name = request.args['name']\n    if name not in ('a', 'b'):\n        return 'no', 400\n"
            "    return requests.get(f'https://{name}.example.org/', timeout=5).json()\n",
        ),
        Example("client.py", "import requests\n\ndef get(url):\n    return requests.get(url, timeout=5)\n"),
    ),
)
_HOST = pattern(r"(?i)^(?:https?|ftp|wss?)://[^/\ufffc]+[/?#]")


def judge(reached: Reached) -> Verdict | None:
    """Whether data decides where the request goes."""
    if not reached.is_outside:
        return None
    if all(_is_below_fixed_host(h) for h in reached.holes):
        if all(h.lacks("/") or h.lacks("..") for h in reached.holes) or any(
            "?" in h.before for h in reached.holes
        ):
            return None
        confidence = MEDIUM if reached.trusted is not LOW else LOW
        return Verdict(
            f"The path of a request is built with {reached.label} and not quoted", confidence, Severity.MEDIUM
        )
    return Verdict(f"The address of a request is chosen by {reached.label}", reached.trusted)


def _is_below_fixed_host(hole: Hole) -> bool:
    return bool(_HOST.match(hole.before))
