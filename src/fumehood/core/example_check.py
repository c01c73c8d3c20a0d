"""Runs the examples of a rule: they are its tests."""

from collections.abc import Sequence

from fumehood.core.finding import Finding
from fumehood.core.guard import Guard, Project
from fumehood.core.inspect_source import inspect_source
from fumehood.core.language import language_of
from fumehood.core.rule import Example
from fumehood.core.source import Source


def lines_reported(example: Example, text: str, rule: str, guards: Sequence[Guard]) -> list[int]:
    """The lines at which `rule` reports on the example's file, alone in a project, whose text is `text`."""
    first = text.partition("\n")[0]
    source = Source(example.path, text, language_of(example.path, first))
    lines: list[int] = []
    facts: dict[str, list[object]] = {guard.name: [] for guard in guards}
    for guard, inspection in inspect_source(source, guards):
        lines += [f.location.line for f in inspection.findings if f.rule == rule]
        if inspection.facts is not None:
            facts[guard.name].append(inspection.facts)
    project = Project(paths=[example.path])
    for guard in guards:
        found = facts[guard.name]
        concluded = guard.conclude({example.path: found} if found else {}, project)
        lines += [f.location.line for f in concluded if isinstance(f, Finding) and f.rule == rule]
    return lines
