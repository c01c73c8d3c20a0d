"""The report as JSON lines: each finding as in `json`, then `{"unscanned": …}` lines, then `{"summary": …}`."""

from fumehood.report.as_json import dumps, finding_object, summary_object, tool, unscanned_object
from fumehood.report.context import Context
from fumehood.report.safe import valid


def render(context: Context) -> str:
    """One object a line; the last line has the summary, so a cut-off file is known by its lack."""
    report = context.report
    lines = [dumps(finding_object(context.redaction, *one)) for one in context.findings()]
    lines += [dumps({"unscanned": unscanned_object(u)}) for u in report.unscanned]
    lines.append(dumps({"summary": summary_object(report), "tool": tool(), "root": valid(report.root)}))
    return "\n".join(lines)
