"""The exposure guard: secrets, personal data and internal names that would leave with a prompt or a file."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from secrets import token_bytes
from typing import Any

from fumehood.core.finding import Finding, Severity
from fumehood.core.guard import Inspection, Project
from fumehood.core.rule import Rule
from fumehood.core.source import Source
from fumehood.exposure.candidate import Candidate
from fumehood.exposure.detectors import secrets_in
from fumehood.exposure.fingerprint import KEY_BYTES, fingerprint
from fumehood.exposure.preview import preview
from fumehood.exposure.view import View
from fumehood.exposure.zone import Zone

_CALM = {Severity.CRITICAL: Severity.MEDIUM, Severity.HIGH: Severity.MEDIUM, Severity.MEDIUM: Severity.LOW}
_A_LOT = 200


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, Rule]:
    from fumehood.exposure.rules.catalogue import entries, rule_of

    return {entry.id: rule_of(entry) for entry in entries()}


class ExposureGuard:
    """Looks at whole files, never at the documents inside them: those are part of the text already.

    `key` is the local key of the fingerprints (`fingerprint.local_key`); without one they hold for this
    guard only.
    """

    name = "exposure"
    facts_type = type(None)

    def __init__(self, key: bytes = b"") -> None:
        self._key = key or token_bytes(KEY_BYTES)

    def wants(self, source: Source) -> bool:
        """Every file that is text; documents inside files are not looked at again."""
        return source.parent is None and bool(source.text)

    def inspect(self, source: Source) -> Inspection:
        """The findings of one file. Nothing in them shows a value; their spans are marked as sensitive."""
        view = View.of(source)
        findings = [self._finding(source, view, c) for c in secrets_in(view)]
        return Inspection(findings=findings)

    def conclude(self, facts: Mapping[str, Sequence[Any]], project: Project) -> Iterable[Finding]:  # noqa: ARG002
        """Nothing: each file says it all."""
        return ()

    def _finding(self, source: Source, view: View, found: Candidate) -> Finding:
        value = source.text[found.start : found.end]
        start, end = found.extent or (found.start, found.end)
        severity = found.severity if view.zone is Zone.PRODUCT else _CALM.get(found.severity, Severity.LOW)
        shown = preview(value, found.shown)
        evidence = {"preview": shown, "fingerprint": fingerprint(self._key, value), **dict(found.evidence)}
        if view.zone is not Zone.PRODUCT:
            evidence["place"] = view.zone.value
        return _rules()[found.rule].at(
            source,
            start,
            end,
            f"This looks like a real {found.label}: {shown}",
            severity=severity,
            confidence=found.confidence,
            evidence=evidence,
            sensitive=((found.start, found.end), *found.also),
        )
