"""Containers, images or volumes are removed wholesale.

What it does
    Reports commands that remove volumes with their data, or every container and image of the machine.
Why is this bad
    A volume holds the database of a development set-up; other projects share the engine.
How to fix
    Leave `-v` and `--volumes` out, and name the containers that this project made.
References
    Docker documentation, `docker system prune`, `docker compose down`
"""

from fumehood.core.finding import Confidence, Severity
from fumehood.core.rule import Example, documented

RULE = documented(
    __doc__,
    "FHA108",
    "container-data-loss",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    cwe=(459,),
    owasp=("LLM06:2025",),
    bad=(Example("command.sh", "docker compose down -v\n", line=1),),
    good=(Example("command.sh", "docker compose down\n"),),
)
