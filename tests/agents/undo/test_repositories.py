"""Every shape of repository, and those that attack whoever calls git in them."""

import os
import shutil
import stat

import pytest

from fumehood.agents.undo.restore import undo
from fumehood.agents.undo.snapshots import snapshot


def lost_and_found(project, name="a.txt", text="one\n"):
    """Whether a file that is deleted after a snapshot comes back, with nothing else touched."""
    before = project.state() if (project.folder / ".git").is_dir() else None
    snapshot(str(project.folder), "x")
    (project.folder / name).unlink()
    outcome = undo(str(project.folder))
    return (
        name in outcome.restored
        and (project.folder / name).read_text() == text
        and (before is None or project.state() == before)
    )


def test_no_commit_yet(make):
    project = make()
    project.write("a.txt", "one\n")
    assert lost_and_found(project)


def test_detached(project):
    project("checkout", "-q", "--detach")
    assert lost_and_found(project)


def test_the_index_is_locked(project):
    (project.folder / ".git" / "index.lock").touch()
    assert lost_and_found(project)


def test_a_work_tree_of_its_own(project, tmp_path):
    project("worktree", "add", "-q", str(tmp_path / "home" / "other"))
    other = type(project)(tmp_path / "home" / "other")
    assert lost_and_found(other)
    assert lost_and_found(project)


def test_sha256(make):
    project = make("other", "--object-format=sha256")
    project.write("a.txt", "one\n")
    assert lost_and_found(project)


def test_a_submodule_is_left_to_its_own_history(project, make):
    inner = make("inner")
    inner.write("i.txt")
    inner("add", "-A")
    inner("commit", "-qm", "x")
    project("submodule", "--quiet", "add", str(inner.folder), "sub")
    project("commit", "-qm", "sub")
    assert lost_and_found(project)
    assert (project.folder / "sub" / "i.txt").exists()


def test_sparse_files_stay_away(project):
    project("sparse-checkout", "set", "--no-cone", "/a.txt")
    assert not (project.folder / "src").exists()
    assert lost_and_found(project)
    assert not (project.folder / "src").exists()


def test_bytes_are_kept_whatever_git_makes_of_line_ends(project):
    project("config", "core.autocrlf", "true")
    project.write(".gitattributes", "*.txt text eol=crlf\n")
    (project.folder / "a.txt").write_bytes(b"mixed\r\nends\n")
    snapshot(str(project.folder), "x")
    (project.folder / "a.txt").unlink()
    undo(str(project.folder))
    assert (project.folder / "a.txt").read_bytes() == b"mixed\r\nends\n"


def test_a_forced_file_that_is_ignored_is_held(project):
    project.write("data/kept.csv", "kept\n")
    project("add", "-f", "data/kept.csv")
    assert lost_and_found(project, "data/kept.csv", "kept\n")


def test_bare_and_none_at_all(make, tmp_path):
    assert snapshot(str(make("bare", "--bare").folder), "x") is None
    assert snapshot(str(tmp_path), "x") is None


def test_never_the_home_folder(make, own_home):
    project = make(".")
    project.write("a.txt")
    assert snapshot(str(own_home), "x") is None
    assert not project("for-each-ref", "refs/fumehood")


def test_a_configured_work_tree_does_not_lead_elsewhere(project, own_home):
    (own_home / "private.txt").write_text("private\n")
    project("config", "core.worktree", str(own_home))
    taken = snapshot(str(project.folder), "x")
    assert taken is None or "private.txt" not in project("ls-tree", "-r", taken.commit)


def test_an_unreadable_file_is_said(project, monkeypatch):
    project.write("closed.txt").chmod(0)
    real = os.access
    closed = lambda path, mode: not os.fsdecode(path).endswith("closed.txt") and real(path, mode)  # noqa: E731
    monkeypatch.setattr(os, "access", closed)  # root may read everything
    assert "closed.txt: cannot be read" in snapshot(str(project.folder), "x").notices[0]
    assert stat.S_IMODE((project.folder / "closed.txt").stat().st_mode) == 0


def test_special_files_are_passed_over(project):
    os.mkfifo(project.folder / "pipe")
    assert lost_and_found(project)


@pytest.mark.parametrize("where", ["project", "nested"])
def test_nothing_that_a_repository_configures_is_run(project, make, tmp_path, where):
    mark = tmp_path / "ran"
    script = tmp_path / "evil.sh"
    script.write_text(f"#!/bin/sh\ntouch {mark}\ncat\n")
    script.chmod(0o755)
    target = project if where == "project" else make("project/nested")
    if where == "nested":
        target.write("n.txt")
        target("add", "-A")
        target("commit", "-qm", "x")
    for key in ("core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "core.sshCommand",
                "core.pager", "core.editor", "diff.external", "diff.evil.textconv", "gpg.program", "core.askPass"):  # fmt: skip
        target("config", key, str(script))
    target("config", "filter.evil.required", "true")
    target("config", "commit.gpgSign", "true")
    target.write(".gitattributes", "* filter=evil diff=evil\n")
    hooks = target.folder / ".git" / "hooks"
    for name in (
        "pre-commit",
        "post-index-change",
        "reference-transaction",
        "post-checkout",
        "fsmonitor-watchman",
    ):
        shutil.copy(script, hooks / name)
    assert lost_and_found(project)
    project.write("a.txt", "changed\n")
    snapshot(str(project.folder), "x")
    undo(str(project.folder))
    assert not mark.exists()
