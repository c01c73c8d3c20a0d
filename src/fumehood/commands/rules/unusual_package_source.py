"""Software is taken from an unusual place.

What it does
    Reports packages from plain addresses, bare numbers and foreign indexes, and settings that make this
    lasting. Names are the package guard's to judge.
Why is this bad
    The usual index keeps who published what; an address keeps nothing.
How to fix
    Install it by name, and check the name with `fumehood check package`.
References
    CWE-829; OWASP LLM03:2025 Supply Chain
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA170",
    "unusual-package-source",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(829,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "pip install http://192.0.2.1/x.whl\n", line=1),),
    good=(Example("command.sh", "pip install -r requirements.txt\n"),),
)
