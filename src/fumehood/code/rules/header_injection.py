"""A response header with data in it.

What it does
    Follows data from a request to the value of a response header.
Why is this bad
    A line end in the data starts a new header or a page of its own; even without one the client chooses what
    the answer is taken for (its type, its cache, its origin).
How to fix
    Set headers from fixed values, or look the data up in a table. Refuse control characters.
References
    CWE-113; RFC 9110, section 5.5
"""

from fumehood.code.reached import HIGH, LOW, MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

_HEAD = "from flask import Flask, Response, request\n\napp = Flask(__name__)\n\n\n@app.route('/file')\ndef file():\n    response = Response()\n"
RULE = documented(
    __doc__,
    "FHC113",
    "header-injection",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(113,),
    owasp=("A03:2021",),
    bad=(
        Example(
            "app.py",
            _HEAD + "    response.headers['Content-Type'] = request.args['type']\n    return response\n",
            line=9,
        ),
    ),
    good=(
        Example(
            "app.py", _HEAD + "    response.headers['Content-Type'] = 'text/plain'\n    return response\n"
        ),
    ),
)


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this header is somebody else's."""
    if all(h.lacks("\n") for h in reached.holes):
        return None
    confidence = LOW if reached.is_transformed else MEDIUM if reached.trusted is HIGH else reached.trusted
    return Verdict(f"A response header is set to {reached.label}", confidence)
