"""The machine, services or other programs are stopped.

What it does
    Reports shutdowns, signals to every process, and stopped services that others rely on. Processes
    that are named are the agent's to stop.
Why is this bad
    Others work on the machine too, and a service may hold what was not written yet.
How to fix
    Name the process that is meant, and ask whoever else uses the service.
References
    CWE-404
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA161",
    "stopped-services",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(404,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "shutdown -h now\n", line=1), Example("command.sh", "kill -9 -1\n", line=1)),
    good=(Example("command.sh", "kill 1234\n"),),
)
