"""Inline ignores."""

import msgspec
import pytest
from marker_guard import RULE, guards

from fumehood.core.engine import Settings, scan


def run(root, **settings):
    return scan(root, [""], guards(), Settings(cache=False, **settings), names=lambda: {"bad-word": "FHC999"})


@pytest.mark.parametrize(
    "text",
    [
        "BAD  # fumehood: ignore[FHC999] reviewed by the owner\n",
        "BAD  # fumehood: ignore[bad-word] reviewed by the owner\n",
        "BAD  # fumehood: ignore[FHC101, FHC999] reviewed\n",
        "# fumehood: ignore[FHC999] reviewed by the owner\nBAD\n",
        "<!-- fumehood: ignore[FHC999] reviewed by the owner -->\nBAD\n",
        "BAD /* fumehood: ignore[FHC999] reviewed */\n",
    ],
)
def test_an_ignore_with_a_reason_silences(tree, text):
    report = run(tree({"a.py": text}))
    assert (report.findings, report.summary.suppressed, report.notices) == ([], 1, [])


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("BAD  # fumehood: ignore[FHC999]\n", "without a reason"),
        ("BAD  <!-- fumehood: ignore[FHC999] -->\n", "without a reason"),
        ("BAD  # fumehood: ignore because\n", "names no rule"),
        ("BAD  # fumehood: ignore[FHC101] wrong rule\n", "unused"),
        ("x  # fumehood: ignore[FHC999] not alone, so not for the next line\nBAD\n", "unused"),
    ],
)
def test_other_ignores_do_nothing_and_say_so(tree, text, notice):
    report = run(tree({"a.py": text}))
    assert len(report.findings) == 1
    assert notice in report.notices[0]


def test_an_ignore_for_a_rule_that_was_not_looked_for_is_not_unused(tree):
    report = run(tree({"a.py": "x  # fumehood: ignore[FHE101] of another risk\n"}))
    assert report.notices == []


def test_injection_findings_need_the_users_own_word(tree, monkeypatch):
    monkeypatch.setattr("marker_guard.RULE", msgspec.structs.replace(RULE, id="FHI999"))
    root = tree({"a.md": "BAD <!-- fumehood: ignore[FHI999] trust me -->\n"})
    assert len(run(root).findings) == 1
    assert "cannot silence" in run(root).notices[0]
    assert run(root, injection_ignores=True).findings == []
