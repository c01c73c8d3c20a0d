"""What the page shows, as plain values: every text in them is masked and safe, none is markup."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from fumehood.core.finding import Finding
from fumehood.core.rule import Rule
from fumehood.report.context import Context
from fumehood.report.frame import Row, sections
from fumehood.report.hunks import hunks
from fumehood.report.redaction import Redaction
from fumehood.report.rules_text import paragraphs, reference_list
from fumehood.report.safe import safe
from fumehood.report.width import TAB, cells, cut

_ROOM = 140  # cells of a line in a frame; wider ones are cut around the mark
_AROUND = 2  # lines shown before and after each place
_DIFF_LINES = 40
_EVIDENCE = 600
_INLINE = re.compile(r"`([^`\n]+)`|\[([^\]\n]+)\]\((https://[^\s)]+)\)|<?(https://[^\s<>)]+[^\s<>).,;:])>?")


class Piece(NamedTuple):
    """A run of text: `kind` is text, code or link for prose, and own, step or text in a frame."""

    kind: str
    text: str
    href: str = ""


class Line(NamedTuple):
    """A line of a frame; `labels` stand below it: how far in (as spaces), the text, whether of the finding itself."""

    number: str
    pieces: list[Piece]
    labels: list[tuple[str, str, bool]]
    hit: bool


class FrameView(NamedTuple):
    """The excerpt of one file."""

    path: str
    line: int
    column: int
    lines: list[Line]
    gone: bool


class FindingView(NamedTuple):
    """A finding as the page shows it."""

    id: str
    rule: str
    name: str
    risk: str
    severity: str
    rank: int
    confidence: str
    message: list[Piece]
    folder: str
    file: str
    line: int
    column: int
    frames: list[FrameView]
    flow: list[tuple[str, int, list[Piece]]]
    evidence: list[tuple[str, str]]
    safety: str
    fix: str
    diff: list[tuple[str, str]]
    how: "list[Block]"


class Block(NamedTuple):
    """A block of a rule's text: `kind` is prose, code or list; each line is a list of pieces."""

    kind: str
    lines: list[list[Piece]]


class RuleView(NamedTuple):
    """A rule's texts and its first examples (path, text)."""

    id: str
    name: str
    summary: str
    facts: str
    total: int
    what: list[Block]
    why: list[Block]
    how: list[Block]
    references: list[Block]
    bad: tuple[str, str] | None
    good: tuple[str, str] | None


def finding_views(context: Context) -> list[FindingView]:
    """All findings, the worst first, then by place."""
    how: dict[str, list[Block]] = {}
    found = []
    for ident, finding, rule in context.findings():
        if rule.id not in how:
            how[rule.id] = blocks(rule.how)
        found.append(_finding(context.redaction, ident, finding, rule, how[rule.id]))
    return sorted(found, key=lambda f: -f.rank)


def rule_view(rule: Rule, facts: str, total: int) -> RuleView:
    """The rule as the page's last part shows it; `total` findings name it."""

    def example(which: int) -> tuple[str, str] | None:
        examples = (rule.bad, rule.good)[which]
        return (
            (safe(examples[0].path), safe(examples[0].text.rstrip("\n"), keep="\n\t")) if examples else None
        )

    return RuleView(
        rule.id, rule.name, safe(rule.summary), facts, total,
        blocks(rule.what), blocks(rule.why), blocks(rule.how), blocks(reference_list(rule.references)), example(0), example(1),
    )  # fmt: skip


def blocks(text: str) -> list[Block]:
    """A rule's text in blocks; the marks of its list items are left out."""
    found = []
    for kind, lines in paragraphs(text):
        if kind == "list":
            lines = [re.sub(r"^\s*(?:[-*]|\d+\.)\s+", "", line) for line in lines]  # noqa: PLW2901
        found.append(Block(kind, [[Piece("text", x)] if kind == "code" else list(_inline(x)) for x in lines]))
    return found


def _inline(text: str) -> Iterator[Piece]:
    at = 0
    for match in _INLINE.finditer(text):
        if match.start() > at:
            yield Piece("text", text[at : match.start()])
        code, title, href, bare = match.groups()
        yield Piece("code", code) if code else Piece("link", title or bare, href or bare)
        at = match.end()
    if at < len(text):
        yield Piece("text", text[at:])


def _message(text: str) -> list[Piece]:
    """What stands between backticks as code; no links, since a message may quote the input."""
    return [
        Piece("code" if i % 2 else "text", part)
        for i, part in enumerate(re.split(r"`([^`]+)`", text))
        if part
    ]


def _finding(redaction: Redaction, ident: str, finding: Finding, rule: Rule, how: list[Block]) -> FindingView:
    where = finding.location

    def text(value: str) -> str:
        return safe(redaction.about(finding, value))

    folder, _, file = safe(where.path).rpartition("/")
    fix = redaction.fix(finding)
    return FindingView(
        id=ident,
        rule=finding.rule,
        name=rule.name,
        risk=rule.risk,
        severity=finding.severity.value,
        rank=finding.severity.rank,
        confidence=finding.confidence.value,
        message=_message(text(finding.message)),
        folder=folder + "/" if folder else "",
        file=file,
        line=where.line,
        column=where.column,
        frames=_frames(redaction, finding, rule),
        flow=[
            (
                safe(s.location.path),
                s.location.line,
                _message(safe(redaction.text(s.location.path, s.message))),
            )
            for s in finding.flow
        ],
        evidence=[(safe(key), cut(text(value), _EVIDENCE)) for key, value in finding.evidence.items()],
        safety=fix.safety if fix else "",
        fix=text(fix.description) if fix else "",
        diff=_diff(redaction, finding),
        how=how,
    )


def _frames(redaction: Redaction, finding: Finding, rule: Rule) -> list[FrameView]:
    return [
        FrameView(safe(part.path), part.line, part.column, [_line(row) for row in part.rows], part.gone)
        for part in sections(redaction, finding, rule.name, _ROOM, _AROUND)
    ]


def _line(row: Row) -> Line:
    if row.number is None:
        return Line("", [], [], hit=False)
    labels = [
        (" " * cells(row.text[: m.start]), safe(m.label).replace("`", ""), m.primary)
        for m in row.marks
        if m.label
    ]
    return Line(str(row.number), _pieces(row), labels, hit=any(m.primary for m in row.marks))


def _pieces(row: Row) -> list[Piece]:
    marks = [m if m.end > m.start else m._replace(end=m.start + 1) for m in row.marks]
    edges = sorted({0, len(row.text), *(min(x, len(row.text)) for m in marks for x in (m.start, m.end))})
    found: list[Piece] = []
    for start, end in pairwise(edges):
        over = [m.primary for m in marks if m.start <= start and end <= m.end]
        found.append(Piece("own" if any(over) else "step" if over else "text", row.text[start:end]))
    return found


def _diff(redaction: Redaction, finding: Finding) -> list[tuple[str, str]]:
    """The lines of the fix's diff: their sign (`@`, `-` or `+`) and text; empty when it cannot be shown."""
    fix = redaction.fix(finding)
    if fix is None:
        return []
    found: list[tuple[str, str]] = []
    for path in dict.fromkeys(edit.path for edit in fix.edits):
        source = redaction.source(path)
        if source is None:
            return []
        for hunk in hunks(source, [edit for edit in fix.edits if edit.path == path]):
            found.append(("@", f"{safe(path)}:{hunk.line}"))
            for sign, lines in (("-", hunk.before), ("+", hunk.after)):
                shown = (safe(redaction.text(path, line), keep="\t").replace("\t", TAB) for line in lines)
                found += [(sign, cut(line, 2 * _ROOM)) for line in shown]
    return found[:_DIFF_LINES]
