"""Protection against forged requests is switched off.

What it does
    Reports `WTF_CSRF_ENABLED = False`, forms with `csrf=False`, and (with low confidence) Django's
    `csrf_exempt`.
Why is this bad
    Any page on the web can make the browser of a visitor send requests in their name.
How to fix
    Leave the protection on; for interfaces without cookies, authenticate by a header instead.
References
    CWE-352; OWASP A01:2021 Broken Access Control
"""

from fumehood.code.observation import Assignment
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC219",
    "csrf-protection-off",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(352,),
    owasp=("A01:2021",),
    bad=(
        Example(
            "app.py",
            "from flask import Flask\n\napp = Flask(__name__)\napp.config['WTF_CSRF_ENABLED'] = False\n",
            line=4,
        ),
    ),
    good=(
        Example(
            "app.py",
            "from flask import Flask\n\napp = Flask(__name__)\napp.config['WTF_CSRF_ENABLED'] = True\n",
        ),
    ),
)


def _assigned(assignment: Assignment) -> Verdict | None:
    if assignment.value.constant is False:
        return Verdict("Protection against forged requests is off", MEDIUM)
    return None


ASSIGNS = dict.fromkeys(("WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT"), _assigned)
WORDS = {"wtf_csrf": r"WTF_CSRF_(?:ENABLED|CHECK_DEFAULT)"}
