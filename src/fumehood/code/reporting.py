"""From what was reached and said to findings, each with its flow."""

import ast
from collections.abc import Iterator
from typing import Final

from fumehood.code.facts import Pending
from fumehood.code.flow.module import Module
from fumehood.code.flow.scope import Class, Hit
from fumehood.code.flow.sinks import harmful
from fumehood.code.flow.value import HANDED, Origin, Taint, Trail
from fumehood.code.observer import Observer
from fumehood.code.positions import Positions
from fumehood.code.reached import Reached, Verdict
from fumehood.code.rulebook import Check, Rulebook
from fumehood.core.finding import Finding, Fix, Step
from fumehood.core.rule import Rule
from fumehood.core.source import Source

MOST_FIXES: Final = 50  # of one file: more are mended in a second run
_TEXT_FOR_FIXES: Final = 1_500_000  # characters that may be looked through for them


def findings_of(
    source: Source, positions: Positions, observer: Observer, module: Module | None, book: Rulebook
) -> tuple[list[Finding], list[Pending]]:
    """The findings of a file, one for each rule and place, the surest; and those that wait for other files."""
    found: dict[tuple[str, int], tuple[Verdict, Reached]] = {}
    for hit in _hits(module) if module is not None else ():
        for place, taint in _expanded(hit.value.taints):
            kind = taint.origin.kind
            if not harmful(hit.model, taint.cleared, kind) or not _counts(taint):
                continue
            if hit.model.kinds and kind not in hit.model.kinds:
                continue
            reached = Reached(hit, taint, place)
            verdict = book.judges[hit.model.rule](reached)
            key = (hit.model.rule, id(hit.node))
            if verdict is not None and (key not in found or _surer(verdict, reached, found[key])):
                found[key] = (verdict, reached)
    allowed = max(3, min(MOST_FIXES, _TEXT_FOR_FIXES // max(1, len(source.text))))
    findings: list[Finding] = []
    pending: list[Pending] = []
    for (rule, _), (verdict, reached) in found.items():
        fixable = len(findings) + len(pending) < allowed
        finding = _finding(source, positions, book.rules[rule], verdict, reached, fixable=fixable)
        via = tuple(n for n in reached.taint.via if "." in n or n == HANDED)
        if any(n != HANDED for n in via):
            sure = _surely(book.judges[rule], reached)
            if sure is not None:
                surely = _finding(source, positions, book.rules[rule], sure, reached, fixable=fixable)
                pending.append(Pending(via, surely, finding))
                continue
        findings.append(finding)
    for report in observer.reports.values():
        if (report.rule, id(report.node)) in found:
            continue
        start, end = positions.span(report.node)
        findings.append(
            book.rules[report.rule].at(
                source,
                start,
                end,
                report.verdict.message,
                severity=report.verdict.severity,
                confidence=report.verdict.confidence,
                sensitive=tuple(positions.span(n) for n in report.sensitive),
            )
        )
    return findings, pending


def _surely(judge: Check, reached: Reached) -> Verdict | None:
    """The verdict if every function on the way passes the data on."""
    known = Taint(reached.taint.origin, reached.taint.trail, reached.taint.cleared)
    clear = Reached(reached.hit, known, reached.place)
    for hole in clear.holes:
        hole.taint = Taint(hole.taint.origin, hole.taint.trail, hole.taint.cleared)
    verdict: Verdict | None = judge(clear)
    return verdict


def _finding(
    source: Source, positions: Positions, rule: Rule, verdict: Verdict, reached: Reached, *, fixable: bool
) -> Finding:
    start, end = positions.span(reached.node)
    return rule.at(
        source,
        start,
        end,
        verdict.message,
        severity=verdict.severity,
        confidence=verdict.confidence,
        flow=_flow(source, positions, reached),
        fix=_fix(rule.id, source, positions, reached) if fixable else None,
    )


def _hits(module: Module) -> Iterator[Hit]:
    for frame in module.frames:
        yield from frame.hits
    for function in module.functions:
        if function.summary is not None:
            yield from function.summary.hits
        for variant in function.variants.values():
            yield from (
                h
                for h in variant.hits
                if any(t.origin.kind not in ("parameter", "field") for t in h.value.taints)
            )


def _expanded(taints: tuple[Taint, ...]) -> Iterator[tuple[Origin, Taint]]:
    """Each taint with the origin under which it stands in the value; a field stands for what it was given."""
    for taint in taints:
        origin = taint.origin
        yield origin, taint
        if origin.kind == "field" and isinstance(origin.owner, Class):
            field = origin.owner.field(origin.label)
            for stored in field.taints if field is not None else ():
                if stored.origin.kind not in ("field", "parameter"):
                    trail = stored.trail
                    for station in taint.trail.stations() if taint.trail is not None else ():
                        trail = Trail(trail, station.node, station.text)
                    known = Taint(
                        stored.origin, trail, stored.cleared | taint.cleared, stored.via + taint.via
                    )
                    yield origin, known.fetched(origin.label)


def _counts(taint: Taint) -> bool:
    """Whether data of this origin can come from outside the file."""
    origin = taint.origin
    if origin.kind == "parameter":
        return getattr(origin.owner, "is_public", False)
    return origin.kind != "field"


def _surer(verdict: Verdict, reached: Reached, old: tuple[Verdict, Reached]) -> bool:
    mine, other = verdict.confidence.rank, old[0].confidence.rank
    return mine > other or (mine == other and reached.kind != "parameter" and old[1].kind == "parameter")


def _flow(source: Source, positions: Positions, reached: Reached) -> tuple[Step, ...]:
    steps = []
    origin = reached.taint.origin
    stations: list[tuple[ast.AST, str]] = (
        [(s.node, s.text) for s in reached.taint.trail.stations()] if reached.taint.trail else []
    )
    if origin.kind == "parameter" and origin.node is not None:
        stations.insert(0, (origin.node, f"parameter `{origin.label}`"))
    stations.append(
        (reached.argument if hasattr(reached.argument, "lineno") else reached.node, "reaches the sink")
    )
    for node, text in stations:
        if hasattr(node, "lineno"):
            steps.append(Step(source.location(*positions.span(node)), text))
    return tuple(steps)


def _fix(rule: str, source: Source, positions: Positions, reached: Reached) -> Fix | None:
    """What `fumehood.code.fixes` offers for the call that is the sink."""
    from fumehood.code.fixes import fix_for

    return fix_for(rule, source, positions, reached.node)
