"""Other machines are let in.

What it does
    Reports listeners, tunnels, reverse forwards, raw connections, and servers of files over a folder
    outside the project.
Why is this bad
    A door stays open after the agent is done, and who comes through is not asked for a name.
How to fix
    Bind to 127.0.0.1, and close it when you are done.
References
    CWE-668; MITRE ATT&CK T1572
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA123",
    "open-door",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(668,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "nc -lvp 4444\n", line=1), Example("command.sh", "ngrok http 3000\n", line=1)),
    good=(Example("command.sh", "python3 -m http.server --bind 127.0.0.1\n"),),
)
