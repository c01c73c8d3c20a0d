"""A package whose name looks like that of a popular one.

What it does
    Reports a package that exists, that hardly anyone uses, and whose name differs from a popular one by a letter,
    by look-alike characters, by the order of its words, or because it is the name that the popular one is imported by.
Why is this bad
    Typosquats wait for a slip of the finger or of a language model; the code of a stranger runs at installation.
How to fix
    Compare with the package that the message names and correct the spelling. If the package is really meant, add it
    to `known` in your own `fumehood.toml`.
References
    CWE-1357; MITRE ATT&CK T1195.001; OWASP A06:2021 Vulnerable and Outdated Components
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHP002",
    "look-alike-package",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(1357,),
    owasp=("A06:2021",),
    bad=(
        Example("requirements.txt", "flask\nr\u0435quests\n", line=2),  # a Cyrillic letter
        Example("web.sh", "npm install 1odash\n", line=1),
    ),
    good=(Example("requirements.txt", "flask\nrequests\nurllib3\nhttpx\npillow-simd\n"),),
)
