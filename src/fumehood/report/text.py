"""The report for a terminal: a code frame for each finding, in the manner of rustc, and one closing line."""

import re

from fumehood.core.finding import Finding
from fumehood.core.patterns import pattern
from fumehood.core.rule import Rule
from fumehood.report.closing import closing, unscanned_lines
from fumehood.report.context import Context
from fumehood.report.frame import Mark, Row, Section, more_steps, sections
from fumehood.report.paint import Paint, painter
from fumehood.report.safe import safe
from fumehood.report.width import cells, cut, wrap

_WIDTH = 120  # where there is no terminal
_NARROWEST = 40
_UNSAID = ("fingerprint",)  # for programs
_SHORT = 40  # cells; pieces of evidence that may share a line
_EVIDENCE = 240  # characters of one piece of evidence
_GLUE = "\x00"  # stands for a space at which no line may end; no shown text can have one
_SENTENCE = pattern(r"^(.+?[.!?])(?=\s|$)", re.DOTALL)


def render(context: Context) -> str:
    """All findings with their frames, what was not scanned, and the closing line."""
    paint = painter(context.color)
    blocks = [_block(context, finding, rule, paint) for _, finding, rule in context.findings()]
    end = [*unscanned_lines(context.report, paint, width=context.width), *closing(context.report, paint)]
    return "\n".join([*blocks, *end])


def first_sentence(text: str) -> str:
    """The first sentence of a paragraph, its line breaks as spaces, Markdown backticks left out."""
    text = text.partition("\n\n")[0]
    match = _SENTENCE.match(text)
    return " ".join((match[1] if match else text).replace("`", "").split())


def _block(context: Context, finding: Finding, rule: Rule, paint: Paint) -> str:
    width = max(_NARROWEST, context.width or _WIDTH)
    severity = finding.severity.value
    message = safe(context.redaction.about(finding, finding.message))
    parts = sections(context.redaction, finding, rule.name, width - 8)
    numbers = [row.number for part in parts for row in part.rows if row.number]
    margin = len(str(max([*numbers, finding.location.line])))
    lines = [paint(severity, f"{severity}[{finding.rule}]") + " " + paint("strong", message)]
    for i, part in enumerate(parts):
        lines += _section(part, severity, margin, paint, first=i == 0)
    lines += _notes(context, finding, rule, parts, margin, paint)
    return "\n".join([*lines, ""])


def _section(part: Section, severity: str, margin: int, paint: Paint, *, first: bool) -> list[str]:
    pad = " " * margin
    arrow = "-->" if first else ":::"
    bar = paint("frame", "|")
    lines = [f"{pad}{paint('frame', arrow)} {paint('path', safe(part.path))}:{part.line}:{part.column}"]
    if part.gone:
        return [*lines, f"{pad} {bar} " + paint("faint", "(gone or changed since it was read: no excerpt)")]
    lines.append(f"{pad} {bar}")
    for row in part.rows:
        if row.number is None:
            lines.append(paint("frame", "…".rjust(margin)))
            continue
        text = f"{paint('frame', str(row.number).rjust(margin))} {bar} {row.text}"
        lines.append(text.rstrip() if not row.text else text)
        lines += [f"{pad} {bar} {under}" for under in _carets(row, severity, paint)]
    return [*lines, f"{pad} {bar}"]


def _evidence(context: Context, finding: Finding, parts: list[Section]) -> list[tuple[str, str]]:
    """Pieces of evidence as key and text: the short ones share a line, and none repeats what the frame shows."""
    seen = _flat(finding.message + " " + " ".join(row.text for part in parts for row in part.rows))
    short: list[tuple[str, str]] = []
    long: list[tuple[str, str]] = []
    for key, value in finding.evidence.items():
        text = safe(_flat(context.redaction.about(finding, value)))
        if key not in _UNSAID and _flat(text.replace("\\n", " ")) not in seen:
            (short if cells(text) <= _SHORT else long).append((safe(key), cut(text, _EVIDENCE)))
    if len(short) > 1:
        rest = "".join(f" · {key}: {text}" for key, text in short[1:])
        short = [(short[0][0], short[0][1] + rest)]
    return long + short


def _flat(text: str) -> str:
    return " ".join(text.split())


def _carets(row: Row, severity: str, paint: Paint) -> list[str]:
    return [_caret_line(row.text, mark, severity, paint) for mark in row.marks]


def _caret_line(text: str, mark: Mark, severity: str, paint: Paint) -> str:
    lead = " " * cells(text[: mark.start])
    sign = "^" if mark.primary else "-"
    role = ("high" if severity == "critical" else severity) if mark.primary else "step"
    label = f" {cut(safe(mark.label), _WIDTH)}" if mark.label else ""
    return lead + paint(role, sign * max(1, cells(text[mark.start : mark.end])) + label)


def _notes(
    context: Context, finding: Finding, rule: Rule, parts: list[Section], margin: int, paint: Paint
) -> list[str]:
    notes: list[tuple[str, str, str]] = []
    if left := more_steps(finding):
        notes.append(("frame", "flow", f"{left} more steps; --format json or html has them all"))
    notes += [("frame", key, text) for key, text in _evidence(context, finding, parts)]
    about = f"confidence {finding.confidence.value}"
    if finding.fix is not None:
        option = "--fix" if finding.fix.safety == "safe" else "--unsafe-fixes"
        about += f"; {finding.fix.safety} fix ({option}): {safe(context.redaction.about(finding, finding.fix.description))}"
    notes.append(("frame", "note", about))
    how = first_sentence(rule.how)
    notes.append(("help", "help", f"{how} See: fumehood{_GLUE}explain{_GLUE}{finding.rule}".strip()))
    pad = " " * margin
    lines = []
    for role, key, text in notes:
        hang = f"{pad}   {' ' * cells(key)}  "
        shown = wrap(text, context.width, hang).replace(_GLUE, " ")
        lines.append(f"{pad} {paint('frame', '=')} {paint(role, key)}: {shown}")
    return lines
