"""The exposure guard: secrets, personal data and internal names that would leave with a prompt or a file."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from fumehood.core.finding import Finding, Severity
from fumehood.core.guard import Inspection, Project
from fumehood.core.rule import Rule
from fumehood.core.source import Source
from fumehood.core.zone import Zone, zone_of
from fumehood.exposure.candidate import MADE_UP, Candidate
from fumehood.exposure.detectors import exposed_in, secrets_in
from fumehood.exposure.documentation import is_documentation
from fumehood.exposure.fingerprint import KEY_BYTES, fingerprint
from fumehood.exposure.key_store import WHOLE, recognise
from fumehood.exposure.preview import preview
from fumehood.exposure.view import View

if TYPE_CHECKING:
    from fumehood.exposure.personal.table import Column

_ROWS_NEAR = 8
_MENDED = frozenset({"python", "javascript", "typescript", "shell", "yaml"})
_CALM = {Severity.CRITICAL: Severity.MEDIUM, Severity.HIGH: Severity.MEDIUM, Severity.MEDIUM: Severity.LOW}


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, Rule]:
    from fumehood.exposure.rules.catalogue import entries, rule_of

    return {entry.id: rule_of(entry) for entry in entries()}


class ExposureGuard:
    """Looks at whole files, never at the documents inside them: those are part of the text already.

    `key` is the local key of the fingerprints (`fingerprint.local_key`); without one they hold for this
    guard only. `prompt` says that the texts are about to be sent: then contacts and internal names count,
    as they do for a text from standard input. `regions` are countries whose telephone numbers occur.
    """

    name = "exposure"
    facts_type = type(None)

    def __init__(self, key: bytes = b"", *, prompt: bool = False, regions: Sequence[str] = ()) -> None:
        self._key = key or os.urandom(KEY_BYTES)
        self._prompt = prompt
        self._regions = tuple(regions)

    def wants(self, source: Source) -> bool:
        """Every file that is text; documents inside files are not looked at again."""
        return source.parent is None and bool(source.text)

    def inspect(self, source: Source) -> Inspection:
        """The findings of one file. Nothing in them shows a value; their spans are marked as sensitive."""
        view = View.of(source)
        view.regions = self._regions
        if view.language == "csv":
            from fumehood.exposure.personal import table

            columns = [self._column(source, view, c) for c in table.find(view)]
            if columns:
                return Inspection(findings=columns + self._findings(source, view, secrets_in(view)))
        found = exposed_in(view, prompt=self._prompt or source.path.startswith("<"))
        findings = self._findings(source, view, found)
        if source.encoding == "unknown":  # bytes that are no text, though none of them is NUL
            findings += self.inspect_head(source.raw[:WHOLE], source.path).findings
        return Inspection(findings=findings)

    def inspect_head(self, head: bytes, path: str) -> Inspection:
        """The finding of a key store, by the first bytes of a file that is no text."""
        kind = recognise(head, path.rpartition("/")[2])
        if kind is None:
            return Inspection()
        empty = Source(path, "", "text")
        severity = _calmed(kind.severity, zone_of(path))
        message = f"By its first bytes this is {_article(kind.label)} {kind.label}, whatever the name says"
        return Inspection(findings=[_rules()["FHE189"].at(empty, 0, 0, message, severity=severity)])

    @property
    def binary_formats(self) -> frozenset[str]:
        """Endings of table files that are no text."""
        from fumehood.exposure.tables.endings import FORMATS

        return FORMATS

    @property
    def large_formats(self) -> frozenset[str]:
        """Endings of text files that are read in pieces."""
        from fumehood.exposure.tables.large import FORMATS

        return FORMATS

    def inspect_file(self, full: str, path: str) -> Inspection:
        """The findings of a table that is no text, or of a text file too large to be read whole."""
        from fumehood.core.language import language_of
        from fumehood.exposure.tables.inspect import inspect_large, inspect_table

        if os.path.splitext(path)[1].lower() in self.binary_formats:
            return inspect_table(full, path, self.inspect)
        return inspect_large(full, path, self.inspect, language_of(path))

    def conclude(self, facts: Mapping[str, Sequence[Any]], project: Project) -> Iterable[Finding]:  # noqa: ARG002
        """Nothing: each file says it all."""
        return ()

    def _findings(self, source: Source, view: View, found: list[Candidate]) -> list[Finding]:
        findings = [self._finding(source, view, c) for c in found]
        if found and view.language in _MENDED:
            from fumehood.exposure.fixes.environment import fixes

            prints = {i: f.evidence.get("fingerprint", "") for i, f in enumerate(findings)}
            for i, fix in fixes(source, view, found, prints).items():
                findings[i] = replace(findings[i], fix=fix)
        return findings

    def _finding(self, source: Source, view: View, found: Candidate) -> Finding:
        value = source.text[found.start : found.end]
        start, end = found.extent or (found.start, found.end)
        evidence = dict(found.evidence)
        if found.rule < "FHE2":
            shown = preview(value, found.shown)
            evidence = {"preview": shown, "fingerprint": fingerprint(self._key, value), **evidence}
            what = f"looks like a real {found.label}"
            if evidence.get("value") == MADE_UP:
                what = f"has the form of {_article(found.label)} {found.label}, with a made-up value"
            message = f"This {what}: {shown}"
        else:
            count = int(evidence.get("count", "1"))
            message = _about(found.label, count)
        zone = view.zone
        if (
            zone is Zone.PRODUCT
            and found.rule < "FHE2"
            and view.is_program
            and is_documentation(source, start)
        ):
            zone = Zone.DOCS
        if zone is not Zone.PRODUCT:
            evidence["place"] = zone.value
        return _rules()[found.rule].at(
            source,
            start,
            end,
            message,
            severity=_calmed(found.severity, zone),
            confidence=found.confidence,
            evidence=evidence,
            sensitive=() if found.rule >= "FHE3" else ((found.start, found.end), *found.also),
        )

    def _column(self, source: Source, view: View, found: "Column") -> Finding:
        return _rules()[found.rule].at(
            source,
            found.start,
            found.end,
            f"The column {found.name!r} holds personal data: {found.kind}",
            severity=_calmed(found.severity, view.zone),
            confidence=found.confidence,
            evidence=dict(found.evidence),
            sensitive=_first_rows(source, found.end),
        )


def _first_rows(source: Source, header: int) -> tuple[tuple[int, int], ...]:
    """The rows below the header, as far as an excerpt around it may reach: no output may show them."""
    first = source.line_of(header) + 1
    starts = source.line_starts[first - 1 : first + _ROWS_NEAR]
    ends = [*starts[1:], len(source.text)]
    return tuple((a, b) for a, b in zip(starts, ends, strict=False) if b > a)[:_ROWS_NEAR]


def _about(label: str, count: int) -> str:
    return f"This looks like {_article(label)} {label}" + (
        f", the first of {count} here" if count > 1 else ""
    )


def _article(label: str) -> str:
    return "an" if label[0] in "aeiouEIO" else "a"


def _calmed(severity: Severity, zone: Zone) -> Severity:
    """The severity outside product code: one step down, never above medium."""
    return severity if zone is Zone.PRODUCT else _CALM.get(severity, Severity.LOW)
