"""One line a finding, for editors and grep: `path:line:col: RULE severity message`."""

from fumehood.report.closing import closing, unscanned_lines
from fumehood.report.context import Context
from fumehood.report.paint import painter
from fumehood.report.safe import safe


def render(context: Context) -> str:
    """The findings, what was not scanned, and the closing line."""
    paint = painter(context.color)
    lines = []
    for _, finding, _ in context.findings():
        where = finding.location
        message = safe(context.redaction.about(finding, finding.message))
        severity = finding.severity.value
        place = paint("path", safe(where.path)) + f":{where.line}:{where.column}:"
        lines.append(f"{place} {paint(severity, finding.rule)} {severity} {message}")
    lines += unscanned_lines(context.report, paint, concise=True)
    lines += closing(context.report, paint)
    return "\n".join(lines)
