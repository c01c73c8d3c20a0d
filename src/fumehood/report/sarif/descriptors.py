"""What a SARIF log says about rules, about weaknesses, and about what was not scanned."""

from collections.abc import Sequence

from fumehood.core.finding import Severity
from fumehood.core.rule import Rule
from fumehood.report.rules_text import help_markdown, help_text
from fumehood.report.sarif.model import (
    Component,
    ComponentReference,
    Configuration,
    Descriptor,
    DescriptorReference,
    Message,
    Relationship,
    RuleProperties,
)

UNSCANNED = Descriptor(
    id="unscanned",
    name="unscanned",
    short_description=Message(text="A path could not be looked at, or not wholly"),
)
LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note"}
# Inside the bands by which code scanning sorts alerts: critical from 9.0, high from 7.0, medium from 4.0.
SCORES = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.0"}
_PRECISION = {"high": "high", "medium": "medium", "low": "low"}


def rule_descriptor(rule: Rule, numbers: Sequence[int]) -> Descriptor:
    """The rule with its help and its relations to the taxonomy that lists `numbers`."""
    severity: Severity = rule.severity
    return Descriptor(
        id=rule.id,
        name=rule.name,
        short_description=Message(text=rule.summary or rule.name),
        full_description=Message(text=rule.what or rule.summary or rule.name),
        help=Message(text=help_text(rule), markdown=help_markdown(rule)),
        default_configuration=Configuration(level=LEVELS[severity.value]),
        relationships=[
            Relationship(
                target=DescriptorReference(
                    id=str(n), index=numbers.index(n), tool_component=ComponentReference(name="CWE", index=0)
                ),
                kinds=["relevant"],
            )
            for n in rule.cwe
        ],
        properties=RuleProperties(
            risk=rule.risk,
            tags=["security", rule.risk, *(f"external/cwe/cwe-{n:03d}" for n in rule.cwe), *rule.owasp],
            precision=_PRECISION[rule.confidence.value],
            security_severity=SCORES[severity.value],
        ),
    )


def cwe_taxonomy(numbers: Sequence[int]) -> Component:
    """The weaknesses that the run's rules are about."""
    return Component(
        name="CWE",
        organization="MITRE",
        information_uri="https://cwe.mitre.org/",
        short_description=Message(text="The MITRE Common Weakness Enumeration"),
        is_comprehensive=False,
        taxa=[
            Descriptor(id=str(n), help_uri=f"https://cwe.mitre.org/data/definitions/{n}.html")
            for n in numbers
        ],
    )
