"""`--since`: added lines only, and a repository's configuration runs nothing."""

import os
import subprocess

import pytest

from fumehood.core.errors import UsageError
from fumehood.core.git import Revision
from fumehood.core.since import added_lines


@pytest.mark.parametrize(
    ("old", "new", "added"),
    [
        ("a\nb\n", "a\nb\n", set()),
        ("a\nb\n", "a\nx\nb\n", {2}),
        ("a\nb\nc\n", "a\nB\nc\n", {2}),
        ("a\n", "a\na\n", {2}),
        ("", "a\nb", {1, 2}),
        ("a\nb", "", {1}),
    ],
)
def test_added_lines(old, new, added):
    assert added_lines(old, new) == added


def test_a_long_rewritten_file_ends_soon():
    old = "".join(f"line {i}\n" for i in range(60_000))
    new = "".join(f"line {i * 2}\n" for i in range(60_000))
    assert 59_000 in added_lines(old, new)


@pytest.fixture
def repository(tree):
    root = tree({"a.py": "old\n", "sub/b.py": "b\n"})
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "HOME": root,
    }
    for arguments in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.invalid", "commit", "-qm", "one"],
    ):
        subprocess.run(["git", *arguments], cwd=root, env=environment, check=True)
    return root


def test_blobs_are_read_from_the_top_and_from_a_folder_below(repository):
    assert Revision(repository, "HEAD").blob("a.py") == b"old\n"
    assert Revision(repository, "HEAD").blob("none.py") is None
    assert Revision(f"{repository}/sub", "HEAD").blob("b.py") == b"b\n"


@pytest.mark.parametrize("name", ["no-such", "--help", "-p"])
def test_a_wrong_revision_is_a_usage_error(repository, name):
    with pytest.raises(UsageError):
        Revision(repository, name)


def test_nothing_that_the_repository_configures_is_run(repository, tmp_path):
    canary = tmp_path / "canary"
    script = tmp_path / "script.sh"
    script.write_text(f"#!/bin/sh\ntouch {canary}\n")
    script.chmod(0o755)
    with open(f"{repository}/.git/config", "a") as config:
        config.write(
            f"[core]\n\tfsmonitor = {script}\n\thooksPath = {tmp_path}\n\tpager = {script}\n\tsshCommand = {script}\n\taskPass = {script}\n"
            f'[diff]\n\texternal = {script}\n[filter "x"]\n\tclean = {script}\n\tsmudge = {script}\n\tprocess = {script}\n'
            f'[diff "x"]\n\ttextconv = {script}\n[alias]\n\tcat-file = !{script}\n[remote "o"]\n\turl = ext::{script}\n\tpromisor = true\n'
        )
    with open(f"{repository}/.gitattributes", "w") as attributes:
        attributes.write("* filter=x diff=x\n")
    assert Revision(repository, "HEAD").blob("a.py") == b"old\n"
    assert not canary.exists()
