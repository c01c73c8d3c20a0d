"""Permissions are opened, or files given away.

What it does
    Reports rights for everybody, whole trees of the system that change hands or permissions, and
    private files that others may read.
Why is this bad
    `chmod 777` mends a symptom and leaves a file that any program may change.
How to fix
    Find out who must read or run it, and give that one the least that works.
References
    CWE-732
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA131",
    "open-permissions",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(732,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "chmod -R 777 /etc\n", line=1),
        Example("command.sh", "chmod 777 upload\n", line=1),
    ),
    good=(Example("command.sh", "chmod +x run.sh\n"), Example("command.sh", "chmod 600 key.pem\n")),
)
