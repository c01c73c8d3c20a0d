"""Nesting and size that would end a recursive program, or one that keeps everything."""

import json

import pytest


def listed_or_read(outcome, path: str) -> bool:
    return path in outcome.unscanned or outcome.report["summary"]["files"] >= 1


def test_json_nested_100000_deep(put, scan):
    put("a.json", "[" * 100_000 + "]" * 100_000)
    put("b.json", '{"a":' * 100_000 + "1" + "}" * 100_000)
    put("package.json", '{"dependencies":' * 100_000 + "1" + "}" * 100_000)
    put("c.ipynb", '{"cells":[' * 100_000)
    put("settings.yaml", "[" * 100_000)
    outcome = scan()
    assert outcome.report["summary"]["files"] == 5
    assert {"package.json", "c.ipynb"} <= outcome.unscanned.keys()


def test_yaml_alias_bomb(put, scan):
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    for path in (
        "bomb.yaml",
        ".github/workflows/ci.yml",
        "environment.yml",
        ".pre-commit-config.yaml",
        "docker-compose.yml",
    ):
        put(path, "\n".join(lines) + "\n")
    assert scan().report["summary"]["files"] == 5


def test_yaml_that_refers_to_itself(put, scan):
    put(".github/workflows/ci.yml", "jobs: &a\n  b: *a\n  steps: &s [*s, *a]\n")
    assert scan().report["summary"]["files"] == 1


def test_xml_entity_bomb(put, scan):
    entities = "".join(f'<!ENTITY a{i} "{("&a" + str(i - 1) + ";") * 10}">' for i in range(1, 12))
    put("a.xml", f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">{entities}]><x>&a11;</x>')
    put("a.svg", f'<!DOCTYPE svg [<!ENTITY a0 SYSTEM "file:///etc/passwd">{entities}]><svg>&a11;</svg>')
    outcome = scan()
    assert outcome.report["summary"]["files"] == 2
    assert b"root:" not in outcome.out


def test_toml_nested_deep(put, scan):
    put("pyproject.toml", "[project]\nname = 'x'\nx = " + "[" * 20_000 + "]" * 20_000 + "\n")
    outcome = scan()
    assert "pyproject.toml" in outcome.unscanned or outcome.report["summary"]["files"] == 1


NESTED = {
    "brackets": "x = " + "(" * 5_000 + "1" + ")" * 5_000,
    "lists": "x = " + "[" * 5_000 + "]" * 5_000,
    "sum": "x = " + " + ".join(["a"] * 20_000),
    "strings": "x = " + " + ".join(["'a'"] * 20_000),
    "not": "x = " + "not " * 5_000 + "a",
    "minus": "x = " + "-" * 10_000 + "1",
    "calls": "x = a" + "()" * 5_000,
    "attributes": "x = a" + ".b" * 10_000,
    "subscripts": "x = a" + "[0]" * 5_000,
    "lambdas": "x = " + "lambda: " * 3_000 + "1",
    "conditions": "x = " + "1 if a else " * 3_000 + "2",
    "elif": "if a:\n    pass\n" + "elif a:\n    pass\n" * 5_000,
    "ifs": "".join(" " * i + "if a:\n" for i in range(90)) + " " * 90 + "pass",
    "comparison": "x = " + " < ".join(["a"] * 10_000),
    "boolean": "x = " + " and ".join(["a"] * 20_000),
    "decorators": "@a\n" * 10_000 + "def f(): pass",
    "dictionary": "x = {" + ", ".join(f"'k{i}': {i}" for i in range(50_000)) + "}",
    "f-strings": "x = " + "f'{" * 50 + "a" + "}'" * 50,
    "assignments": " = ".join(f"a{i}" for i in range(5_000)) + " = 1",
    "functions": "".join(
        f"def f{i}(x):\n    return f{(i * 7 + 3) % 2000}(x) + f{(i + 1) % 2000}(x)\n" for i in range(2000)
    ),
    "branches": "def f(a, x):\n"
    + "".join(f"    if a[{i}]:\n        x = x + str(a[{i}])\n" for i in range(2000))
    + "    return x\n",
    "loops": "def f(x):\n"
    + "".join(" " * (4 + i) + f"for a{i} in x:\n" for i in range(19))
    + " " * 24
    + "x = x + a1\n",
}


@pytest.mark.parametrize("case", NESTED)
def test_python_that_nests_or_goes_on(case, put, scan, flaw):
    put("deep.py", NESTED[case] + "\n")
    put("ok.py", flaw)
    outcome = scan("--no-cache", code=1)
    assert outcome.lines("ok.py", "FHC") == {5}, "one bad file must not cost another"
    assert outcome.report["summary"]["files"] >= 1


def test_a_flaw_below_deep_nesting_is_found_or_listed(put, scan, flaw):
    put("a.py", "x = " + "(" * 5_000 + "1" + ")" * 5_000 + "\n" + flaw)
    outcome = scan()
    assert 6 in outcome.lines("a.py", "FHC") or "a.py" in outcome.unscanned
    assert outcome.code in (1, 4)


def test_a_notebook_of_100000_cells(put, scan):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["x = 1\n"]}
    last = {
        "cell_type": "code",
        "metadata": {},
        "outputs": [],
        "source": ["import os\n", "os.system(input())\n"],
    }
    put("a.ipynb", json.dumps({"cells": [cell] * 100_000 + [last], "metadata": {}, "nbformat": 4}))
    outcome = scan()
    assert outcome.report["findings"] or "a.ipynb" in outcome.unscanned


def test_markdown_that_nests(put, scan):
    put("quotes.md", ">" * 50_000 + " x\n")
    put("lists.md", "".join("  " * i + "- x\n" for i in range(1_500)))
    put("emphasis.md", "*a _b " * 20_000 + "\n")
    put("links.md", "[" * 50_000 + "a" + "](b)" * 50_000 + "\n")
    put("fences.md", "```python\nx = 1\n```\n" * 10_000)
    put("tables.md", "|" * 20_000 + "\n" + "|-" * 20_000 + "\n")
    assert scan().report["summary"]["files"] == 6


def test_html_that_nests(put, scan):
    put("a.html", "<div style='display:none'>" * 50_000 + "x")
    put("b.html", "<!--" * 50_000)
    put("c.html", "<" * 200_000)
    put("d.html", "<a " + "b='" * 100_000)
    assert scan().report["summary"]["files"] == 4


def test_a_hundred_thousand_lines(put, scan, flaw):
    put("a.py", "\n" * 100_000 + flaw)
    assert scan(code=1).lines("a.py", "FHC") == {100_005}


def test_thousands_of_findings(put, scan):
    body = "".join(f"def go{i}(name):\n    os.system('echo ' + name)\n" for i in range(3_000))
    put("a.py", "import os\n" + body)
    outcome = scan()
    assert len(outcome.report["findings"]) >= 3_000 or "a.py" in outcome.unscanned


def test_ten_thousand_small_files(put, scan, flaw):
    for i in range(10_000):
        put(f"d{i % 100}/f{i}.txt", "x\n")
    put("z.py", flaw)
    outcome = scan(code=1)
    assert outcome.report["summary"]["files"] == 10_001
