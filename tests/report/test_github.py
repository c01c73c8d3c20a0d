"""Workflow commands: one a finding, and no name or text can begin another."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.core.finding import Severity
from fumehood.report.github import escape_property, escape_text


def test_one_command_a_finding(shop):
    assert shop.render("github") == (
        "::error file=shop/app.py,line=5,endLine=5,title=FHC901 query-from-text (high),col=20,endColumn=68"
        "::Text of the request becomes part of a statement\n"
        "1 finding (1 fixable): 1 high · 412 files · 0.9 s · network: off\n"
    )


def test_severities_and_hostile_names(project):
    path = "a,line=1::x\n::set-env name=P::%0A.py"
    project.write(path, "target\n").at(
        path, "target", "50 %\r\n::stop-commands::x\x1b", severity=Severity.LOW
    )
    command, *rest = project.render("github").splitlines()
    assert command == (
        "::notice file=a%2Cline=1%3A%3Ax\\n%3A%3Aset-env name=P%3A%3A%250A.py,line=1,endLine=1,"
        "title=FHC901 query-from-text (low),col=1,endColumn=7::50 %25\\r\\n::stop-commands::x\\x1b"
    )
    assert not [line for line in rest if line.startswith("::")]


def test_what_was_not_scanned_is_one_warning(project):
    project.unread("a", "is a FIFO").unread("b", "is a socket")
    assert project.render("github").splitlines()[0] == (
        "::warning title=fumehood could not look at 2 paths::a: is a FIFO%0Ab: is a socket"
    )


@given(st.text(st.characters(codec=None, exclude_categories=())))
@settings(max_examples=60)
def test_escapes_leave_no_line_end_and_no_separator(text):
    assert not set(escape_text(text)) & set("\r\n")
    assert not set(escape_property(text)) & set("\r\n:,")
