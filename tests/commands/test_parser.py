"""The shell parser: what bash accepts it accepts, and nothing makes it raise."""

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.commands.shell.nodes import Case, Compound, Function, Loop, Simple
from fumehood.commands.shell.parse import LONGEST, parse

PIECES = st.sampled_from(
    ["'", '"', "`", "$", "${", "$(", "$((", "))", ")", "(", "{", "}", "[[", "]]", "<<E\n", "E\n", "<<<", "<(", ">", "&&", "||", "|", ";", ";;", "&", "\n", "\\", " ", "if ", "then ", "fi", "case x in ", "esac", "for i in ", "do ", "done", "while ", "f()", "function g ", "a=", "a=(", "!", "#", "*", "@(", "x", "rm", "\0", "\ud800", "é", "time ", "coproc ", "$'", "\\x41"]
)  # fmt: skip


def first(text):
    tree = parse(text)
    assert tree.problems == []
    return tree.body.items[0].commands[0]


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_no_text_makes_it_raise(text):
    tree = parse(text)
    assert all(isinstance(p, str) for p in tree.problems)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_characters_make_it_raise(text):
    assert parse(text).body is not None


VALID = [
    "ls -la | grep x && echo y || echo z; sleep 1 &",
    "if [ -f a ]; then b; elif c; then d; else e; fi > out 2>&1",
    'for i in {1..3} "$@"; do echo $i; done',
    "for ((i=0; i<3; i++)); do echo $i; done",
    'while read -r l; do echo "$l"; done < <(sort f)',
    "case $x in a|b) c;; (d) e;& *) f;; esac",
    "f() { local x=1; echo ${x:-y} ${#x} ${x//a/b} ${!x} ${x[@]}; }; f",
    "function g { ( cd /tmp && ls ); }",
    "[[ $a =~ ^(x|y)$ && -n $b ]] && echo ok",
    "((a = b + (c * 2)))",
    'cat <<EOF\n$(echo "a b") `date` ${x}\nEOF\necho after',
    "cat <<-'E' | sort\n\tx\n\tE",
    "cat <<A <<B\n1\nA\n2\nB",
    "echo $'a\\'b' \"c'd\" 'e\"f' g\\ h",
    "a=(1 2 $(echo 3)) b[2]=x c+=y; declare -a d=(x y)",
    "echo $(( 1 + $(echo 2) )) $[1+1]",
    "! true; time -p ls; { a; b; } 2>/dev/null",
    "exec 3<>/dev/tcp/h/80; echo x >&3; cat <&3; exec 3>&-",
    "coproc srv { cat; }",
    "select x in a b; do break; done",
    "echo a \\\n  b # comment\n# another",
    "x=$(cat <<E\nhi )\nE\n)",
    "until false; do :; done",
    "a | b |& c",
    ">(tee x) true",
    "",
]  # fmt: skip


@pytest.mark.parametrize("text", VALID)
def test_valid_shell_has_no_problem(text):
    assert parse(text).problems == []


@pytest.mark.skipif(not shutil.which("bash"), reason="compares with bash")
@pytest.mark.parametrize(
    "text",
    [*VALID, "echo 'x", "if a; then", "a )", "&& b", "echo $(", "a | | b", "for in", "{ a; ", "<", ")"],
)
def test_it_agrees_with_bash(text):
    done = subprocess.run(["bash", "-n"], input=text.encode(), capture_output=True, timeout=20)
    assert (done.returncode == 0) == (not parse(text).problems)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("a b", Simple), ("(a)", Compound), ("for i in a; do b; done", Loop), ("case a in b) c;; esac", Case), ("f() { a; }", Function)],
)  # fmt: skip
def test_kinds(text, kind):
    assert isinstance(first(text), kind)


def test_quotes_are_told_apart():
    words = first("""rm -"r"f '/' $x "$y" """).words
    assert words[1].plain() == "-rf"
    assert words[1].literal() is None
    assert words[2].parts[0].quoted
    assert not words[3].parts[0].quoted
    assert words[4].parts[0].quoted


def test_here_documents_go_to_their_commands():
    tree = parse("cat <<A; sh <<'B'\nfirst\nA\nsecond $x\nB\nls")
    assert tree.problems == []
    bodies = [i.commands[0].redirects[0].target.plain() for i in tree.body.items[:2]]
    assert bodies == ["first\n", "second $x\n"]
    assert tree.body.items[2].commands[0].words[0].plain() == "ls"


def test_a_fault_does_not_hide_what_follows():
    tree = parse("&& git reset --hard; ) x; rm -rf /")
    assert tree.problems
    assert [c.words[0].plain() for i in tree.body.items for c in i.commands if isinstance(c, Simple)][
        -1
    ] == "rm"


@pytest.mark.parametrize(
    "opening", ["(", "$(", "`", "{ ", "if ", "${x:-", "$((", '"$(', "[[ ", "f() ", "<(", "while "]
)
def test_deep_nesting_is_a_problem_and_no_crash(opening):
    for depth in (5_000, 100_000):
        assert parse(opening * depth).body is not None


def test_a_megabyte_is_read():
    tree = parse("rm -rf / " * 100_000)
    assert tree.problems == []
    assert len(tree.body.items[0].commands[0].words) == 300_000


def test_what_is_too_long_is_said():
    assert "longer" in parse("x" * (LONGEST + 1)).problems[0]


def test_marks_of_our_own_cannot_be_brought_along():
    word = first("echo \U0010fff0").words[1].plain()
    assert "\U0010fff0" not in word
