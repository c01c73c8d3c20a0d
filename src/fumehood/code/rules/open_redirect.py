"""A redirect to an address that data chooses.

What it does
    Follows data from a request to the target of a redirect or a `Location` header.
Why is this bad
    A link to your site that ends on another one is what phishing needs: the name in it is trusted.
How to fix
    Redirect to names of your own routes. Where a target must be passed on, accept only paths without a
    host: `not urlsplit(target).netloc`, or a host from a fixed list.
References
    CWE-601; OWASP A01:2021 Broken Access Control
"""

from fumehood.code.reached import HIGH, LOW, Hole, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

_HEAD = (
    "from flask import Flask, redirect, request\n\napp = Flask(__name__)\n\n\n@app.route('/go')\ndef go():\n"
)
RULE = documented(
    __doc__,
    "FHC107",
    "open-redirect",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(601,),
    owasp=("A01:2021",),
    bad=(Example("app.py", _HEAD + "    return redirect(request.args['next'])\n", line=8),),
    good=(
        Example("app.py", _HEAD + "    return redirect('/home')\n"),
        Example(
            "app.py",
            "from urllib.parse import urlsplit\n" + _HEAD + "    target = request.args['next']\n"
            "    if urlsplit(target).netloc != 'example.org':\n        return 'no', 400\n    return redirect(target)\n",
        ),
    ),
)
_FIXED = pattern(r"(?i)^(?:https?://[^/\ufffc]+/|/[^/\\\ufffc]|\?|#|[\w.-]+[/?#])")


def judge(reached: Reached) -> Verdict | None:
    """Whether data decides the host of the redirect."""
    if not reached.is_outside or all(_is_fixed(h) for h in reached.holes):
        return None
    return Verdict(
        f"The target of a redirect is chosen by {reached.label}",
        LOW if reached.is_transformed else reached.trusted,
    )


def _is_fixed(hole: Hole) -> bool:
    """Whether the literal text before the data settles the host already."""
    return bool(_FIXED.match(hole.before))
