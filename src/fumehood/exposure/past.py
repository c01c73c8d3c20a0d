"""What only the history still holds, and since when the history has what the files hold now."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from fumehood.core.finding import Finding
from fumehood.core.scan_history import Past

IN_HISTORY = "history only"
"""What `evidence["where"]` says of a finding that no file as it is now has."""
_COMMITS_NAMED = 5
_SHORT = 12  # digits of a commit, as git abbreviates in large repositories


def with_past(present: Sequence[Finding], past: Iterable[Past]) -> list[Finding]:
    """The findings of the files as they are, then one for each thing that only the history has.

    A secret is one thing wherever it stands (its fingerprint tells); other findings are one a file. Internal
    names are not sought in the past.
    """
    groups: dict[tuple[str, str], list[Past]] = {}
    for one in past:
        if one.finding.rule < "FHE3":
            groups.setdefault(_key(one.finding), []).append(one)
    merged = []
    for finding in present:
        group = groups.pop(_key(finding), None)
        merged.append(finding if group is None else replace(finding, evidence=_evidence(finding, group)))
    known = {_key(f) for f in present}
    return merged + [_gone(group) for key, group in groups.items() if key not in known]


def _key(finding: Finding) -> tuple[str, str]:
    column = finding.evidence.get("column", "")
    return finding.rule, finding.evidence.get("fingerprint") or f"{finding.location.path}\0{column}"


def _gone(group: Sequence[Past]) -> Finding:
    """The finding where the history has it first. Its spans mean that version, so nothing may be read there."""
    first = group[0]
    current = any(p.current for p in group)
    where = "and the last commit still has it" if current else "deleted, and still in the history"
    evidence = {"where": IN_HISTORY, **_evidence(first.finding, group)}
    message = (
        f"{first.finding.message} (commit {first.version.commit[:_SHORT]}, {first.version.day}; {where})"
    )
    return replace(first.finding, message=message, evidence=evidence, fix=None, sensitive=())


def _evidence(finding: Finding, group: Sequence[Past]) -> dict[str, str]:
    commits = list(dict.fromkeys(p.version.commit for p in group))
    named = ", ".join(c[:_SHORT] for c in commits[:_COMMITS_NAMED])
    more = f" and {len(commits) - _COMMITS_NAMED} more" if len(commits) > _COMMITS_NAMED else ""
    paths = list(dict.fromkeys(p.finding.location.path for p in group))
    return {
        **finding.evidence,
        "commit": commits[0],
        "commits": named + more,
        "history": "still in the last commit"
        if any(p.current for p in group)
        else "deleted from the last commit",
        **({"paths": ", ".join(paths[:_COMMITS_NAMED])} if len(paths) > 1 else {}),
    }
