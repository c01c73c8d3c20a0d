"""A package with the marks of a registered invention.

What it does
    Reports a package that exists but that hardly anyone uses, and whose name assistants are known to invent, or that
    has the shape of such names: a popular library with more words around it.
Why is this bad
    Attackers register names that assistants keep inventing. Such a package looks real, answers to the advice that you
    were given, and can run anything at installation.
How to fix
    Read its page, its source and its history before you install it. If it is really meant, add it to `known` in your own
    `fumehood.toml`.
References
    CWE-1357; MITRE ATT&CK T1195.001
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHP008",
    "suspicious-package",
    severity=Severity.MEDIUM,
    confidence=Confidence.MEDIUM,
    cwe=(1357,),
    owasp=("LLM09:2025",),
    bad=(Example("requirements.txt", "alembic-aioredis-db-requirements\n", line=1),),
    good=(Example("requirements.txt", "flask-login\ndjango-extensions\npytest-django\n"),),
)
