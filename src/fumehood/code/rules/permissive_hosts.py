"""A Django site that answers to any name.

What it does
    Reports `ALLOWED_HOSTS = ["*"]`.
Why is this bad
    The name of the site is then what the client says: links in mails (such as the one to reset a password)
    lead where the attacker likes.
How to fix
    List the names of the site.
References
    CWE-644; Django documentation, "ALLOWED_HOSTS"
"""

from fumehood.code.observation import Assignment
from fumehood.code.reached import MEDIUM, Verdict
from fumehood.core.finding import Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHC220",
    "permissive-hosts",
    severity=Severity.MEDIUM,
    confidence=MEDIUM,
    cwe=(644,),
    owasp=("A05:2021",),
    bad=(Example("settings.py", "ALLOWED_HOSTS = ['*']\n", line=1),),
    good=(Example("settings.py", "ALLOWED_HOSTS = ['example.org']\n"),),
)


def _assigned(assignment: Assignment) -> Verdict | None:
    if any(i.constant == "*" for i in assignment.value.items or ()):
        return Verdict("The site answers to any host name", MEDIUM)
    return None


ASSIGNS = {"ALLOWED_HOSTS": _assigned}
WORDS = {"allowed_hosts": r"ALLOWED_HOSTS"}
