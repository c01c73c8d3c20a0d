"""Something is published.

What it does
    Reports packages, images, releases and extensions that are pushed to where others take them from.
Why is this bad
    What was published was copied the next second, secrets and mistakes included.
How to fix
    `--dry-run` and `pack` show what would go out. Let a person or CI publish.
References
    CWE-200
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA171",
    "publication",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(200,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "npm publish\n", line=1),),
    good=(Example("command.sh", "npm publish --dry-run\n"),),
)
