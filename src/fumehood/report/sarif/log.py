"""A report as a SARIF log with one run."""

from fumehood import __version__
from fumehood.core.report import Report
from fumehood.core.rule import Rule
from fumehood.report.as_json import dumps
from fumehood.report.closing import unread_paths
from fumehood.report.context import Context
from fumehood.report.sarif.descriptors import UNSCANNED, cwe_taxonomy, rule_descriptor
from fumehood.report.sarif.model import (
    ArtifactLocation,
    Component,
    ComponentReference,
    Invocation,
    Location,
    Log,
    Message,
    Notification,
    NotificationDescriptor,
    PhysicalLocation,
    Run,
    RunProperties,
    Tool,
)
from fumehood.report.sarif.results import artifact, plain_text, result

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(context: Context) -> str:
    """The log as ASCII JSON, indented by two."""
    log = Log(schema=SCHEMA, version="2.1.0", runs=[_run(context)])
    return dumps(log, indent=2)


def _run(context: Context) -> Run:
    report = context.report
    rules = _used(context)
    numbers = sorted({number for rule in rules for number in rule.cwe})
    index = {rule.id: i for i, rule in enumerate(rules)}
    driver = Component(
        name="fumehood",
        version=__version__,
        semantic_version=__version__,
        rules=[rule_descriptor(rule, numbers) for rule in rules],
        notifications=[UNSCANNED],
        supported_taxonomies=[ComponentReference(name="CWE", index=0)],
    )
    return Run(
        tool=Tool(driver=driver),
        invocations=[
            Invocation(execution_successful=True, tool_execution_notifications=_notifications(report))
        ],
        # no absolute address: a log must not tell where on somebody's disk the tree lay
        original_uri_base_ids={"SRCROOT": ArtifactLocation(description=Message(text="The scanned folder"))},
        column_kind="unicodeCodePoints",
        results=[
            result(context.redaction, ident, finding, rule, index[rule.id])
            for ident, finding, rule in context.findings()
        ],
        taxonomies=[cwe_taxonomy(numbers)],
        properties=RunProperties(
            files=report.summary.files,
            bytes=report.summary.bytes,
            suppressed=report.summary.suppressed,
            not_read=unread_paths(report),
        ),
    )


def _used(context: Context) -> list[Rule]:
    """The rules that the findings name, by id."""
    used = {rule.id: rule for _, _, rule in context.findings()}
    return [used[key] for key in sorted(used)]


def _notifications(report: Report) -> list[Notification]:
    """What was not scanned; level error says that results are incomplete (3.58.6)."""
    return [
        Notification(
            descriptor=NotificationDescriptor(id=UNSCANNED.id, index=0),
            level="error",
            message=Message(text=plain_text(one.reason)),
            locations=[Location(physical_location=PhysicalLocation(artifact_location=artifact(one.path)))],
        )
        for one in report.unscanned
    ]
