"""A program is made to load foreign code.

What it does
    Reports loader variables such as `LD_PRELOAD`, the loader's own files, kernel modules, libraries
    that a program is told to take in, and a search path that begins in a folder for everybody.
Why is this bad
    The code runs inside other programs, with their rights and their name.
How to fix
    Leave the variable out. Put what a program needs into its own folder.
References
    CWE-426, CWE-427; Linux man-pages, `ld.so(8)`
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA141",
    "foreign-code-loaded",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(426,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "LD_PRELOAD=/tmp/x.so ls\n", line=1),),
    good=(Example("command.sh", "LD_LIBRARY_PATH=lib ./app\n"),),
)
