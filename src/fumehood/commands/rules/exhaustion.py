"""The machine is used up.

What it does
    Reports functions and programs that multiply themselves, files that grow without end, and floods.
Why is this bad
    The machine stops answering, and what was not saved is lost.
How to fix
    Bound it: a count, a size, a time.
References
    CWE-400
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA160",
    "exhaustion",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(400,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", ":(){ :|:& };:\n", line=1), Example("command.sh", "yes > big.txt\n", line=1)),
    good=(Example("command.sh", "yes | head -3\n"),),
)
