"""Expansion: what a program would get as its arguments."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.commands.context import Context
from fumehood.commands.expand.arg import ANY, STAR, UNKNOWN, Arg, shown
from fumehood.commands.expand.arithmetic import evaluate
from fumehood.commands.expand.fields import fields
from fumehood.commands.expand.glob import matches
from fumehood.commands.run.interpret import sequence
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.text import run_text
from fumehood.commands.shell.parse import parse

FOLDER = "/home/user/work/project"


def arguments(text):
    """The arguments of the last command of `text`, after all before it were followed."""
    machine = Machine(Context(home="/home/user", project=FOLDER), FOLDER)
    tree = parse(text)
    assert tree.problems == []
    last = tree.body.items.pop()
    tree.body.background.pop()
    sequence(machine, tree.body, Arg(""))
    return [shown(a) for a in fields(machine, last.commands[0].words)]


def printed(text):
    machine = Machine(Context(home="/home/user", project=FOLDER), FOLDER)
    return run_text(machine, Arg(text), Arg(""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r''m -r\"f\" \\/", ["rm", "-rf", "/"]),
        ("$'\\x72\\155' x", ["rm", "x"]),
        ("a='b c'; x $a \"$a\"", ["x", "b", "c", "b c"]),
        ("x${IFS}y$IFS'z'", ["x", "y", "z"]),
        ("IFS=,; a=1,2; x $a", ["x", "1", "2"]),
        ("{rm,-rf,/}", ["rm", "-rf", "/"]),
        ("x {1..3} {a,b}{c,d}", ["x", "1", "2", "3", "ac", "ad", "bc", "bd"]),
        ("x ${u:-d} ${v=e} $v", ["x", "d", "e", "e"]),
        ("a=b.tar.gz; x ${a%.*} ${a%%.*} ${a#*.} ${a##*.} ${#a}", ["x", "b.tar", "b", "tar.gz", "gz", "8"]),
        (
            "a=hello; x ${a:1:3} ${a/l/L} ${a//l/L} ${a^^} ${a: -2}",
            ["x", "ell", "heLlo", "heLLo", "HELLO", "lo"],
        ),
        ("a=b; b=c; x ${!a}", ["x", "c"]),
        ('a=(rm -rf /); x "${a[@]}" ${a[1]} ${#a}', ["x", "rm", "-rf", "/", "-rf", "2"]),
        ('set -- p q; x "$@" $1 $#', ["x", "p", "q", "p", "2"]),
        ("x ~ ~/a ~root to=~/b a~", ["x", "/home/user", "/home/user/a", "/root", "to=/home/user/b", "a~"]),
        ("cd ..; x $PWD $(pwd)", ["x", "/home/user/work", "/home/user/work"]),
        ('x $(echo a b) "$(echo a b)"', ["x", "a", "b", "a b"]),
        ("x $((2 * (3 + 4))) $((1 << 4))", ["x", "14", "16"]),
        ("x $(printf '%s-%d\\n' a 3) $(printf '\\x72m')", ["x", "a-3", "rm"]),
        ("x $(echo cm0= | base64 -d) $(echo mr | rev) $(echo 726d | xxd -r -p)", ["x", "rm", "rm", "rm"]),
        ('f() { echo "<$1>"; }; x $(f y)', ["x", "<y>"]),
        ("x $nothing_sets_this/y", ["x", "…/y"]),
        ("x *.py '*.py' a?", ["x", "*.py", "*.py", "a?"]),
        ("read a b <<< 'p q r'; x $a $b", ["x", "p", "q", "r"]),
        ("x \"\" '' $empty''", ["x", "", "", "…"]),
        ("[ -f x ]", ["[", "-f", "x", "]"]),
    ],
)
def test_arguments(text, expected):
    assert arguments(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("echo -n a; echo b", "ab\n"),
        ("echo -e 'a\\tb'", "a\tb\n"),
        ("cat <<< x | tr x y", "y\n"),
        ("echo 'a:b:c' | cut -d: -f2", "b\n"),
        ("printf '%s,' a b c", "a,b,c,"),
        ("echo abc > f; cat f", "abc\n"),
        ("for i in 1 2; do echo $i; done", "1\n2\n"),
        ("while read l; do echo \"<$l>\"; done <<< $'a\\nb'", "<a>\n<b>\n"),
        ("echo a | sed s/a/b/", "b\n"),
        ("seq 3 | tail -1", "3\n"),
        ("basename /a/b.txt .txt", "b\n"),
        ("dirname /a/b", "/a\n"),
    ],
)
def test_output(text, expected):
    assert printed(text) == expected


def test_active_globs_are_marked():
    machine = Machine(Context(), "/")
    words = parse("x *? '*'").body.items[0].commands[0].words
    assert fields(machine, words)[1:] == [STAR + ANY, "*"]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab" + STAR + ANY, max_size=8), st.text(alphabet="ab", max_size=8))
def test_globs_match_as_regular_expressions_do(pattern, text):
    import re

    expression = pattern.replace(STAR, ".*").replace(ANY, ".")
    assert matches(pattern, text) == bool(re.fullmatch(expression, text))


@settings(max_examples=60, deadline=None)
@given(st.integers(-99, 99), st.integers(1, 99), st.sampled_from("+-*"))
def test_arithmetic(a, b, operator):
    assert evaluate(f"({a}) {operator} {b}") == {"+": a + b, "-": a - b, "*": a * b}[operator]


@pytest.mark.parametrize("text", ["x + 1", "1 +", "(", "1 / 0", "9" * 500, "a[0]", "1 2"])
def test_arithmetic_that_is_not_known(text):
    assert evaluate(text) is None


@pytest.mark.parametrize(
    "text",
    ["x=aaaaaaaaaa; " + "x=$x$x; " * 60 + "echo $x", "echo " + "{a,b}" * 30, "echo " + "{1..9999}" * 6],
)
def test_values_do_not_explode(text):
    assert UNKNOWN in printed(text)
