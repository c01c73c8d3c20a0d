"""Verbs, help, and usage errors."""

import os
import re
import subprocess
import sys

import pytest

from fumehood import __version__
from fumehood.cli.verbs import VERBS


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_version(fumehood, flag):
    assert fumehood(flag).out == f"fumehood {__version__}\n"


def test_no_verb_prints_three_examples(fumehood):
    done = fumehood()
    assert done.code == 0
    assert len(re.findall(r"^  fumehood \w", done.out, re.MULTILINE)) >= 3


def test_help_lists_every_verb(fumehood):
    done = fumehood("--help")
    assert all(words in done.out for words, _, _ in VERBS)


@pytest.mark.parametrize("words", [words for words, _, _ in VERBS])
def test_each_verb_has_help_with_an_example(fumehood, words):
    done = fumehood(*words.split(), "--help")
    assert done.code == 0
    assert "usage" in done.out
    assert done.out.count(f"fumehood {words.split()[0]}") >= 2


@pytest.mark.parametrize(
    ("arguments", "near"),
    [
        (["scna"], "scan"),
        (["check", "pakage", "x"], "package"),
        (["check"], "needs one of its verbs"),
        (["agents", "mcp"], "one of: guard, serve"),
        (["agents", "mcp", "gard"], "fumehood agents mcp guard"),
        (["run", "ls", "-l"], "fumehood run -- ls -l"),
        (["baseline", "create"], "required: FILE"),
        (["scan", ".", "--formt", "json"], "--format"),
        (["scan", ".", "--format", "jsn"], "json"),
        (["scan", ".", "--risk", "cod"], "code"),
        (["scan", ".", "--select", "FHX"], "FH"),
        (["scan", ".", "--jobs", "0"], "1 or more"),
        (["scan", "no-such-path"], "no such file"),
        (["explain", "FHC9999"], "FHC"),
        (["scan", ".", "--config", "none.toml"], "none.toml"),
        (["scan", ".", "--baseline", "none.json"], "baseline create"),
        (["scan", ".", "-o", "report.pdf"], ".sarif"),
    ],
)
def test_a_wrong_command_line_gets_one_clear_error_and_a_remedy(fumehood, write, arguments, near):
    write("a.py", "x = 1\n")
    done = fumehood(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")
    assert "  help: " in done.err
    assert near in done.err


@pytest.mark.parametrize("group", sorted({w.rsplit(" ", 1)[0] for w, _, _ in VERBS if " " in w}))
def test_words_that_begin_verbs_have_help_that_lists_them(fumehood, group):
    done = fumehood(*group.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert all(words in done.out for words, _, _ in VERBS if words.startswith(f"{group} "))


def test_a_folder_with_nothing_in_it_is_not_said_to_be_clean(fumehood):
    done = fumehood("scan")
    assert done.code == 3
    assert "nothing to scan" in done.out
    assert "no findings of" not in done.out


def test_the_current_folder_cannot_shadow_modules(fumehood, write):
    for name in ("json", "re", "yaml", "msgspec", "fumehood", "sitecustomize"):
        write(f"{name}.py", "open('ran', 'w').write('x')\n")
    assert fumehood("scan", ".", "--format", "json").code in (0, 1)
    assert not (write("x", "").parent / "ran").exists()


def test_a_closed_pipe_is_no_error(tmp_path):
    command = os.path.join(os.path.dirname(sys.executable), "fumehood")
    done = subprocess.run(f"{command} --help | head -1", shell=True, capture_output=True, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
