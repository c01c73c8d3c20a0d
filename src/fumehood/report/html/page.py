"""Assembles the page: template, style and script lie beside this module and end up in one file.

Nothing in the page comes from elsewhere or can: its policy (`default-src 'none'`) allows the inline style
and script by their hashes and nothing else. All texts are escaped by jinja2, after `safe`.
"""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from fumehood import __version__
from fumehood.core.report import Report
from fumehood.report.closing import SEVERITIES, size, unread_paths
from fumehood.report.context import Context
from fumehood.report.html.view import FindingView, finding_views, rule_view
from fumehood.report.rules_text import facts
from fumehood.report.safe import safe

RISKS = ("packages", "injection", "code", "exposure", "agents", "checklist")
_HERE = Path(__file__).parent
_UNSCANNED_SHOWN = 2000


class Bar(NamedTuple):
    """A stacked bar: its title, its total, and its parts (severity, count, start and width in percent of the widest)."""

    title: str
    total: int
    parts: list[tuple[str, int, float, float]]


def render(context: Context) -> str:
    """The whole page."""
    from jinja2 import Environment, StrictUndefined

    style, script = (_HERE / "style.css").read_text("utf-8"), (_HERE / "script.js").read_text("utf-8")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, cache_size=0
    )
    template = environment.from_string((_HERE / "page.html.jinja").read_text("utf-8"))
    report = context.report
    findings = finding_views(context)
    used = {finding.rule: rule for _, finding, rule in context.findings()}
    counts = {ident: sum(f.rule == ident for f in report.findings) for ident in used}
    return template.render(
        policy=policy(style, script),
        style=style,
        script=script,
        version=__version__,
        name=safe(report.root.rstrip("/").rpartition("/")[2] or report.root),
        findings=findings,
        severities=[(s, sum(f.severity == s for f in findings)) for s in SEVERITIES],
        bars=bars(findings),
        risks=[risk for risk in RISKS if any(f.risk == risk for f in findings)],
        rules=[rule_view(used[ident], facts(used[ident]), counts[ident]) for ident in sorted(used)],
        unread=unread_paths(report),
        unscanned=[(safe(u.path), safe(u.reason)) for u in report.unscanned[:_UNSCANNED_SHOWN]],
        unscanned_left=max(0, len(report.unscanned) - _UNSCANNED_SHOWN),
        facts=page_facts(report),
        skipped=[safe(s) for s in report.summary.skipped],
        summary=report.summary,
    )


def policy(style: str, script: str) -> str:
    """The content security policy that allows this style and this script, by hash, and nothing else."""

    def source(text: str) -> str:
        return "'sha256-" + b64encode(sha256(text.encode()).digest()).decode() + "'"

    allowed = f"style-src {source(style)}; script-src {source(script)}"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def page_facts(report: Report) -> list[str]:
    """What was looked at, as short phrases."""
    summary = report.summary
    found = [
        f"{summary.files:,} file{'s' * (summary.files != 1)}",
        size(summary.bytes),
        f"{summary.seconds:.1f} s",
    ]
    if summary.suppressed:
        found.append(f"{summary.suppressed:,} suppressed")
    if summary.binary:
        found.append(f"{summary.binary:,} binary")
    return [*found, f"network {'on' if summary.network else 'off'}"]


def bars(findings: Iterable[FindingView]) -> list[Bar]:
    """A bar for each risk that has findings, on one scale."""
    counts: dict[str, dict[str, int]] = {}
    for finding in findings:
        each = counts.setdefault(finding.risk, {})
        each[finding.severity] = each.get(finding.severity, 0) + 1
    widest = max((sum(c.values()) for c in counts.values()), default=1)
    found = []
    for risk in (r for r in RISKS if r in counts):
        start, parts = 0.0, []
        for severity in SEVERITIES:
            if number := counts[risk].get(severity, 0):
                width = round(100 * number / widest, 3)
                parts.append((severity, number, start, width))
                start = round(start + width, 3)
        found.append(Bar(risk, sum(counts[risk].values()), parts))
    return found
