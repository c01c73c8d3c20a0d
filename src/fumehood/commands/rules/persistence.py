"""Something is made to run later by itself.

What it does
    Reports schedules, units, start-up files of shells and programs, git hooks and settings that run
    commands, and keys that let somebody log in.
Why is this bad
    What runs at the next login, commit or restart runs when nobody looks, and again and again.
How to fix
    Run it now, by hand; or show a person the line to add.
References
    CWE-506; MITRE ATT&CK T1053, T1546
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA140",
    "persistence",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(506,),
    owasp=("LLM06:2025",),
    bad=(
        Example("command.sh", "echo 'sh ~/x.sh' >> ~/.bashrc\n", line=1),
        Example("command.sh", "crontab jobs.txt\n", line=1),
    ),
    good=(Example("command.sh", "cat ~/.bashrc\n"), Example("command.sh", "crontab -l\n")),
)
