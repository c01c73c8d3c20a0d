"""Uncommitted work is thrown away.

What it does
    Reports version control commands that drop changes which no commit holds: `git reset --hard`, `git
    checkout -- FILE`, `git restore`, `git clean -f`, `git stash drop`, and their kin in Mercurial and
    Subversion.
Why is this bad
    What was never committed cannot be found again: not in the history, not in the reflog.
How to fix
    `git stash -u` keeps it all. `git reset --keep` refuses when something would be lost, and `git clean
    -n` only shows.
References
    Git documentation, `git-reset`, `git-clean`, `git-stash`
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA103",
    "discarded-work",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(459,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "git reset --hard HEAD~2\n", line=1),
        Example("command.sh", "git clean -fdx\n", line=1),
    ),
    good=(Example("command.sh", "git reset --soft HEAD~1\n"), Example("command.sh", "git stash pop\n")),
)
