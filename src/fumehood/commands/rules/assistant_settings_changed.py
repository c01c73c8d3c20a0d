"""The settings of an AI assistant are changed.

What it does
    Reports changes of hooks, permissions and servers of the assistants, and of fumehood's own settings
    and record.
Why is this bad
    An agent that can change its own limits has none.
How to fix
    Show a person the lines to change.
References
    CWE-284; OWASP LLM06:2025 Excessive Agency
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA152",
    "assistant-settings-changed",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(284,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "echo '{}' > .claude/settings.json\n", line=1),),
    good=(Example("command.sh", "cat .claude/settings.json\n"),),
)
