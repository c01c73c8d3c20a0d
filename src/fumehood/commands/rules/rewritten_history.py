"""History that others may have is overwritten or deleted.

What it does
    Reports forced pushes, deleted branches, filtered histories, and what removes the record that lost
    commits are found by.
Why is this bad
    Others lose their work on the next pull, and the only copy of a commit can go with its branch.
How to fix
    Push with `--force-with-lease` to a branch of your own. Delete branches with `git branch -d`, which
    refuses when commits would be lost.
References
    Git documentation, `git-push`, `git-branch`, `git-reflog`
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA104",
    "rewritten-history",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(459,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "git push --force origin main\n", line=1),
        Example("command.sh", "git branch -D feature\n", line=1),
    ),
    good=(
        Example("command.sh", "git push --force-with-lease\n"),
        Example("command.sh", "git branch -d feature\n"),
    ),
)
