"""A hostile `.git` folder names commands in every place where git would run one; none may run."""

import subprocess

import pytest

CONFIG = """[core]
\tfsmonitor = {run}
\thooksPath = {hooks}
\tsshCommand = {run}
\tpager = {run}
\teditor = {run}
\taskPass = {run}
\tattributesFile = {attributes}
[diff]
\texternal = {run}
[diff "evil"]
\ttextconv = {run}
\tcommand = {run}
[filter "evil"]
\tclean = {run}
\tsmudge = {run}
\tprocess = {run}
\trequired = true
[credential]
\thelper = "!{run}"
[gpg]
\tprogram = {run}
[log]
\tshowSignature = true
[remote "origin"]
\turl = ext::{run}
\tpromisor = true
[extensions]
\tpartialClone = origin
[include]
\tpath = {more}
[alias]
\trev-parse = "!{run}"
\tcat-file = "!{run}"
"""
HOOKS = ("post-index-change", "post-checkout", "pre-commit", "reference-transaction", "fsmonitor-watchman")


@pytest.fixture
def canary(tree, tmp_path, put, flaw):
    """A repository with a commit and a change, whose configuration was poisoned afterwards."""
    seen = tmp_path / "canary"
    command = tmp_path / "run.sh"
    command.write_text(f"#!/bin/sh\ntouch '{seen}'\ncat\n")
    command.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in HOOKS:
        (hooks / hook).write_text(command.read_text())
        (hooks / hook).chmod(0o755)
    put("old.py", flaw)
    who = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "first"]):
        subprocess.run(["git", *arguments], cwd=tree, check=True, capture_output=True)
    put("old.py", flaw + "\n\ndef more(name):\n    os.system('ls ' + name)\n")
    put(".gitattributes", "* filter=evil diff=evil\n")
    attributes = tmp_path / "attributes"
    attributes.write_text("* filter=evil diff=evil\n")
    more = tmp_path / "more"
    more.write_text(f"[core]\n\tfsmonitor = {command}\n")
    with (tree / ".git" / "config").open("a") as config:
        config.write(CONFIG.format(run=command, hooks=hooks, attributes=attributes, more=more))
    return seen


def test_the_canary_can_sing(canary, tree):
    subprocess.run(["git", "status"], cwd=tree, capture_output=True)
    assert canary.exists()


def test_a_scan_runs_nothing(canary, scan):
    assert scan(code=1).lines("old.py", "FHC") == {5, 9}
    assert not canary.exists()


def test_since_runs_nothing(canary, scan):
    outcome = scan("--since", "HEAD")
    assert not canary.exists()
    assert outcome.lines("old.py", "FHC") <= {9}


def test_baselines_and_fixes_run_nothing(canary, fumehood, tree, tmp_path, sound):
    for arguments in (
        ("baseline", "create", str(tmp_path / "base.json")),
        ("scan", ".", "--diff"),
        ("scan", ".", "--fix"),
        ("doctor",),
    ):
        sound(fumehood(*arguments, cwd=tree))
    assert not canary.exists()
