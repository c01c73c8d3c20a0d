"""The poisoned repository is found out case by case, and its careful twin has nothing to say."""

import json
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EXPECTED = json.loads(Path(__file__).with_name("expected.json").read_text())


@pytest.fixture(scope="module")
def poisoned(fumehood_at, shared_home) -> dict:
    outcome = fumehood_at(shared_home)("scan", ".", "--format", "json", cwd=EXAMPLES / "poisoned-repo")
    assert outcome.code == 1, outcome.err
    return outcome.report


@pytest.mark.parametrize("case", EXPECTED, ids=lambda c: f"{c['path']}:{c['line']}:{c['family']}")
def test_the_planted_case_is_found_at_its_line(case, poisoned):
    there = [
        f for f in poisoned["findings"] if f["path"] == case["path"] and f["rule"].startswith(case["family"])
    ]
    lines = {n for f in there for n in range(f["line"], f["end_line"] + 1)}
    assert there if case.get("any_line") else case["line"] in lines, (case["what"], lines)


def test_everything_else_that_is_reported_is_meant(poisoned):
    """No finding of medium or more stands where nothing was planted."""
    planted = {(c["path"], c["line"]) for c in EXPECTED} | {
        (c["path"], "any") for c in EXPECTED if c.get("any_line")
    }
    extra = [
        f"{f['path']}:{f['line']} {f['rule']} {f['message']}"
        for f in poisoned["findings"]
        if f["severity"] != "low"
        and (f["path"], "any") not in planted
        and not any((f["path"], n) in planted for n in range(f["line"], f["end_line"] + 1))
    ]
    assert not extra


def test_nothing_was_left_unread(poisoned):
    assert poisoned["unscanned"] == []


def test_the_clean_twin_is_silent(fumehood):
    outcome = fumehood("scan", ".", "--format", "json", cwd=EXAMPLES / "clean-twin")
    assert outcome.report["findings"] == []
    assert outcome.report["unscanned"] == []
    assert outcome.code == 0


def test_the_clean_twin_keeps_the_assistants_out(fumehood):
    outcome = fumehood("ignore", "status", cwd=EXAMPLES / "clean-twin")
    assert outcome.code == 0, outcome.text


def test_the_exercises_show_what_their_pages_promise(fumehood):
    names = fumehood(
        "check",
        "package",
        "datavalidator",
        "flask_secure_session",
        "numpy",
        "--format",
        "jsonl",
        cwd=EXAMPLES,
    )
    assert [json.loads(line)["verdict"] for line in names.out.splitlines()] == ["absent", "absent", "known"]
    assert fumehood("scan", ".", "--format", "json", cwd=EXAMPLES / "sec-1").lines("suggested.py", "FHP") == {
        2,
        3,
    }
    assert fumehood("scan", ".", "--format", "json", cwd=EXAMPLES / "sec-2").lines("app.py", "FHC") >= {
        13,
        22,
        29,
    }
