"""A command that cannot be read as shell.

What it does
    Reports a command that is no valid shell, is nested too deeply, or does more than can be followed.
    What stands plainly in it is still judged.
Why is this bad
    A guard that lets pass what it cannot read is no guard.
How to fix
    Write it as valid shell, or as several simple commands.
References
    CWE-20; POSIX.1-2024, Shell Command Language
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA112",
    "unreadable-command",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(20,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "echo 'never closed\n", line=1),),
    good=(Example("command.sh", "echo 'closed'\n"),),
)
