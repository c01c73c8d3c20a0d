"""What stands after the findings: what was not scanned, and the closing line with all counts."""

from fumehood.core.report import Report, Summary
from fumehood.report.paint import Paint
from fumehood.report.safe import safe
from fumehood.report.width import cells, cut, wrap

SEVERITIES = ("critical", "high", "medium", "low")
_UNSCANNED_SHOWN = 20
_PATH_COLUMN = 44
_SKIPPED_SHOWN = 4


def unread_paths(report: Report) -> int:
    """How many paths were not scanned, or not wholly; a path counts once whatever its reasons."""
    return len({u.path for u in report.unscanned})


def unscanned_lines(
    report: Report, paint: Paint, *, concise: bool = False, width: int | None = None
) -> list[str]:
    """The section on what was not scanned, so that it never looks like clean; empty when all was.

    Reasons are wrapped to `width` cells.
    """
    if not report.unscanned:
        return []
    shown = report.unscanned[:_UNSCANNED_SHOWN]
    left = len(report.unscanned) - len(shown)
    if concise:
        lines = [f"{safe(u.path)}: {paint('unscanned', 'not scanned')}: {safe(u.reason)}" for u in shown]
        return [*lines, f"not scanned: {left} more"] if left else lines
    count = unread_paths(report)
    head = f"not scanned: {count} path{'s' * (count != 1)} could not be looked at, or not wholly"
    column = min(_PATH_COLUMN, max(cells(safe(u.path)) for u in shown))
    lines = [paint("unscanned", head)]
    for one in shown:
        path = cut(safe(one.path), 3 * _PATH_COLUMN)
        reason = wrap(safe(one.reason), width, " " * (column + 4))
        lines.append(f"  {path}{' ' * max(0, column - cells(path))}  {reason}")
    if left:
        lines.append(paint("faint", f"  … and {left:,} more; --format json lists them all"))
    return [*lines, ""]


def closing(report: Report, paint: Paint) -> list[str]:
    """The last lines: what was left out by kind, and one line with the counts."""
    lines = []
    if left_out := _left_out(report.summary):
        lines.append(paint("faint", left_out))
    counts = " · ".join(_counts(report, paint))
    lines.append(f"{_verdict(report, paint)} · {counts}")
    return lines


def _verdict(report: Report, paint: Paint) -> str:
    summary = report.summary
    count = len(report.findings)
    suppressed = f"{summary.suppressed:,} suppressed" if summary.suppressed else ""
    if not count:
        of = f" of {', '.join(summary.risks)}" if summary.risks else ""
        if not summary.files:
            return paint(
                "unscanned", f"nothing to scan{' for findings' + of if of else ''}: no file was read"
            )
        text = f"no findings{of}" + (" in what was scanned" if report.unscanned else "")
        painted = paint("unscanned" if report.unscanned else "good", text)
        return painted + (f" ({suppressed})" if suppressed else "")
    extra = ", ".join(x for x in (f"{summary.fixable:,} fixable" if summary.fixable else "", suppressed) if x)
    by_severity = {s: sum(f.severity.value == s for f in report.findings) for s in SEVERITIES}
    each = ", ".join(paint(s, f"{n:,} {s}") for s, n in by_severity.items() if n)
    head = paint("strong", f"{count:,} finding{'s' * (count != 1)}")
    return head + (f" ({extra})" if extra else "") + f": {each}"


def _counts(report: Report, paint: Paint) -> list[str]:
    summary = report.summary
    files = f"{summary.files:,} file{'s' * (summary.files != 1)}"
    if not report.findings:
        files += f", {size(summary.bytes)}"
    if unread := unread_paths(report):
        files += ", " + paint("unscanned", f"{unread:,} not read")
    return [files, f"{summary.seconds:.1f} s", f"network: {'on' if summary.network else 'off'}"]


def _left_out(summary: Summary) -> str:
    parts = []
    if summary.skipped:
        names = [safe(s) for s in summary.skipped[:_SKIPPED_SHOWN]]
        rest = len(summary.skipped) - len(names)
        parts.append("left out by kind: " + ", ".join(names) + (f" and {rest:,} more" if rest else ""))
    if summary.binary:
        parts.append(f"{summary.binary:,} binary file{'s' * (summary.binary != 1)} without text to look at")
    return "; ".join(parts)


def size(count: int) -> str:
    """A number of bytes in the unit a person would use (decimal)."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count} bytes"
