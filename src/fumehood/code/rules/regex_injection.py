"""A regular expression made of data.

What it does
    Follows data from a request to the pattern of a regular expression.
Why is this bad
    A pattern such as `(a+)+$` takes longer than the age of the universe on a short text: one request stops
    the worker.
How to fix
    Search for plain text with `in`, or pass the data through `re.escape`.
References
    CWE-1333, CWE-400, CWE-730
"""

from fumehood.code.reached import HIGH, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

_HEAD = "import re\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n@app.route('/find')\ndef find():\n"
RULE = documented(
    __doc__,
    "FHC115",
    "regex-injection",
    severity=Severity.MEDIUM,
    confidence=HIGH,
    cwe=(1333, 400, 730),
    bad=(
        Example(
            "app.py", _HEAD + "    return {'found': bool(re.search(request.args['q'], 'text'))}\n", line=9
        ),
    ),
    good=(
        Example(
            "app.py", _HEAD + "    return {'found': bool(re.search(re.escape(request.args['q']), 'text'))}\n"
        ),
    ),
)


def judge(reached: Reached) -> Verdict | None:
    """Whether data chooses the pattern."""
    if not reached.is_outside:
        return None
    return Verdict(f"A regular expression is made of {reached.label}", reached.trusted)
