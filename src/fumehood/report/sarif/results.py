"""Findings as SARIF results."""

from urllib.parse import quote

from fumehood.core import finding as core
from fumehood.core.rule import Rule
from fumehood.report.redaction import Redaction
from fumehood.report.safe import safe, valid
from fumehood.report.sarif.descriptors import LEVELS
from fumehood.report.sarif.model import (
    ArtifactChange,
    ArtifactLocation,
    CodeFlow,
    Content,
    Fix,
    FlowStep,
    Location,
    Message,
    PhysicalLocation,
    Region,
    Replacement,
    Result,
    ResultProperties,
    ThreadFlow,
)


def result(redaction: Redaction, ident: str, finding: core.Finding, rule: Rule, index: int) -> Result:
    """The result of a finding whose rule is the `index`-th of the run."""
    fix = redaction.fix(finding)
    return Result(
        rule_id=finding.rule,
        rule_index=index,
        kind="fail",
        level=LEVELS[finding.severity.value],
        message=Message(text=plain_text(redaction.about(finding, finding.message))),
        locations=[_location(finding.location)],
        partial_fingerprints={"fumehoodId/v1": ident},
        code_flows=[_flow(redaction, finding)] if finding.flow else [],
        fixes=[_fix(fix)] if fix else [],
        properties=ResultProperties(
            risk=rule.risk,
            severity=finding.severity.value,
            confidence=finding.confidence.value,
            evidence={safe(k): safe(redaction.about(finding, v)) for k, v in finding.evidence.items()},
            fix_safety=fix.safety if fix else None,
        ),
    )


def artifact(path: str) -> ArtifactLocation:
    """The file of the scanned tree as a relative, percent-encoded address; bytes of a name stay what they are."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = valid(path).encode()
    return ArtifactLocation(uri=quote(raw), uri_base_id="SRCROOT")


def plain_text(text: str) -> str:
    """The text made safe, and without anything that a viewer would read as a link (3.11.6)."""
    return safe(text).replace("](", "] (")


def _location(where: core.Location, message: str = "") -> Location:
    region = Region(
        start_line=where.line, start_column=where.column, end_line=where.end_line, end_column=where.end_column
    )
    return Location(
        physical_location=PhysicalLocation(artifact_location=artifact(where.path), region=region),
        message=Message(text=message) if message else None,
    )


def _flow(redaction: Redaction, finding: core.Finding) -> CodeFlow:
    steps = [
        FlowStep(
            location=_location(
                s.location, plain_text(redaction.text(s.location.path, s.message)) or "passes here"
            )
        )
        for s in finding.flow
    ]
    return CodeFlow(thread_flows=[ThreadFlow(locations=steps)])


def _fix(fix: core.Fix) -> Fix:
    changes: dict[str, list[Replacement]] = {}
    for edit in fix.edits:
        replaced = Region(byte_offset=edit.start, byte_length=edit.end - edit.start)
        changes.setdefault(edit.path, []).append(
            Replacement(deleted_region=replaced, inserted_content=Content(text=valid(edit.text)))
        )
    return Fix(
        description=Message(text=plain_text(fix.description)),
        artifact_changes=[
            ArtifactChange(artifact_location=artifact(path), replacements=replacements)
            for path, replacements in changes.items()
        ],
    )
