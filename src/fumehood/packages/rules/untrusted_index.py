"""A package index whose answers anyone on the way can change.

What it does
    Reports `--trusted-host` and its kin, which turn off the check of certificates, and indexes over plain HTTP. The
    machine itself (`localhost`) is no finding.
Why is this bad
    Whoever sits between you and the index can hand you any package, and its code runs at installation.
How to fix
    Use HTTPS, and give pip the certificate of your own authority with `--cert` instead of trusting the host.
References
    CWE-295 Improper Certificate Validation; CWE-319 Cleartext Transmission
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHP006",
    "untrusted-package-index",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(295, 319),
    owasp=("A02:2021",),
    bad=(
        Example("requirements.txt", "--trusted-host packages.example.org\nflask\n", line=1),
        Example("install.sh", "pip install -i http://packages.example.org/simple flask\n", line=1),
    ),
    good=(
        Example("install.sh", "pip install -i http://localhost:3141/simple --trusted-host localhost flask\n"),
    ),
)
