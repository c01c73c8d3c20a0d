"""Input that is made to break an analysis ends soon, and says what was not looked at."""

import pytest

from fumehood.code.guard import CodeGuard
from fumehood.core.source import Source

HEAD = "import os\nfrom flask import request\n"
SINK = "os.system('x' + x)\n"
DEEP = {
    "loops": "def f(x):\n"
    + "".join(" " * (i + 1) + f"for i{i} in x:\n" for i in range(60))
    + " " * 61
    + "x = x + i1\n "
    + SINK,
    "branches": "def f(x):\n"
    + "".join(f" if x[{i}]:\n  x = x + 'a'\n else:\n  y{i} = x\n" for i in range(3000))
    + " "
    + SINK,
}
LONG = {
    "elif": "def f(x):\n if x == 0:\n  pass\n" + "".join(f" elif x == {i}:\n  y = {i}\n" for i in range(900)) + " " + SINK,
    "mutual recursion": "".join(f"def f{i}(x):\n return f{(i + 1) % 500}(x) + f{(i * 7) % 500}(x)\n" for i in range(500)) + "def g(x):\n " + SINK,
    "chain": "".join(f"def f{i}(x):\n return f{i + 1}(x)\n" for i in range(500)) + "def f500(x):\n " + SINK,
    "additions": "def f(x):\n os.system(" + " + ".join(["x", "'a'"] * 400) + ")\n",
    "doubling": "def f(x):\n x = x + 'a'\n" + " x = x + x\n" * 400 + " " + SINK,
    "huge numbers": "y = 'a' * 10**9 * 10**9\nz = 2**10**8\nw = '{:>999999999}'.format(1)\ndef f(x):\n " + SINK,
    "long line": "def f(x): " + SINK + "s = '" + "a" * 1_000_000 + "'\n",
    "classes": "class A0: pass\n" + "".join(f"class A{i}(A{i - 1}): pass\n" for i in range(1, 400)) + "def f(x):\n " + SINK,
}  # fmt: skip


def looked_at(text):
    source = Source("x.py", text, "python")
    inspection = CodeGuard().inspect(source)
    return [f.rule for f in inspection.findings], [*source.problems, *inspection.problems]


@pytest.mark.parametrize("name", LONG)
def test_long_code_is_analysed(name):
    rules, problems = looked_at(HEAD + LONG[name])
    assert "FHC102" in rules
    assert problems == []


@pytest.mark.parametrize("name", DEEP)
def test_code_beyond_the_budget_is_analysed_coarsely_and_says_so(name):
    rules, problems = looked_at(HEAD + DEEP[name])
    assert "FHC102" in rules
    assert any("budget" in p for p in problems)


def test_more_sinks_than_are_kept_are_named():
    rules, problems = looked_at(HEAD + "def f(x):\n" + " os.system('x' + x)\n" * 600)
    assert rules.count("FHC102") == 500
    assert any("budget" in p for p in problems)


@pytest.mark.parametrize(
    "text",
    [
        "x = (",
        "x = 1\0",
        "x = '\ud800'\n",
        "(" * 5000,
        "a" + ".b()" * 5000,
        "import " + "a." * 5000 + "b",
        "f'" + "{a:" * 500,
    ],
    ids=["open", "null", "surrogate", "brackets", "calls", "import", "fields"],
)
def test_what_cannot_be_read_is_a_problem(text):
    rules, problems = looked_at(text)
    assert rules == []
    assert len(problems) == 1


def test_code_nested_too_deeply_to_analyse_is_a_problem():
    rules, problems = looked_at(HEAD + "def f(x):\n os.system(x" + ".b" * 900 + ")\n")
    assert rules == [] or "FHC102" in rules
    assert rules or any("too deeply" in p for p in problems)
