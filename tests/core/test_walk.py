"""Which files are found, and what is listed instead."""

import os
import socket

import pytest

from fumehood.core.walk import walk


def paths(walked):
    return [e.path for e in walked.entries]


def reasons(walked):
    return {u.path: u.reason for u in walked.unscanned}


def test_files_come_sorted_with_forward_slashes(tree):
    assert paths(walk(tree({"b/c.txt": "", "a.txt": "", "b/a.txt": ""}))) == ["a.txt", "b/a.txt", "b/c.txt"]


def test_folders_are_skipped_by_kind_and_named(tree):
    root = tree(
        {".git/config": "", "node_modules/x/a.js": "", "env/pyvenv.cfg": "", "env/lib/a.py": "", "a.py": ""}
    )
    walked = walk(root)
    assert paths(walked) == ["a.py"]
    assert walked.skipped == [".git", "env", "node_modules"]


def test_a_root_that_looks_like_an_environment_is_still_scanned(tree):
    assert paths(walk(tree({"pyvenv.cfg": "", "a.py": ""}))) == ["a.py", "pyvenv.cfg"]


def test_gitignored_files_are_marked_not_hidden(tree):
    root = tree(
        {
            ".gitignore": ".env\nbuild/\n*.log\n",
            ".env": "",
            "build/x.py": "",
            "a.py": "",
            "sub/.gitignore": "!keep.log\n",
            "sub/keep.log": "",
            "sub/b.log": "",
        }
    )
    marked = {e.path: e.ignored for e in walk(root).entries}
    assert marked == {
        ".env": True,
        ".gitignore": False,
        "a.py": False,
        "build/x.py": True,
        "sub/.gitignore": False,
        "sub/b.log": True,
        "sub/keep.log": False,
    }


def test_links_are_not_followed_and_those_that_leave_are_listed(tree, tmp_path):
    (tmp_path / "secret").write_text("x")
    root = tree({"a.py": ""})
    os.symlink("a.py", f"{root}/inside")
    os.symlink("nowhere", f"{root}/dangling")
    os.symlink(tmp_path / "secret", f"{root}/outside")
    os.symlink("loop", f"{root}/loop")
    os.symlink(".", f"{root}/self")
    walked = walk(root)
    assert paths(walked) == ["a.py"]
    assert set(reasons(walked)) == {"outside", "loop"}


def test_special_files_are_listed(tree, tmp_path, monkeypatch):
    root = tree({"a.py": ""})
    os.mkfifo(f"{root}/pipe")
    monkeypatch.chdir(root)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("sock")
        assert reasons(walk(root)) == {"pipe": "a FIFO, not read", "sock": "a socket, not read"}


def test_paths_too_long_for_the_system_are_listed(tree):
    root = tree({"a.py": ""})
    here = os.open(root, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=here)
        there = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(here)
    walked = walk(root)
    assert paths(walked) == ["a.py"]
    assert list(reasons(walked).values()) == ["file name too long"]


@pytest.mark.parametrize("start", ["sub", "sub/b.py"])
def test_a_start_below_the_root_keeps_paths_relative_to_it(tree, start):
    assert paths(walk(tree({"a.py": "", "sub/b.py": ""}), [start])) == ["sub/b.py"]
