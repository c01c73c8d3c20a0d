"""A requirement that is installed from an address.

What it does
    Reports a requirement that names an address (a repository, an archive) without a commit or a hash, or over a
    connection that is not encrypted. An address with a full commit or a hash is fine; documents are reported with
    low confidence.
Why is this bad
    What stands at the address can change at any time, and no index looks at it, keeps it or takes it down.
How to fix
    Install a release from the index, or pin the address: `NAME @ git+ADDRESS@COMMIT` with all 40 digits, or an
    archive with `#sha256=`.
References
    PEP 508, PEP 610; CWE-494 Download of Code Without Integrity Check; CWE-319
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

_COMMIT = "0123456789abcdef0123456789abcdef01234567"

RULE = documented(
    __doc__,
    "FHP004",
    "direct-url-requirement",
    severity=Severity.LOW,
    confidence=Confidence.HIGH,
    cwe=(494,),
    owasp=("A08:2021",),
    bad=(
        Example("requirements.txt", "flask\ngit+https://git.example.org/otter/otter.git@main\n", line=2),
        Example("setup.sh", "#!/bin/sh\npip install http://files.example.org/heron-1.0.tar.gz\n", line=2),
        Example(
            "package.json",
            '{\n  "dependencies": {\n    "otter": "git+https://git.example.org/otter.git"\n  }\n}\n',
            line=3,
        ),
    ),
    good=(
        Example("requirements.txt", f"otter @ git+https://git.example.org/otter/otter.git@{_COMMIT}\n"),
        Example("requirements.txt", "./vendor/otter\nfile:///srv/wheels/otter.whl\n"),
    ),
)
