"""A deletion of more than what builds leave behind.

What it does
    Reports a command that deletes the whole system, a home folder, the project, its repository, or
    folders outside it. What builds, tests and caches leave in the project, and what lies in the folder
    for temporary files, may go.
Why is this bad
    An agent that cleans up can delete what nobody has a copy of; one wrong variable or one `cd` too
    many is enough, and a shell asks nobody.
How to fix
    Name the one folder that is meant, and look at it first with `ls`. Guard variables with
    `${folder:?}`. `fumehood run --workspace overlay` shows what would be lost.
References
    CWE-459; OWASP LLM06:2025 Excessive Agency; POSIX.1-2024, `rm`
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA101",
    "recursive-delete",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    cwe=(459,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "rm -rf ~/projects\n", line=1),
        Example("command.sh", "cd .. && rm -rf *\n", line=1),
    ),
    good=(Example("command.sh", "rm -rf build node_modules\n"), Example("command.sh", "echo 'rm -rf /'\n")),
)
