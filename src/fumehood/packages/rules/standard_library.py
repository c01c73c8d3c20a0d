"""A package with the name of a module that Python brings along.

What it does
    Reports a requirement whose name is that of a module of the standard library, where the index has a little-used
    package of that name, or none.
Why is this bad
    Nothing needs installing, so the line is a mistake; the package of that name is somebody else's, often an outdated
    copy that breaks the real module, and sometimes a trap.
How to fix
    Delete the line.
References
    CWE-1357; CWE-427 Uncontrolled Search Path Element
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHP009",
    "standard-library-package",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(1357, 427),
    owasp=("A06:2021",),
    bad=(Example("requirements.txt", "flask\nzipimport\n", line=2),),
    good=(Example("requirements.txt", "flask\n"),),
)
