"""The inside of the program is shown to the visitor.

What it does
    Follows the text of tracebacks to the answers of web handlers.
Why is this bad
    A traceback names files, versions, queries, sometimes secrets: what an attacker needs for the next step.
How to fix
    Log it (`logging.exception`) and answer with a number under which it can be found.
References
    CWE-209; OWASP A05:2021 Security Misconfiguration
"""

from fumehood.code.reached import MEDIUM, Reached, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

_HEAD = "import logging\nimport traceback\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route('/run')\ndef run():\n    try:\n        return work()\n    except Exception:\n"
RULE = documented(
    __doc__,
    "FHC120",
    "error-details-exposed",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(209,),
    owasp=("A05:2021",),
    bad=(Example("app.py", _HEAD + "        return traceback.format_exc(), 500\n", line=13),),
    good=(Example("app.py", _HEAD + "        logging.exception('run')\n        return 'failed', 500\n"),),
)


def judge(reached: Reached) -> Verdict | None:
    """Whether the page shows a traceback."""
    return Verdict("The answer shows a traceback", MEDIUM) if reached.kind == "traceback" else None
