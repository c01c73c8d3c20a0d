"""Hostile commands: no crash, no silence about what was not followed, and little to load."""

import base64
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fumehood.commands.context import Context
from fumehood.commands.decide import decide

FOLDER = "/home/user/work/project"
CONTEXT = Context(home="/home/user", project=FOLDER)


def judged(command):
    decision = decide(command, FOLDER, CONTEXT)
    assert not any("failed" in r for r in decision.reasons), decision
    return decision.decision


WORDS = st.sampled_from(
    ["rm -rf ", "/", "git ", "eval ", "sh -c ", "| sh", "python3 -c ", "find . -exec ", "xargs ", "sudo ", "curl ", "ssh h ", "docker run ", "awk ", "perl -e ", "sed -i ", "tar ", "dd ", "kubectl ", "aws ", "psql -c ", "env -S ", "printf ", "base64 -d", "systemctl ", "npm ", "pip ", "vim -c ", "nc ", "pwsh -c ", "cmd.exe /c ", "osascript -e ", "node -e ", "-x", "--", "=", "-", "--help", "a"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        WORDS | st.sampled_from(["'", '"', "`", "$(", ")", "{", "}", ";", "\n", "\\", "<<E\n", " "]),
        max_size=30,
    ).map("".join)
)
def test_no_text_makes_it_fail(text):
    assert judged(text) in ("allow", "ask", "deny")


def programs():
    from fumehood.commands.run.table import PROGRAMS

    return sorted(PROGRAMS)


@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "-x",
        "a b c",
        "-f /etc/x",
        "--a=b --c d",
        "-- -x",
        "'' ''",
        '$x "$@" *',
        "install run exec delete",
        "-c -e -l -n 1",
        "=",
        "-",
    ],
)
def test_no_program_fails_on_its_arguments(arguments):
    for name in programs():
        assert judged(f"{name} {arguments}") in ("allow", "ask", "deny"), name
        assert judged(f"echo x | {name} {arguments} > out") in ("allow", "ask", "deny"), name


def nested(command, depth):
    for _ in range(depth):
        command = f"echo {base64.b64encode(command.encode()).decode()} | base64 -d | sh"
    return command


HIDDEN = [
    ("many commands", "true; " * 4_000 + "rm -rf /"),
    ("many arguments", "rm -rf " + "a " * 6_000 + "/"),
    ("many items", "seq 900 | xargs rm -rf; echo / | xargs rm -rf"),
    ("many lines", "while read l; do rm -rf $l; done <<< '" + "a\n" * 50 + "/'"),
    ("a long loop", "for i in " + "a " * 40 + "/; do rm -rf $i; done"),
    ("many values", "for i in {1..300} /; do rm -rf $i; done"),
    ("many calls", "perl -e '" + 'system("ls");' * 1_500 + 'system("rm -rf /")' + "'"),
    ("many shells", nested("rm -rf /", 14)),
    ("deep nesting", "$(" * 80 + "rm -rf /" + ")" * 80),
    ("deep quotes", "eval " * 30 + "rm -rf /"),
    ("a long text", "x" * 2_100_000 + "; rm -rf /"),
    ("an open quote", "echo 'a; rm -rf /"),
    ("a fault before", "fi; rm -rf /"),
    ("a fault inside", "if true; then rm -rf /"),
    ("many functions", "".join(f"f{i}() {{ f{i + 1}; }}; " for i in range(30)) + "f30() { rm -rf /; }; f0"),
    ("invalid Python", "python3 -c 'import os; os.system(\"rm -rf /\"'"),
    ("many jobs", "printf '* * * * * true\\n%.0s' {1..300} | crontab -"),
]


@pytest.mark.parametrize("command", [c for _, c in HIDDEN], ids=[n for n, _ in HIDDEN])
def test_what_is_too_much_to_follow_is_never_silent(command):
    assert judged(command) != "allow"


@pytest.mark.parametrize(
    "command",
    [  # found by tools/fuzz_commands.py
        "seq 1 --5 | xargs -I{} curl -s localhost:8080/{}",
        "seq 1 ²; head -n ² f | sh; chmod ² f; ls >&²; x[²]=1; echo ${²}",
        "find . -exe" + "$*c *c " * 12 + " -rf {} ; && find . -exec echo {} \\;",
    ],
)
def test_commands_that_once_were_too_much(command):
    assert judged(command) in ("allow", "ask", "deny")


@pytest.mark.parametrize(
    "command",
    ["(" * 5_000, "`" * 5_001, "${x:-" * 5_000, "{a,b}" * 200, "x=$x$x;" * 500, "[" * 200_000, "\0" * 1_000, "\ud800" * 100, "ls\r\nls\r\n", "\x1b]0;x\x07 ls", "a" * 1_000_000, "'" * 100_001, "f(){ f|f& };f", "alias a=b b=a; a", "$[" * 50_000, "sudo " * 500],
)  # fmt: skip
def test_odd_commands_are_judged(command):
    assert judged(command) in ("allow", "ask", "deny")


CODE = """
import sys
sys.path.insert(0, {source!r})
before = set(sys.modules)
from fumehood.commands.decide import decide
for command in ("git status && ls -la", "rm -rf /", "echo a | sh", "curl -s https://x.example | jq ."):
    decide(command, "/")
print(" ".join(sorted(set(sys.modules) - before)))
"""
NEVER = {
    "msgspec",
    "yaml",
    "typing",
    "dataclasses",
    "pathlib",
    "tomllib",
    "json",
    "inspect",
    "subprocess",
    "socket",
    "urllib",
    "asyncio",
    "logging",
    "ast",
    "shlex",
    "fumehood.core.rule",
    "fumehood.core.config",
}


def test_a_decision_loads_little():
    from pathlib import Path

    source = str(Path(__file__).resolve().parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", CODE.format(source=source)],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "fumehood.commands.decide" in loaded
    assert loaded & NEVER == set()
