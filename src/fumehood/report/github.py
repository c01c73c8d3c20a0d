"""Annotations for GitHub Actions: one workflow command a finding.

Escapes as the runner's own toolkit does (actions/toolkit, `command.ts`): `%`, CR and LF in the text, and
`:` and `,` in properties too, so that no file name can end one command and begin another.
"""

from fumehood.core.finding import Finding
from fumehood.report.closing import closing, unread_paths
from fumehood.report.context import Context
from fumehood.report.paint import plain
from fumehood.report.safe import safe

_COMMAND = {"critical": "error", "high": "error", "medium": "warning", "low": "notice"}
_UNSCANNED_SHOWN = 20


def render(context: Context) -> str:
    """A command for each finding, one for all that was not scanned, and the closing line as plain text."""
    lines = [_annotation(context, finding, rule.name) for _, finding, rule in context.findings()]
    report = context.report
    if report.unscanned:
        shown = [f"{u.path}: {u.reason}" for u in report.unscanned[:_UNSCANNED_SHOWN]]
        if left := len(report.unscanned) - len(shown):
            shown.append(f"and {left} more")
        count = unread_paths(report)
        title = escape_property(f"fumehood could not look at {count} path{'s' * (count != 1)}")
        lines.append(f"::warning title={title}::" + "%0A".join(escape_text(s) for s in shown))
    lines += [escape_text(line) for line in closing(report, plain)]
    return "\n".join(lines)


def escape_text(text: str) -> str:
    """A command's text: deceptive characters visible, `%` and line ends encoded."""
    return safe(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A command's property: as text, and `:` and `,` encoded."""
    return escape_text(text).replace(":", "%3A").replace(",", "%2C")


def _annotation(context: Context, finding: Finding, name: str) -> str:
    where = finding.location
    properties = {
        "file": where.path,
        "line": str(where.line),
        "endLine": str(where.end_line),
        "title": f"{finding.rule} {name} ({finding.severity.value})",
    }
    if where.line == where.end_line:  # columns of several lines are refused
        properties |= {"col": str(where.column), "endColumn": str(where.end_column)}
    listed = ",".join(f"{key}={escape_property(value)}" for key, value in properties.items())
    message = context.redaction.about(finding, finding.message)
    return f"::{_COMMAND[finding.severity.value]} {listed}::{escape_text(message)}"
