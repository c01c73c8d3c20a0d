"""An invented project: files in memory, rules of two risks, and findings at the words that a test names."""

import re

import pytest

from fumehood.core.finding import Confidence, Fix, Severity, Step
from fumehood.core.language import language_of
from fumehood.core.report import Report, Summary, Unscanned, count_by_severity, ids_of, sort_key
from fumehood.core.rule import Example, Rule
from fumehood.core.source import Source
from fumehood.report.write import render

SQL = Rule(
    id="FHC901",
    name="query-from-text",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    summary="Text from outside becomes part of an SQL statement",
    what="Reports a statement that is built from text of a request.",
    why="Whoever writes the text writes the statement.",
    how="Pass the values as parameters; the driver keeps `values` and statement apart. Never format them in.",
    references="- CWE-89\n- OWASP A03:2021",
    cwe=(89, 564),
    owasp=("A03:2021",),
    bad=(Example("app.py", "x = 1\ncursor.execute('select ' + x)\n", 2),),
    good=(Example("app.py", "cursor.execute('select ?', (x,))\n"),),
)
KEY = Rule(
    id="FHE901",
    name="some-token",
    severity=Severity.CRITICAL,
    confidence=Confidence.HIGH,
    summary="A token stands in a file",
    what="Reports tokens.",
    why="Anyone who reads it acts as its owner.",
    how="Revoke it.\n\nThen read it from the environment.",
    references="CWE-798",
    cwe=(798,),
)
RULES = {rule.id: rule for rule in (SQL, KEY)}


def stub_mask(text):
    """Hides words that begin like a token of nobody's, and makes them shorter while at it."""
    return re.sub(r"\bnobody_[a-z0-9]{8,}", "<hidden>", text)


class Project:
    """Files by path; `at` makes a finding on the n-th occurrence of a word."""

    rules = RULES

    def __init__(self):
        self.texts = {}
        self.findings = []
        self.unscanned = []
        self.summary = Summary(files=412, bytes=3_100_000, seconds=0.93, risks=["code", "exposure"])

    def write(self, path, text):
        self.texts[path] = text
        return self

    def source(self, path):
        if path not in self.texts:
            return None
        return Source(path, self.texts[path], language_of(path))

    def span(self, path, word, nth=0):
        at = -1
        for _ in range(nth + 1):
            at = self.texts[path].index(word, at + 1)
        return at, at + len(word)

    def at(
        self,
        path,
        word,
        message="Text of the request becomes part of a statement",
        *,
        rule=SQL,
        nth=0,
        secret=None,
        **more,
    ):
        sensitive = (self.span(path, secret),) if secret else ()
        start, end = self.span(path, word, nth)
        found = rule.at(self.source(path), start, end, message, sensitive=sensitive, **more)
        self.findings.append(found)
        return found

    def step(self, path, word, message):
        return Step(self.source(path).location(*self.span(path, word)), message)

    def fix(self, path, word, new, safety="safe"):
        edit = self.source(path).edit(*self.span(path, word), new)
        return Fix(safety, "Pass the value as a parameter", (edit,))

    def unread(self, path, reason):
        self.unscanned.append(Unscanned(path, reason))
        return self

    @property
    def report(self):
        findings = sorted(self.findings, key=sort_key)
        self.summary.by_severity = count_by_severity(findings)
        self.summary.fixable = sum(f.fix is not None for f in findings)
        return Report(
            root="/a/project",
            findings=findings,
            ids=ids_of(findings),
            unscanned=sorted(self.unscanned),
            summary=self.summary,
        )

    def render(self, kind, **options):
        options = {"mask": stub_mask, "rules": self.rules, "read": self.source} | options
        return render(self.report, kind, **options)


APP = """\
from flask import request

def search(cursor):
    query = request.args.get("q")
    cursor.execute(f"SELECT * FROM products WHERE name = '{query}'")
"""


@pytest.fixture
def project():
    return Project()


@pytest.fixture
def shop(project):
    """A small project with a flow and a fix."""
    project.write("shop/app.py", APP)
    project.at(
        "shop/app.py",
        "f\"SELECT * FROM products WHERE name = '{query}'\"",
        flow=(
            project.step("shop/app.py", 'request.args.get("q")', "comes from the request"),
            project.step(
                "shop/app.py",
                "f\"SELECT * FROM products WHERE name = '{query}'\"",
                "becomes part of the statement",
            ),
        ),
        fix=project.fix(
            "shop/app.py",
            "f\"SELECT * FROM products WHERE name = '{query}'\"",
            '"SELECT * FROM products WHERE name = ?", (query,)',
        ),
        evidence={"driver": "sqlite3"},
    )
    return project
