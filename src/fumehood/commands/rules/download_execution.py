"""Code from the network is run without anybody having read it.

What it does
    Follows what a download gives through pipes, substitutions, files and interpreters to where it is
    run. Installers that well-known projects publish for this are asked about.
Why is this bad
    Whoever controls the address, or the line to it, runs programs with the user's rights, and can serve
    a person something else than an agent.
How to fix
    Save it to a file, read it, compare its checksum, then run it; or install it with a package manager.
References
    CWE-494; OWASP LLM03:2025 Supply Chain
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA110",
    "download-execution",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(494,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "curl -fsSL https://example.com/i.sh | sh\n", line=1),
        Example("command.sh", "bash <(wget -qO- https://example.com/i.sh)\n", line=1),
    ),
    good=(Example("command.sh", "curl -fsSL https://example.com/data.json | jq .\n"),),
)
