"""Rights are gained or given.

What it does
    Reports sudo and its kin, set-user-id bits and capabilities, changes of who may become root, and
    containers with a way out to the machine.
Why is this bad
    With the rights of root nothing else holds: every file, every log and this guard can be changed.
How to fix
    Do without: work in the project or in a container, and let a person run what needs root. `[commands]
    sudo` sets what plain sudo means to you.
References
    CWE-250, CWE-269; OWASP LLM06:2025 Excessive Agency
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA130",
    "rights-gained",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(250,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "sudo make install\n", line=1),
        Example("command.sh", "docker run -v /:/host alpine\n", line=1),
    ),
    good=(Example("command.sh", "make install PREFIX=$HOME/.local\n"),),
)
