"""From names to findings, once the whole project is known: each name is judged once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from fumehood.core.finding import Confidence, Finding, Location, Severity, Step
from fumehood.core.guard import Project
from fumehood.core.patterns import pattern
from fumehood.core.report import Unscanned
from fumehood.core.rule import Rule
from fumehood.packages.absent_imports import import_findings
from fumehood.packages.answer import BAD, Answer
from fumehood.packages.facts import Named, PackageFacts
from fumehood.packages.names import normalise
from fumehood.packages.placeholders import is_pretended
from fumehood.packages.reasons import index_name
from fumehood.packages.surroundings import Surroundings

if TYPE_CHECKING:
    from fumehood.packages.online.live_judge import LiveJudge
    from fumehood.packages.verdict import Judge

_MOST_PLACES = 5
_NO_LIKENESS = frozenset({"not-on-index", "known-hallucination", "stale-list"})
_TESTS = pattern(r"(?:^|/)(?:tests?|testing|__tests__|spec|specs)/", re.IGNORECASE)


class Answers:
    """Asks the judge for each name once."""

    def __init__(self, judge: "Judge | LiveJudge") -> None:
        self._judge = judge
        self._answers: dict[tuple[str, str], Answer] = {}
        self.unreadable: list[tuple[str, str]] = []

    def of(self, name: str, ecosystem: str = "pypi") -> Answer:
        """The verdict on a name."""
        key = (ecosystem, normalise(name, ecosystem))
        if key not in self._answers:
            self._answers[key] = answer = self._judge.answer(name, ecosystem)
            if not self.unreadable and answer.reasons and answer.reasons[0].code == "index-unreadable":
                self.unreadable.append((".", f"packages: {answer.reasons[0].message}"))
        return self._answers[key]


def conclude(
    facts: Mapping[str, Sequence[PackageFacts]], project: Project, judge: "Judge | LiveJudge"
) -> Iterator[Finding | Unscanned]:
    """The findings about all names of a project; at most one for a name in a file.

    When an index cannot be read, that is told too: then nothing was found because nothing could be.
    """
    surroundings = Surroundings(project.paths, facts)
    answers = Answers(judge)
    in_manifest = {
        (n.ecosystem, normalise(n.name, n.ecosystem))
        for sources in facts.values() for one in sources for n in one.named if n.origin != "lock"
    }  # fmt: skip
    for sources in facts.values():
        places: dict[tuple[str, str], list[Named]] = {}
        for named in (n for one in sources for n in one.named):
            key = (named.ecosystem, normalise(named.name, named.ecosystem))
            if named.origin == "lock" and key in in_manifest:
                continue
            places.setdefault(key, []).append(named)
        for key, found in places.items():
            if key[1] in surroundings.projects or all({"url", "local"} & set(n.flags) for n in found):
                continue
            if all("documentation" in n.flags for n in found) and is_pretended(key[1]):
                continue
            yield from _judged(found, answers.of(found[0].name, key[0]))
    yield from import_findings(facts, surroundings, answers)
    yield from (Unscanned(path, reason) for path, reason in answers.unreadable)


def _judged(places: Sequence[Named], answer: Answer) -> Iterator[Finding]:
    if answer.verdict not in BAD:
        return
    first = next((p for p in places if "documentation" not in p.flags), places[0])
    rule, severity, confidence = rule_for(answer)
    if first.origin == "lock" and answer.verdict != "malicious":
        confidence = Confidence.LOW  # a resolver has found it somewhere
    elif "documentation" in first.flags and confidence is Confidence.HIGH:
        confidence = Confidence.MEDIUM
    path = first.location.path
    made_up = "data" in first.flags or (_TESTS.search(path) and first.origin == "install-command")
    in_manual = "manual" in first.flags and not re.search(r"[-_]", answer.name)
    if (made_up or in_manual) and answer.verdict != "malicious":
        confidence = Confidence.LOW
    flow = tuple(Step(p.location, "named here too") for p in places if p is not first)[:_MOST_PLACES]
    yield verdict_finding(rule, first.location, answer, severity, confidence, flow)


def verdict_finding(
    rule: Rule,
    location: Location,
    answer: Answer,
    severity: Severity,
    confidence: Confidence,
    flow: tuple[Step, ...] = (),
) -> Finding:
    """A finding of `rule` that says what an answer says."""
    return Finding(
        rule=rule.id,
        severity=severity,
        confidence=confidence,
        location=location,
        message=_message(answer),
        evidence=evidence_of(answer),
        flow=flow,
    )


def evidence_of(answer: Answer) -> dict[str, str]:
    """The answer as the evidence of a finding."""
    evidence = {"package": answer.name, "ecosystem": answer.ecosystem, "verdict": answer.verdict}
    if answer.reasons:
        evidence["reason"] = answer.reasons[0].code
    if answer.suggestions:
        evidence["suggestions"] = ", ".join(answer.suggestions[:3])
    return evidence


def perhaps(answer: Answer) -> str:
    """The nearest names, as the end of a message; empty when no reason of the answer speaks of likeness."""
    near = any(r.code not in _NO_LIKENESS for r in answer.reasons)
    names = answer.suggestions[:3] if near else ()
    return f"; perhaps {' or '.join(names)} is meant" if names else ""


def _message(answer: Answer) -> str:
    index, name = index_name(answer.ecosystem), answer.name
    if answer.verdict == "absent" and answer.reasons[:1] and answer.reasons[0].code != "look-alike-letters":
        invented = any(r.code == "known-hallucination" for r in answer.reasons)
        tail = ", and assistants are known to invent it" if invented else ""
        return f"{index} has no package {name}{tail}{perhaps(answer)}"
    why = answer.reasons[0].message if answer.reasons else answer.verdict
    return f"{name}: {why[:1].lower()}{why[1:]}" if why[:2] != "On" else f"{name}: {why}"


def rule_for(answer: Answer) -> tuple[Rule, Severity, Confidence]:
    """The rule that an answer's verdict and reasons call for."""
    from fumehood.packages.rules import (
        absent_package,
        look_alike,
        malicious_package,
        standard_library,
        suspicious_package,
    )

    codes = [r.code for r in answer.reasons]
    if answer.verdict == "malicious":
        rule = malicious_package.RULE
    elif "standard-library" in codes:
        rule = standard_library.RULE
    elif answer.verdict == "absent" and "look-alike-letters" not in codes:
        rule = absent_package.RULE
    elif codes and (
        codes[0].startswith("squat") or codes[0] == "known-hallucination" or not answer.suggestions
    ):
        rule = suspicious_package.RULE
    else:
        rule = look_alike.RULE
    return rule, rule.severity, rule.confidence
