import pytest
from looking import findings, rules

MARKS = [
    ("FHE301", "ssh build01.hq.corp"),
    ("FHE301", "see https://wiki.acme.internal/x"),
    ("FHE302", "host 10.23.7.14"),
    ("FHE303", "C:\\Users\\annlee\\work"),
    ("FHE304", "Strictly confidential"),
    ("FHE304", "Embargoed until Monday"),
    ("FHE305", "acme-data.s3.amazonaws.com"),
]


@pytest.mark.parametrize(("rule", "text"), MARKS, ids=[t for _, t in MARKS])
def test_marks_are_low_and_count_in_prompts(rule, text):
    (found,) = findings(text, "<stdin>", prompt=True)
    assert (found.rule, found.severity.value, found.confidence.value) == (rule, "low", "medium")


def test_marks_in_files_stay_in_the_background():
    text = "\n".join(t for r, t in MARKS if r != "FHE304")
    assert rules(text, "notes.txt") == []
    assert len(findings(text, "notes.txt")) >= 4


@pytest.mark.parametrize(
    "text",
    ["version 10.2.1", "threading.local", "172.217.0.1", "/home/user/x", "confidence interval", "v10.0.0.1a"],
)
def test_other_text(text):
    assert findings(text, "notes.txt") == []
