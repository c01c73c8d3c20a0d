"""The door to all formats."""

import subprocess
import sys

import pytest

from fumehood.report.hunks import hunks
from fumehood.report.write import FORMATS, format_of_suffix


def test_suffixes():
    names = {"a.json": "json", "b.JSONL": "jsonl", "c.sarif": "sarif", "c.sarif.json": "sarif", "d.html": "html",
             "e.txt": "text", "f.htm": "html"}  # fmt: skip
    assert {name: format_of_suffix(name) for name in names} == names
    assert format_of_suffix("g.pdf") is None


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_ends_in_a_newline(shop, kind):
    assert shop.render(kind).endswith("\n")


def test_the_door_is_light():
    code = "import sys, fumehood.report.write; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"jinja2", "html", "difflib", "textwrap", "json", "urllib.parse", "msgspec", "pathlib"} & set(
        loaded
    )


def test_text_loads_nothing_heavy():
    code = "import sys, fumehood.report.text; print(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"jinja2", "html", "difflib", "urllib.parse"} & set(loaded)


def test_a_finding_of_an_unknown_rule_is_not_lost(shop):
    for kind in FORMATS:
        assert "FHC901" in shop.render(kind, rules={})


def test_hunks_join_edits_on_neighbouring_lines(project):
    project.write("a.py", "one\ntwo\nthree\nfour\n")
    source = project.source("a.py")
    edits = [source.edit(0, 0, "import x\n"), source.edit(4, 7, "TWO"), source.edit(14, 18, "a\nb")]
    assert [tuple(h)[1:] for h in hunks(source, edits)] == [
        (1, (), ("import x",)),
        (2, ("two",), ("TWO",)),
        (4, ("four",), ("a", "b")),
    ]
