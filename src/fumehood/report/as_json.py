"""The report as one JSON object: the contract that hooks, CI and baselines read.

ASCII only, so a terminal that prints it stays safe; deterministic but for `summary.seconds`.
"""

import re
from typing import Any

from msgspec import json

from fumehood import __version__
from fumehood.core.finding import Finding, Fix
from fumehood.core.patterns import pattern
from fumehood.core.report import Report, Summary, Unscanned
from fumehood.core.rule import Rule
from fumehood.report.closing import SEVERITIES
from fumehood.report.context import Context
from fumehood.report.redaction import Redaction
from fumehood.report.safe import valid

_NOT_PLAIN = pattern(r"[^\x00-\x7e]")


def render(context: Context) -> str:
    """The whole report, indented by two."""
    report = context.report
    whole: dict[str, Any] = {
        "tool": tool(),
        "root": valid(report.root),
        "findings": [finding_object(context.redaction, *one) for one in context.findings()],
        "unscanned": [unscanned_object(u) for u in report.unscanned],
        "summary": summary_object(report),
    }
    if report.assistant is not None:
        whole["assistant"] = report.assistant
    return dumps(whole, indent=2)


def dumps(value: Any, indent: int | None = None) -> str:
    """The value as ASCII JSON, without any control character but the newlines of `indent`.

    Raises:
        UnicodeEncodeError: a text in it has lone surrogates (see `valid`).
    """
    encoded = json.encode(value)
    return _NOT_PLAIN.sub(_escape, (json.format(encoded, indent=indent) if indent else encoded).decode())


def _escape(match: re.Match[str]) -> str:
    """A character as JSON escapes it; only strings hold such characters, so the text around needs no look."""
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def tool() -> dict[str, str]:
    """Who wrote the report."""
    return {"name": "fumehood", "version": __version__}


def finding_object(redaction: Redaction, ident: str, finding: Finding, rule: Rule) -> dict[str, Any]:
    """A finding with the contract's keys; `flow` and `fix` are absent where there is none."""
    where = finding.location
    found: dict[str, Any] = {
        "id": ident,
        "rule": finding.rule,
        "name": rule.name,
        "risk": rule.risk,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": valid(redaction.about(finding, finding.message)),
        "path": valid(where.path),
        "line": where.line,
        "column": where.column,
        "end_line": where.end_line,
        "end_column": where.end_column,
        "cwe": [f"CWE-{number}" for number in rule.cwe],
        "owasp": list(rule.owasp),
        "evidence": {valid(k): valid(redaction.about(finding, v)) for k, v in finding.evidence.items()},
    }
    if finding.flow:
        found["flow"] = [
            {
                "path": valid(step.location.path),
                "line": step.location.line,
                "column": step.location.column,
                "message": valid(redaction.text(step.location.path, step.message)),
            }
            for step in finding.flow
        ]
    if fix := redaction.fix(finding):
        found["fix"] = _fix(fix)
    return found


def unscanned_object(one: Unscanned) -> dict[str, str]:
    """What was not scanned, and why."""
    return {"path": valid(one.path), "reason": valid(one.reason)}


def summary_object(report: Report) -> dict[str, Any]:
    """The counts; severities without a finding are left out, the others come from the worst down."""
    summary: Summary = report.summary
    by_severity = {s: sum(f.severity.value == s for f in report.findings) for s in SEVERITIES}
    return {
        "files": summary.files,
        "bytes": summary.bytes,
        "seconds": summary.seconds,
        "by_severity": {s: n for s, n in by_severity.items() if n},
        "suppressed": summary.suppressed,
        "fixable": summary.fixable,
        "binary": summary.binary,
        "skipped": [valid(s) for s in summary.skipped],
        "network": summary.network,
        "risks": list(summary.risks),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "safety": fix.safety,
        "description": valid(fix.description),
        "edits": [
            {"path": valid(e.path), "start": e.start, "end": e.end, "text": valid(e.text)} for e in fix.edits
        ],
    }
