"""`scan --history`: what the commits still hold, read without running anything that a repository configures."""

import os
import subprocess

import pytest

from fumehood.exposure.generators import fill

TOKEN = fill("ghp_{with-checksum30}")
SECRET = fill("{alnum40}", seed=3)


@pytest.fixture
def git(tmp_path):
    def run(*arguments, folder="."):
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **{
                f"GIT_{who}_{what}": "someone@example.org"
                for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
        }
        subprocess.run(
            ["git", *arguments], cwd=tmp_path / folder, env=environment, check=True, capture_output=True
        )

    return run


@pytest.fixture
def repository(git, write):
    """A token that was deleted, a secret that is still there, and one in a stash."""
    git("init", "-q", "-b", "main", "project")
    write("project/app.py", f"x = 1\ntoken = '{TOKEN}'\n")
    write("project/deploy/.env", f"API_SECRET={SECRET}\n")
    git("add", ".", folder="project")
    git("commit", "-qm", "first", folder="project")
    write("project/app.py", "x = 1\n")
    git("commit", "-qam", "second", folder="project")
    return "project"


def found(result):
    return {(f["path"], f["line"]): f for f in result.json["findings"]}


def history(fumehood, *arguments):
    return fumehood("scan", *arguments, "--history", "--format", "json")


def test_deleted_and_present_secrets_name_their_commits(fumehood, repository):
    result = history(fumehood, repository)
    assert result.code == 1
    gone, here = found(result)["app.py", 2], found(result)["deploy/.env", 1]
    assert gone["evidence"]["history"] == "deleted from the last commit"
    assert "still in the history" in gone["message"]
    assert here["evidence"]["history"] == "still in the last commit"
    assert len(gone["evidence"]["commit"]) == 40
    assert TOKEN not in result.out


def test_a_stash_belongs_to_the_history(fumehood, repository, git, write):
    write("project/app.py", fill("stash_key = '{alnum40}'\n", seed=9))
    git("stash", "-q", folder="project")
    assert ("app.py", 1) in found(history(fumehood, repository))


def test_a_folder_of_the_project_has_its_own_history(fumehood, repository):
    assert set(found(history(fumehood, "project/deploy"))) == {(".env", 1)}


def test_since_leaves_older_commits_out(fumehood, repository):
    assert not found(history(fumehood, repository, "--since", "HEAD"))


def test_bare_linked_and_shallow_repositories(fumehood, repository, git):
    git("clone", "-q", "--bare", "project", "bare.git")
    assert set(found(history(fumehood, "bare.git"))) == {("app.py", 2), ("deploy/.env", 1)}
    git("worktree", "add", "-q", "../linked", folder="project")
    assert ("app.py", 2) in found(history(fumehood, "linked"))
    git("clone", "-q", "--depth", "1", "--no-local", "project", "shallow")
    shallow = history(fumehood, "shallow", "--fail-on", "never")
    assert shallow.code == 4
    assert "shallow" in shallow.json["unscanned"][0]["reason"]


def test_a_damaged_repository_is_incomplete(fumehood, repository, tmp_path):
    objects = tmp_path / "project/.git/objects"
    for path in objects.glob("??/*"):
        os.chmod(path, 0o600)
        path.write_bytes(b"x")
    result = history(fumehood, repository, "--fail-on", "never")
    assert result.code == 4
    assert "damaged" in result.json["unscanned"][0]["reason"]


def test_nothing_that_the_repository_configures_is_run(fumehood, repository, git, tmp_path):
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "diff.external",
        "core.pager",
        "filter.x.smudge",
        "diff.x.textconv",
        "core.sshCommand",
    ):
        git("config", key, str(trap), folder="project")
    (tmp_path / "project/.gitattributes").write_text("* diff=x filter=x\n")
    assert found(history(fumehood, repository))
    assert not (tmp_path / "sprung").exists()


def test_outside_a_repository_and_with_another_risk(fumehood, write):
    write("plain/a.txt", "x\n")
    assert (fumehood("scan", "plain", "--history").code) == 2
    wrong = fumehood("scan", "plain", "--history", "--risk", "code")
    assert wrong.code == 2
    assert "--risk exposure" in wrong.err


def test_a_reason_in_the_past_still_counts(fumehood, repository, git, write):
    write("project/app.py", f"token = '{TOKEN}'  # fumehood: ignore[FHE105] revoked\n")
    git("commit", "-qam", "third", folder="project")
    write("project/app.py", "x = 2\n")
    git("commit", "-qam", "fourth", folder="project")
    assert ("app.py", 1) not in found(history(fumehood, repository))
