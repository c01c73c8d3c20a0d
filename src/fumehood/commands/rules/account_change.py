"""Accounts or credentials are changed.

What it does
    Reports commands and files that make, change or remove users, groups, passwords, roles and keys,
    here and in a cloud.
Why is this bad
    An account outlives the session in which it was made.
How to fix
    Let an administrator do it.
References
    CWE-269; MITRE ATT&CK T1136, T1098
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA132",
    "account-change",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(269,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "useradd -m helper\n", line=1),),
    good=(Example("command.sh", "id helper\n"),),
)
