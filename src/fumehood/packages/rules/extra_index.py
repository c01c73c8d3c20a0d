"""A second package index beside the public one.

What it does
    Reports `--extra-index-url` in requirements files, commands and pip's configuration.
Why is this bad
    pip takes the highest version that any of its indexes has. A stranger who publishes a package of your private
    name on the public index, with a higher version, wins: dependency confusion.
How to fix
    Use one index (`--index-url`) that serves both, or a client that binds each name to one index (uv's
    `[tool.uv.sources]` with `index = …` and `explicit = true`), and register the private names.
References
    CWE-427 Uncontrolled Search Path Element; Birsan, "Dependency Confusion" (2021); PEP 708
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHP005",
    "extra-package-index",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(427,),
    owasp=("A08:2021",),
    bad=(
        Example("requirements.txt", "--extra-index-url https://packages.example.org/simple\nflask\n", line=1),
        Example(
            "Dockerfile",
            "FROM python:3.12\nRUN pip install --extra-index-url=https://packages.example.org/simple flask\n",
            line=2,
        ),
        Example("pip.conf", "[global]\nextra-index-url = https://packages.example.org/simple\n", line=2),
    ),
    good=(Example("requirements.txt", "--index-url https://packages.example.org/simple\nflask\n"),),
)
