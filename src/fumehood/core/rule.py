"""A rule: what is looked for, why it matters, how to mend it, and examples that prove it.

Adding a rule touches one file. A rule that is logic is a module in a guard's `rules/` package with a
`RULE` (or `RULES`); its docstring is its documentation, under the four headings below. Rules that are
data come as `RULES` from a module that loads them. `fumehood explain`, the pages under `docs/rules`,
SARIF metadata and the tests of the examples are all made from the same object.
"""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from fumehood.core.finding import Confidence, Finding, Fix, Severity, Step
from fumehood.core.source import Source

RISK_OF_FAMILY = {
    "FHP": "packages",
    "FHI": "injection",
    "FHC": "code",
    "FHE": "exposure",
    "FHA": "agents",
    "FHK": "checklist",
}
HEADINGS = ("What it does", "Why is this bad", "How to fix", "References")


class Example(Struct, frozen=True):
    """A small file. `line` is where the rule must report; `None` means it must stay silent.

    `{generator-name}` in the text stands for a secret-like value that is made when the test runs.
    """

    path: str
    text: str
    line: int | None = None


class Rule(Struct, frozen=True, kw_only=True):
    """The metadata of one rule. `what`, `why`, `how` and `references` are plain Markdown paragraphs."""

    id: str
    name: str
    severity: Severity
    confidence: Confidence
    summary: str
    what: str
    why: str
    how: str
    references: str
    cwe: tuple[int, ...] = ()
    owasp: tuple[str, ...] = ()
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()

    @property
    def risk(self) -> str:
        """The lesson's risk that the rule belongs to, by its family."""
        return RISK_OF_FAMILY[self.id[:3]]

    def at(
        self,
        source: Source,
        start: int,
        end: int,
        message: str,
        *,
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        evidence: Mapping[str, str] | None = None,
        flow: tuple[Step, ...] = (),
        fix: Fix | None = None,
        sensitive: tuple[tuple[int, int], ...] = (),
    ) -> Finding:
        """A finding of this rule at the code points `start` to `end` (exclusive) of `source.text`.

        `sensitive` spans are in `source.text` too; they are mapped to the file like the span itself.
        """
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            confidence=confidence or self.confidence,
            location=source.location(start, end, sensitive),
            message=message,
            evidence=evidence or {},
            flow=flow,
            fix=fix,
            sensitive=tuple((source.in_file(a), source.in_file(b - 1) + 1) for a, b in sensitive),
        )


def documented(doc: str | None, id: str, name: str, **fields: Any) -> Rule:  # noqa: A002 - the field's own name
    """A rule whose texts stand in a module's docstring under `HEADINGS`.

    Raises:
        ValueError: the docstring lacks a summary line or a heading.
    """
    summary, _, rest = (doc or "").strip().partition("\n")
    sections = _sections(rest)
    missing = [h for h in HEADINGS if not sections.get(h)]
    if not summary or missing:
        raise ValueError(f"{id}: the docstring lacks {', '.join(missing) or 'a summary'}")
    what, why, how, references = (sections[h] for h in HEADINGS)
    return Rule(
        id=id,
        name=name,
        summary=summary.rstrip("."),
        what=what,
        why=why,
        how=how,
        references=references,
        **fields,
    )


def _sections(text: str) -> dict[str, str]:
    parts = re.split(rf"^({'|'.join(HEADINGS)})\s*$", text, flags=re.MULTILINE)
    return {h: _dedent(body) for h, body in zip(parts[1::2], parts[2::2], strict=True)}


def _dedent(body: str) -> str:
    lines = [line[4:] if line.startswith("    ") else line for line in body.strip("\n").splitlines()]
    return "\n".join(lines).strip()
