"""What is looked at, in which order, and that the time is kept."""

import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fumehood.sandbox.covers import find, known
from fumehood.sandbox.covers.find import by_content
from fumehood.sandbox.covers.known import Cover
from fumehood.sandbox.covers.look import Look, take


class Finder:
    """Takes every file with `secret` in it; `slow` seconds a file."""

    def __init__(self, slow=0.0):
        self.slow = slow
        self.asked = []

    def wants(self, path):
        return not path.endswith(".skip")

    def find(self, path, raw, seconds):
        self.asked.append(path)
        end = time.process_time() + self.slow
        while time.process_time() < end:
            pass
        at = raw.find(b"secret")
        return ((at, at + 6),) if at >= 0 else ()


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


def old(folder):
    """Makes all files so old that nothing can hide behind their times: the clock of what is known goes on."""
    return os.stat(folder).st_ctime_ns + 10 * known.RACY


def look(project, finder, seconds=60.0):
    return by_content(str(project), Look(str(project)), (), lambda: finder, seconds)


def test_what_is_found_is_remembered(project, monkeypatch):
    (project / "a.py").write_text("x secret y")
    (project / "b.py").write_text("nothing")
    monkeypatch.setattr(time, "time_ns", lambda: old(project))
    first = Finder()
    found = look(project, first)
    assert [(c.path, c.spans) for c in found.covers] == [("a.py", ((2, 8),))]
    assert sorted(first.asked) == ["a.py", "b.py"]
    second = Finder()
    assert look(project, second) == found
    assert second.asked == []
    (project / "b.py").write_text("now a secret")
    assert {c.path for c in look(project, second).covers} == {"a.py", "b.py"}
    assert second.asked == ["b.py"]


def test_what_is_new_is_looked_at_by_its_content_until_its_time_proves_it(project):
    (project / "a.py").write_text("x secret y")
    look(project, Finder())
    again = Finder()
    assert [c.path for c in look(project, again).covers] == ["a.py"]
    assert again.asked == []  # the content is the same


def test_when_the_time_is_up_the_rest_is_counted_and_the_next_start_goes_on(project, monkeypatch):
    monkeypatch.setattr(find, "ALWAYS", 0)
    for number in range(6):
        (project / f"{number}.py").write_text(f"secret {number}")
    slow = Finder(slow=0.05)
    found = look(project, slow, seconds=0.01)
    assert found.left == 5
    assert len(found.covers) == 1
    rest = Finder()
    found = look(project, rest)
    assert found.left == 0
    assert len(found.covers) == 6
    assert len(rest.asked) == 5


def test_settings_and_what_held_a_secret_come_first(project, monkeypatch):
    monkeypatch.setattr(find, "ALWAYS", 0)
    (project / "a.c").write_text("int")
    (project / "z.yaml").write_text("secret: much longer than the other one")
    finder = Finder()
    look(project, finder)
    assert finder.asked == ["z.yaml", "a.c"]
    (project / "a.c").write_text("int x")
    (project / "z.yaml").write_text("secret: much longer than the other two")
    found = look(project, Finder(slow=0.05), seconds=0.0)
    # No time at all: the whole of it is covered, since it held a secret before.
    assert [(c.path, c.spans) for c in found.covers] == [("z.yaml", ())]


def test_packages_of_others_and_named_secrets_are_left_out(project):
    for path in (
        "node_modules/a/b.js",
        "venv/lib/c.py",
        ".git/config",
        "own.py",
        "keys.py",
        "d.png",
        "e.skip",
    ):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text("secret")
    (project / "venv/pyvenv.cfg").write_text("")
    (project / "link.py").symlink_to("own.py")
    finder = Finder()
    by_content(str(project), None, (str(project / "keys.py"),), lambda: finder, 60.0)
    assert finder.asked == ["own.py"]


def test_a_detector_that_fails_is_said(project):
    (project / "a.py").write_text("x")

    def broken():
        raise ModuleNotFoundError("no detector")

    found = by_content(str(project), None, (), broken, 60.0)
    assert found.problem == "ModuleNotFoundError"
    assert found.left == 1


def test_a_look_that_is_dropped_leaves_no_process(project):
    (project / "folder").mkdir()
    one = Look(str(project))
    process = one._pid
    assert process
    one.drop()
    one.drop()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


@given(
    path=st.text(st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)), min_size=1),
    spans=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=4),
    digest=st.text("0123456789abcdef", min_size=32, max_size=32),
)
def test_what_is_written_is_read(path, spans, digest):
    cover = Cover(path, tuple(spans), digest)
    line = known._written(cover)
    assert "\n" not in line
    assert known._read(line) == cover


def test_every_state_has_its_own_digest(project):
    seen = {take(str(project)).digest}
    (project / "a").write_text("1")
    seen.add(take(str(project)).digest)
    (project / "a").rename(project / "b")
    seen.add(take(str(project)).digest)
    (project / "b").chmod(0o600)
    seen.add(take(str(project)).digest)
    assert len(seen) == 4
