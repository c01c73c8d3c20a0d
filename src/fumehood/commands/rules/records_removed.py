"""Records are removed or stopped.

What it does
    Reports shell histories and logs that are emptied, redirected or switched off, and times of files
    that are set back.
Why is this bad
    Without records nobody can tell what an agent has done.
How to fix
    Leave them; an administrator rotates logs.
References
    CWE-223, CWE-778; MITRE ATT&CK T1070
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA151",
    "records-removed",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(223,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "history -c\n", line=1),
        Example("command.sh", "rm ~/.bash_history\n", line=1),
    ),
    good=(Example("command.sh", "history\n"),),
)
