"""What every writer gets: the report, the rules' texts, and the only door to the scanned files."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from fumehood.core.finding import Confidence, Finding, Severity
from fumehood.core.report import Report
from fumehood.core.rule import Rule
from fumehood.core.source import Source
from fumehood.report.redaction import Redaction

Read = Callable[[str], Source | None]
Mask = Callable[[str], str]


class Context:
    """One report on its way to one writer.

    `width` is the terminal's, in cells, or None where there is none; `mask` hides what looks like a secret
    in a text (by default the exposure guard's); `rules` are the registry's.
    """

    def __init__(
        self,
        report: Report,
        read: Read,
        *,
        color: bool = False,
        width: int | None = None,
        mask: Mask | None = None,
        rules: Mapping[str, Rule] | None = None,
    ) -> None:
        self.report = report
        self.color = color
        self.width = width
        self.redaction = Redaction(report.findings, read, mask)
        self._rules = rules

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by id; loaded when the first finding asks."""
        if self._rules is not None:
            return self._rules
        from fumehood.core.registry import all_rules

        return all_rules()

    def rule(self, finding: Finding) -> Rule:
        """The finding's rule; a plain one that says nothing where the registry has none, so no finding is lost."""
        return self.rules.get(finding.rule) or Rule(
            id=finding.rule, name=finding.rule.lower(), severity=Severity.LOW, confidence=Confidence.LOW,
            summary="", what="", why="", how="", references="",
        )  # fmt: skip

    def findings(self) -> Iterator[tuple[str, Finding, Rule]]:
        """Each finding with its id and its rule, in the report's order."""
        for ident, finding in zip(self.report.ids, self.report.findings, strict=True):
            yield ident, finding, self.rule(finding)
