"""The rules as JSON, for programs."""

from collections.abc import Iterable

from fumehood.core.rule import Rule
from fumehood.report.as_json import dumps


def rules_json(rules: Iterable[Rule]) -> str:
    """A list of objects with each rule's metadata and texts, without its examples."""
    return dumps(
        [
            {
                "id": rule.id,
                "name": rule.name,
                "risk": rule.risk,
                "severity": rule.severity.value,
                "confidence": rule.confidence.value,
                "summary": rule.summary,
                "cwe": [f"CWE-{n}" for n in rule.cwe],
                "owasp": list(rule.owasp),
                "what": rule.what,
                "why": rule.why,
                "how": rule.how,
                "references": rule.references,
            }
            for rule in rules
        ],
        indent=2,
    )
