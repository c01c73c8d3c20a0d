"""A package on your list of malicious packages.

What it does
    Reports a name that stands on the list of malicious packages in your own configuration. fumehood ships no such list.
Why is this bad
    Installing the package runs code that is known to do harm.
How to fix
    Remove the package, and treat every machine that has installed it as broken into: change its credentials.
References
    CWE-506 Embedded Malicious Code; the OpenSSF malicious packages database
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHP003",
    "known-malicious-package",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(506,),
    owasp=("A08:2021",),
    bad=(Example("requirements.txt", "flask\nheron-malware-demo\n", line=2),),
    good=(Example("requirements.txt", "requests\n"),),
)
