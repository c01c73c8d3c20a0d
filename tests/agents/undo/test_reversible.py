"""`rm` as a move: only where the words are plain."""

import subprocess

import pytest

from fumehood.agents.undo.reversible import reversible


def test_a_plain_deletion_becomes_a_move(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x").write_text("x")
    (tmp_path / "b").write_text("b")
    command = reversible("rm -rf a b")
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True)
    assert not (tmp_path / "a").exists()
    assert sorted(p.name for p in (tmp_path / "state").rglob("*") if p.is_file()) == ["b", "x"]


@pytest.mark.parametrize(
    "command",
    [
        "rm",
        "rm -rf *",
        "rm -rf $X",
        "rm a; b",
        "ls",
        "rm 'a b'",
        "rm --no-preserve-root /",
        "rm -rf .",
        "rm -x a",
        "sudo rm a",
    ],
)
def test_anything_else_is_left_alone(command):
    assert reversible(command) is None
