"""Imports that nothing provides: not the language, not the project, not what it declares, not the index."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fumehood.core.finding import Confidence, Finding, Severity, Step
from fumehood.packages.answer import BAD, Answer
from fumehood.packages.facts import Imported, PackageFacts
from fumehood.packages.imports import distributions_for_import, host_modules, provided_elsewhere
from fumehood.packages.placeholders import is_pretended
from fumehood.packages.surroundings import Surroundings

if TYPE_CHECKING:
    from fumehood.packages.conclude import Answers

_MOST_PLACES = 5


def import_findings(
    facts: Mapping[str, Sequence[PackageFacts]], surroundings: Surroundings, answers: "Answers"
) -> Iterator[Finding]:
    """One finding for each such module in each file, at its first import."""
    modules = {i.module for sources in facts.values() for one in sources for i in one.imports}
    accused: dict[str, Answer] = {}
    innocent: set[str] = set()
    unexplained: bool | None = None
    for sources in facts.values():
        places: dict[str, list[Imported]] = {}
        for one in sources:
            for imported in one.imports:
                top = imported.module.partition(".")[0]
                if "optional" not in imported.flags and imported.module not in innocent:
                    places.setdefault(top, []).append(imported)
        for top, found in places.items():
            if top not in accused:
                answer = _accuse(found[0].module, surroundings, answers)
                if answer is None:
                    innocent.update(m for m in modules if m.partition(".")[0] == top)
                    continue
                accused[top] = answer
            if unexplained is None and accused[top].verdict == "absent":
                unexplained = _could_be_elsewhere(modules, surroundings, answers)
            yield from _report(found, accused[top], elsewhere=bool(unexplained))


def _accuse(module: str, surroundings: Surroundings, answers: "Answers") -> Answer | None:
    """The answer about a module that nothing innocent explains."""
    top = module.partition(".")[0]
    if (
        top in provided_elsewhere()
        or surroundings.is_local(module)
        or is_pretended(top)
        or distributions_for_import(module)
        or any(answers.of(d).verdict not in BAD for d in surroundings.declared_for(module))
    ):
        return None
    answer = answers.of(top)
    return answer if answer.verdict in BAD else None


def _could_be_elsewhere(modules: set[str], surroundings: Surroundings, answers: "Answers") -> bool:
    """Whether a module may come from what we know little of: a host program, or a distribution.

    A program that runs Python inside brings more modules than any list has; a little-known declared
    distribution that no import explains may provide a module of another name.
    """
    tops = {m.partition(".")[0] for m in modules}
    if any(not surroundings.is_local(t) for t in tops & host_modules()):
        return True
    return any(answers.of(d).verdict == "unverified" for d in surroundings.unexplained(modules))


def _report(places: Sequence[Imported], answer: Answer, *, elsewhere: bool) -> Iterator[Finding]:
    from fumehood.packages.conclude import evidence_of, perhaps, verdict_finding
    from fumehood.packages.rules import absent_import, look_alike, malicious_package, suspicious_package

    first = places[0]
    flow = tuple(Step(p.location, "imported here too") for p in places[1 : _MOST_PLACES + 1])
    if answer.verdict != "absent":
        code = answer.reasons[0].code if answer.reasons else ""
        rule = malicious_package.RULE if answer.verdict == "malicious" else look_alike.RULE
        confidence = Confidence.MEDIUM
        if code in ("squat-shape", "known-hallucination", "standard-library"):
            rule = suspicious_package.RULE
            confidence = Confidence.MEDIUM if code == "known-hallucination" else Confidence.LOW
        yield verdict_finding(rule, first.location, answer, rule.severity, confidence, flow)
        return
    rule = absent_import.RULE
    top = first.module.partition(".")[0]
    invented = any(r.code == "known-hallucination" for r in answer.reasons)
    confidence = Confidence.HIGH if invented else Confidence.MEDIUM
    if elsewhere or {"path", "made", "manual", "data"} & set(first.flags):
        confidence = Confidence.LOW
    tail = ", and assistants are known to invent it" if invented else ""
    yield Finding(
        rule=rule.id,
        severity=Severity.HIGH if invented else rule.severity,
        confidence=confidence,
        location=first.location,
        message=f"Nothing provides the module {top}: it is neither part of this project nor on PyPI{tail}{perhaps(answer)}",
        evidence=evidence_of(answer),
        flow=flow,
    )
