"""No format shows a secret: not in frames, messages, evidence, fixes or diffs."""

import json

import pytest

from fumehood.core.finding import Severity
from fumehood.report.diff import unified
from fumehood.report.write import FORMATS

SECRET = "nobody_" + "q7" * 12
OTHER = "Plain" + "-Pass-" + "word"


def stub(text):
    return text.replace(SECRET, "*" * len(SECRET))


@pytest.mark.parametrize("kind", FORMATS)
def test_no_format_shows_one(project, kind):
    project.write("a.py", f"password = '{OTHER}'\ntoken = '{SECRET}'\nrun('{OTHER}', target)\n")
    project.at("a.py", OTHER, "A password", rule=project.rules["FHE901"], secret=OTHER)
    start, end = project.span("a.py", OTHER, 1)
    project.findings.append(
        project.rules["FHE901"].at(
            project.source("a.py"), start, end, f"It is {OTHER}", sensitive=((start, end),)
        )
    )
    project.at(
        "a.py",
        "target",
        f"Uses {SECRET} and {OTHER}",
        severity=Severity.MEDIUM,
        evidence={"text": f"{SECRET} {OTHER}"},
        flow=(project.step("a.py", "token", f"from {SECRET}"), project.step("a.py", "run", f"to {OTHER}")),
        fix=project.fix("a.py", f"run('{OTHER}', target)", f"run('{OTHER}')"),
    )
    shown = project.render(kind, mask=stub)
    assert SECRET not in shown
    assert OTHER not in shown


def test_a_fix_that_would_carry_one_is_left_out(project):
    project.write("a.py", f"go('{SECRET}', target)\n")
    project.at("a.py", "target", fix=project.fix("a.py", f"go('{SECRET}', target)", f"go('{SECRET}')"))
    assert "fix" not in json.loads(project.render("json", mask=stub))["findings"][0]


def test_what_the_exposure_guard_says_of_a_secret_is_not_masked(project):
    project.write("a.py", "target\n")
    project.at(
        "a.py", "target", f"Preview {SECRET}", rule=project.rules["FHE901"], evidence={"fingerprint": SECRET}
    )
    assert json.loads(project.render("json", mask=stub))["findings"][0]["evidence"] == {"fingerprint": SECRET}


def test_a_diff_shows_none_and_obeys_nothing():
    before = f"a = '{SECRET}'\nb = '{OTHER}'\nc = 1\x1b[31m\n\td\n".encode()
    shown = unified("x\n.py", before, before.replace(b"c = 1", b"c = 2"), mask=stub, values=(OTHER,))
    assert shown == (
        "--- x\\n.py\n+++ x\\n.py\n@@ -1,4 +1,4 @@\n"
        f" a = '{'*' * len(SECRET)}'\n b = '{'*' * len(OTHER)}'\n-c = 1\\x1b[31m\n+c = 2\\x1b[31m\n \td\n"
    )


def test_a_diff_of_line_ends_says_so():
    assert unified("a", b"x\r\n", b"x\n", mask=stub).endswith("(only line ends differ)\n")
    assert unified("a", b"x", b"x", mask=stub) == ""


def test_a_coloured_diff_is_the_plain_one_in_colour():
    assert "\x1b[38;5;29m+new\x1b[0m" in unified("a", b"old\n", b"new\n", color=True, mask=stub)


def test_the_exposure_guards_mask_is_the_default(project):
    token = "gh" + "p_" + "aB3dE6gH9jK2mN5pQ8sT1vW4xY7zA0cD3fG6"
    project.write("a.py", f"x = '{token}'; target\n").at("a.py", "target", severity=Severity.LOW)
    assert token not in project.render("text", mask=None)
