"""A protection is weakened.

What it does
    Reports firewalls, audit, access control and guards that are switched off, checks of certificates
    and signatures that are skipped, and hooks that are bypassed.
Why is this bad
    A check that complains has found something; without it nobody learns what comes after.
How to fix
    Leave it on and mend what it complains about.
References
    CWE-693; MITRE ATT&CK T1562
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA150",
    "protection-weakened",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(693,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "git commit --no-verify -m wip\n", line=1),
        Example("command.sh", "ufw disable\n", line=1),
    ),
    good=(Example("command.sh", "ufw status\n"),),
)
