"""Unchecked data that is kept in the session.

What it does
    Reports data from a request that is stored in the server's session, or names a key of it.
Why is this bad
    Code elsewhere takes what is in the session for checked. A visitor who may write there becomes somebody
    else.
How to fix
    Check the data against what is allowed before it is stored, and store what the check gave.
References
    CWE-501; OWASP A04:2021 Insecure Design
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

_HEAD = "from flask import Flask, request, session\n\napp = Flask(__name__)\n\n\n@app.route('/role')\ndef role():\n"
RULE = documented(
    __doc__,
    "FHC117",
    "trust-boundary",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(501,),
    owasp=("A04:2021",),
    bad=(Example("app.py", _HEAD + "    session['role'] = request.args['role']\n    return {}\n", line=8),),
    good=(
        Example(
            "app.py",
            _HEAD
            + "    role = request.args['role']\n    if role not in ('reader', 'writer'):\n        return {}, 400\n"
            "    session['role'] = role\n    return {}\n",
        ),
    ),
)


def judge(reached: Reached) -> Verdict | None:
    """Whether data goes into the session unchecked."""
    confidence = LOW if reached.is_transformed else MEDIUM if reached.trusted is HIGH else reached.trusted
    return Verdict(f"The session is written with unchecked {reached.label}", confidence)
