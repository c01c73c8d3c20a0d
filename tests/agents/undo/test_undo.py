"""There and back: what a command destroyed is as it was, and nothing else has moved."""

import os
import shutil

from fumehood.agents.undo.restore import undo
from fumehood.agents.undo.snapshots import snapshot


def test_edited_untracked_and_deleted_files_come_back(project):
    project.write("a.txt", "edited, in no commit\n")
    untracked = project.write("notes/new.txt", "untracked\n")
    before = project.state()
    assert snapshot(str(project.folder), "rm -rf").new
    assert project.state() == before
    for name in ("src", "notes"):
        shutil.rmtree(project.folder / name)
    (project.folder / "a.txt").unlink()
    outcome = undo(str(project.folder))
    assert set(outcome.restored) == {"a.txt", "notes/new.txt", "src/b.py"}
    assert (project.folder / "a.txt").read_text() == "edited, in no commit\n"
    assert untracked.read_text() == "untracked\n"
    assert project.state() == before


def test_an_undo_can_be_undone(project):
    snapshot(str(project.folder), "edit")
    project.write("a.txt", "later\n")
    undo(str(project.folder))
    assert (project.folder / "a.txt").read_text() == "one\n"
    undo(str(project.folder))
    assert (project.folder / "a.txt").read_text() == "later\n"


def test_files_made_since_stay_unless_they_are_to_go(project):
    snapshot(str(project.folder), "edit")
    project.write("a.txt", "later\n")
    made = project.write("made.txt")
    assert undo(str(project.folder)).left == ("made.txt",)
    assert made.exists()
    project.write("a.txt", "again\n")
    snapshot(str(project.folder), "edit")
    more = project.write("more.txt")
    assert undo(str(project.folder), remove_new=True).removed == ("more.txt",)
    assert not more.exists()


def test_ignored_files_named_by_rm_come_back(project):
    data = project.write("data/deep/result.csv", "weeks of work\n")
    target = str(project.folder / "data")
    assert snapshot(str(project.folder), "rm -rf data", [target]).trash == 1
    shutil.rmtree(target)
    assert undo(str(project.folder)).restored == ("data/deep/result.csv",)
    assert data.read_text() == "weeks of work\n"


def test_targets_outside_of_the_project_and_in_git_are_left_alone(project, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x").write_text("x")
    (project.folder / "link").symlink_to(tmp_path / "elsewhere")
    targets = [str(tmp_path / "elsewhere"), str(project.folder / ".git"), str(project.folder / "link" / "x")]
    assert snapshot(str(project.folder), "rm", targets).trash == 0


def test_nothing_changed_is_no_new_snapshot(project):
    first = snapshot(str(project.folder), "one")
    second = snapshot(str(project.folder), "two")
    assert (first.new, second.new, first.commit) == (True, False, second.commit)
    assert undo(str(project.folder)) is None


def test_links_modes_and_odd_names_are_kept(project):
    project.write("run.sh", "#!/bin/sh\n").chmod(0o755)
    (project.folder / "link").symlink_to("a.txt")
    odd = project.write('od\nd "é".txt', "odd\n")
    (project.folder / os.fsdecode(b"raw-\xff")).write_text("raw")
    snapshot(str(project.folder), "x")
    for name in ("run.sh", "link", odd.name, os.fsdecode(b"raw-\xff")):
        (project.folder / name).unlink()
    assert len(undo(str(project.folder)).restored) == 4
    assert os.access(project.folder / "run.sh", os.X_OK)
    assert os.readlink(project.folder / "link") == "a.txt"
    assert odd.read_text() == "odd\n"


def test_a_link_in_the_way_leads_nowhere(project, tmp_path):
    snapshot(str(project.folder), "x")
    shutil.rmtree(project.folder / "src")
    (tmp_path / "outside").mkdir()
    (project.folder / "src").symlink_to(tmp_path / "outside")
    outcome = undo(str(project.folder))
    assert "src/b.py" in outcome.failed
    assert not list((tmp_path / "outside").iterdir())


def test_many_files(make):
    project = make()
    for number in range(300):
        project.write(f"d{number % 7}/{number}.txt", f"{number}\n")
    snapshot(str(project.folder), "x")
    for number in range(7):
        shutil.rmtree(project.folder / f"d{number}")
    assert len(undo(str(project.folder)).restored) == 300
    assert (project.folder / "d3" / "150.txt").read_text() == "150\n"


def test_a_tree_that_is_too_large_is_said(project, monkeypatch):
    monkeypatch.setattr("fumehood.agents.undo.files.MOST_FILES", 2)
    taken = snapshot(str(project.folder), "x")
    assert taken.commit == ""
    assert "more than a snapshot takes" in taken.notices[0]


def test_a_large_file_is_left_out_and_said(project, monkeypatch):
    monkeypatch.setattr("fumehood.agents.undo.files.LARGEST_FILE", 100)
    project.write("big.bin", "x" * 200)
    assert "big.bin" in snapshot(str(project.folder), "x").notices[0]


def test_old_snapshots_are_let_go(project, monkeypatch):
    monkeypatch.setattr("fumehood.agents.undo.snapshots.KEPT", 3)
    for number in range(6):
        project.write("a.txt", f"{number}\n")
        snapshot(str(project.folder), "x")
    assert len(project("for-each-ref", "refs/fumehood").splitlines()) == 3
