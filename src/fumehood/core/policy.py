"""From findings to a decision: what is shown, and with which code the program ends."""

from collections.abc import Iterable

from fumehood.core.errors import CLEAN, FOUND, INCOMPLETE, NOTHING
from fumehood.core.finding import Confidence, Finding, Severity
from fumehood.core.report import Report


def shown(finding: Finding, least: Confidence, select: Iterable[str], ignore: Iterable[str]) -> bool:
    """Whether a finding is sure enough, selected (an empty selection takes all) and not ignored."""
    if finding.confidence.rank < least.rank:
        return False
    select = tuple(select)
    return (not select or finding.rule.startswith(select)) and not finding.rule.startswith(tuple(ignore))


def exit_code(report: Report, fail_on: Severity | None) -> int:
    """The exit code of a scan.

    1 when a finding is at or above `fail_on` (None: never), else 4 when something was not read, else 3 when
    there was nothing to look at, else 0.
    """
    if fail_on is not None and any(f.severity.rank >= fail_on.rank for f in report.findings):
        return FOUND
    if report.unscanned:
        return INCOMPLETE
    if report.summary.files == 0 and not report.summary.suppressed:
        return NOTHING
    return CLEAN
