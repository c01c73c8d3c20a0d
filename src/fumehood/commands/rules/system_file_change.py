"""A change of a file of the operating system.

What it does
    Reports a command that writes, replaces or deletes a file below `/etc`, `/usr`, `/boot` and the
    other folders of the system, or removes packages that the system needs.
Why is this bad
    A broken system file can keep a machine from starting, and the change stands in no version control.
How to fix
    Keep settings in the project or in a container. Leave the system to its package manager and its
    administrator.
References
    CWE-732; Filesystem Hierarchy Standard 3.0
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA102",
    "system-file-change",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(732,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "rm /etc/hosts.allow\n", line=1),),
    good=(Example("command.sh", "rm notes.txt\n"),),
)
