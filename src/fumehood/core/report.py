"""What a scan hands to the writers: findings in their final order, what was not read, and the counts."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from fumehood.core.finding import Finding
from fumehood.core.hashing import blake2b


class Unscanned(Struct, frozen=True, order=True):
    """Something that could not be looked at (or not wholly), and why."""

    path: str
    reason: str


class Summary(Struct, kw_only=True):
    """Counts of one scan. `seconds` is wall time; `skipped` are folders left out by kind (`.git`, environments).

    `risks` are those that were looked for.
    """

    files: int = 0
    bytes: int = 0
    seconds: float = 0.0
    by_severity: dict[str, int] = {}
    suppressed: int = 0
    fixable: int = 0
    binary: int = 0
    skipped: list[str] = []
    network: bool = False
    risks: list[str] = []


class Report(Struct, kw_only=True):
    """The outcome of a scan. `ids[i]` is the stable id of `findings[i]`; `notices` are for stderr.

    `assistant` is there when the scan was made in an assistant's place: who, and a row for each place it reaches.
    """

    root: str
    findings: list[Finding]
    ids: list[str]
    unscanned: list[Unscanned]
    summary: Summary
    notices: list[str] = []
    assistant: dict[str, Any] | None = None


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """The one order of findings: path, line, column, rule, message."""
    where = finding.location
    return where.path, where.line, where.column, finding.rule, finding.message


def ids_of(findings: Sequence[Finding]) -> list[str]:
    """A stable id for each finding: rule, path, what its line says, and a running number among equals."""
    seen: dict[tuple[str, str, str], int] = {}
    ids = []
    for finding in findings:
        key = (finding.rule, finding.location.path, finding.location.anchor)
        seen[key] = number = seen.get(key, 0) + 1
        text = "\0".join((*key, str(number)))
        ids.append(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest())
    return ids


def count_by_severity(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each severity has; severities without any are left out."""
    counts: dict[str, int] = {}
    for severity in ("critical", "high", "medium", "low"):
        n = sum(f.severity.value == severity for f in findings)
        if n:
            counts[severity] = n
    return counts
