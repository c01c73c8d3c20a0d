"""Fixes are applied only when they hold."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marker_guard import RULE, MarkerGuard

from fumehood.core.engine import Settings, scan
from fumehood.core.finding import Edit, Fix
from fumehood.core.fixing import Change, apply_edits, changes, write_change
from fumehood.core.guard import Inspection


class MendingGuard(MarkerGuard):
    replacement = "good"

    def inspect(self, source):
        found, at = [], source.text.find("BAD")
        while at >= 0:
            edit = source.edit(at, at + 3, self.replacement)
            found.append(RULE.at(source, at, at + 3, "bad", fix=Fix("safe", "say good", (edit,))))
            at = source.text.find("BAD", at + 1)
        return Inspection(findings=found, facts=0)


def make(root, guard):
    report = scan(root, [""], [guard], Settings(cache=False), names=dict)
    return changes(report, [guard], unsafe=False)


def test_all_findings_of_a_file_are_mended_at_once(tree):
    root = tree({"a.txt": "é BAD, BAD\r\nBAD"})
    (change,) = make(root, MendingGuard())
    assert (change.after.decode(), change.count) == ("é good, good\r\ngood", 3)


def test_a_fix_that_does_not_mend_is_left_out(tree):
    guard = MendingGuard()
    guard.replacement = "BAD"
    assert make(tree({"a.txt": "BAD"}), guard) == []


def test_writing_keeps_the_mode_and_refuses_a_changed_file(tree):
    root = tree({"a.sh": "old"})
    os.chmod(f"{root}/a.sh", 0o755)
    assert write_change(root, Change("a.sh", b"old", b"new", 1)) is None
    assert os.stat(f"{root}/a.sh").st_mode & 0o777 == 0o755
    assert "meanwhile" in write_change(root, Change("a.sh", b"old", b"newer", 1))
    with open(f"{root}/a.sh") as file:
        assert file.read() == "new"
    assert os.listdir(root) == ["a.sh"]


@given(st.text(max_size=30), st.integers(0, 30), st.integers(0, 30), st.text(max_size=5))
def test_an_edit_replaces_exactly_its_span(text, a, b, new):
    from fumehood.core.source import Source

    text = text.encode("utf-8", "ignore").decode()
    a, b = sorted((min(a, len(text)), min(b, len(text))))
    new = new.encode("utf-8", "ignore").decode()
    source = Source("a", text, "text")
    edit = source.edit(a, b, new)
    if edit is None:
        assert text.startswith("\ufeff")
    else:
        assert apply_edits(source.raw, [edit, edit]).decode() == text[:a] + new + text[b:]


@pytest.mark.parametrize("edits", [[Edit("a", 0, 1, "x"), Edit("a", 2, 3, "y")]])
def test_edits_apply_from_the_end(edits):
    assert apply_edits(b"abc", edits) == b"xby"
