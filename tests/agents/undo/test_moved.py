"""`rm` as a move: only where the words are plain, only what is there, and back again."""

import shlex
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fumehood.agents.undo import moved


@pytest.fixture
def here(tmp_path, own_home):
    folder = own_home / "papers"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "x").write_text("x")
    (folder / "b").write_text("b")
    return folder


def run(command, folder):
    subprocess.run(["sh", "-c", command], cwd=folder, check=True)


def test_a_plain_deletion_becomes_a_move_and_comes_back(here):
    command = moved.plan("rm -rf a b", str(here), "")
    assert moved.newest(str(here)) is None  # planned is not done
    run(command, here)
    assert list(here.iterdir()) == []
    assert moved.newest(str(here)) is not None
    assert moved.undo(str(here)).restored == (str(here / "a"), str(here / "b"))
    assert (here / "a" / "x").read_text() == "x"
    assert moved.undo(str(here)) is None


def test_what_stands_in_the_way_is_left_alone(here):
    run(moved.plan("rm b", str(here), ""), here)
    (here / "b").write_text("new")
    assert moved.undo(str(here)).failed == (str(here / "b"),)
    assert (here / "b").read_text() == "new"
    (here / "b").unlink()
    assert moved.undo(str(here)).restored == (str(here / "b"),)


def test_the_same_call_gives_the_same_move_and_only_that_is_known(here):
    command = moved.plan("rm b", str(here), "call-1")
    assert moved.plan("rm b", str(here), "call-1") == command
    assert moved.planned(command, str(here))
    for other in (f"{command} && rm a", command.replace("mv -- b", "mv -- a"), f"{command} "):
        assert not moved.planned(other, str(here))
    assert not moved.planned(command, str(here.parent))


def test_another_project_does_not_see_it(here, own_home):
    run(moved.plan("rm b", str(here), ""), here)
    assert moved.newest(str(own_home / "elsewhere")) is None
    assert moved.newest(str(own_home)) is not None


def test_old_moves_are_let_go(here, monkeypatch):
    monkeypatch.setattr(moved, "KEPT", 2)
    for number in range(4):
        (here / f"n{number}").write_text("n")
        run(moved.plan(f"rm n{number}", str(here), ""), here)
    restored = []
    while (found := moved.undo(str(here))) is not None:
        restored += found.restored
    assert restored == [str(here / "n3"), str(here / "n2")]


@pytest.mark.parametrize(
    "command",
    [
        "rm", "rm -rf *", "rm -rf $X", "rm a; b", "ls", "rm 'a b'", "rm --no-preserve-root /", "rm -rf .", "rm -rf a/..",
        "rm -x b", "rm -i b", "sudo rm b", "rm a", "rm b missing", "rm -rf /", "rm b b", "rm b\u00a0", "rm\tb", "rm b\r", "rm -rf ../../home/.local",
    ],
)  # fmt: skip
def test_anything_else_is_left_alone(here, command):
    assert moved.plan(command, str(here), "") is None


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["-r", "-rf", "--", "b", "a/x", "./b", "../papers/b", "-v"]), st.text(max_size=6)
        ),
        max_size=5,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_only_plain_words_are_ever_moved(here, words):
    """What is rewritten says the same to a shell as its words split at blanks; and every step is a plain move."""
    command = " ".join(["rm", *words])
    made = moved.plan(command, str(here), "")
    if made is not None:
        assert shlex.split(command) == command.split()
        names = [step.split(" ")[2] for step in made.split(" && ")]
        assert all((here / name).exists() for name in names)
        assert all(step.startswith("mv -- ") for step in made.split(" && "))
