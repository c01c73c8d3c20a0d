"""Scans a text with the code guard and says what a person would see."""

import textwrap

import pytest

from fumehood.code.guard import CodeGuard
from fumehood.core.finding import Confidence
from fumehood.core.guard import Project
from fumehood.core.source import Source


def inspect_text(text, path="app.py"):
    return CodeGuard().inspect(Source(path, text, "python"))


@pytest.fixture
def inspect():
    """The inspection of a text."""
    return lambda text: inspect_text(textwrap.dedent(text))


@pytest.fixture
def seen():
    """The rules (with lines) reported with medium or high confidence on one file alone in its project."""

    def scan(text, *, confidence=Confidence.MEDIUM):
        inspection = inspect_text(textwrap.dedent(text))
        facts = {"app.py": [inspection.facts]} if inspection.facts is not None else {}
        findings = [*inspection.findings, *CodeGuard().conclude(facts, Project(paths=["app.py"]))]
        return sorted((f.rule, f.location.line) for f in findings if f.confidence.rank >= confidence.rank)

    return scan


@pytest.fixture
def seen_in():
    """The rules reported, as (path, rule, line), in a project of several files."""

    def scan(files):
        facts, findings = {}, []
        for path, text in files.items():
            inspection = inspect_text(textwrap.dedent(text), path)
            findings += inspection.findings
            if inspection.facts is not None:
                facts[path] = [inspection.facts]
        findings += CodeGuard().conclude(facts, Project(paths=sorted(files)))
        return sorted(
            (f.location.path, f.rule, f.location.line) for f in findings if f.confidence is not Confidence.LOW
        )

    return scan
