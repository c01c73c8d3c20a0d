"""One Python source to findings."""

from msgspec import structs

from fumehood.code.catalog import catalog
from fumehood.code.crossfile import exports
from fumehood.code.facts import CodeFacts
from fumehood.code.flow.module import Module
from fumehood.code.interest import Interest
from fumehood.code.observer import Observer
from fumehood.code.positions import Positions
from fumehood.code.reporting import findings_of
from fumehood.code.rulebook import rulebook
from fumehood.core.finding import Finding, Severity
from fumehood.core.guard import Inspection
from fumehood.core.patterns import pattern
from fumehood.core.source import Source
from fumehood.core.zone import Zone, zone_of

_PATTERNS = "FHC2"
_OUTSIDE = pattern(r"request|\binput\(|recv|get_argument|event\b|@\w+\.\w+\(|_input\(|stdin")


def analysed(source: Source) -> Inspection:
    """Parses and analyses `source`; what cannot be read or finished is in the problems."""
    tree = source.syntax
    if tree is None:
        return Inspection()
    book = rulebook()
    interest = Interest(source)
    called = book.called | book.called_outside if _OUTSIDE.search(source.lower) else book.called
    marked = interest.lines(called, book.words)
    observer = Observer(book, interest)
    for rule, check, wants in book.trees:
        if wants(source):
            observer.add(rule, tree, check(tree, source))
    problems: list[str] = []
    module = None
    passing: tuple[str, ...] = ()
    constant: tuple[str, ...] = ()
    hands_on = "request" in source.text and source.parent is None and "def " in source.text
    if marked or hands_on:
        module = Module(tree, catalog(), observer, marked)
        module.run()
        problems = module.problems
        if hands_on:
            passing, constant = exports(module)
    findings, pending = findings_of(source, Positions(source), observer, module, book)
    if zone_of(source.path) is Zone.TESTS:
        findings = [_calmed(f) for f in findings]
    facts = CodeFacts(passing, constant, tuple(pending)) if passing or constant or pending else None
    return Inspection(findings=findings, facts=facts, problems=problems)


def _calmed(finding: Finding) -> Finding:
    """In a test suite a pattern (a password, a weak hash, debug mode) is low: it is there, and harms nobody."""
    return structs.replace(finding, severity=Severity.LOW) if finding.rule.startswith(_PATTERNS) else finding
