"""Files that are no files: none is waited for, followed or skipped in silence."""

import os
import socket
import subprocess

import pytest


def test_a_fifo_is_listed(tree, put, scan):
    put("ok.py", "x = 1\n")
    os.mkfifo(tree / "pipe.py")
    outcome = scan(code=4)
    assert "FIFO" in outcome.unscanned["pipe.py"]


def test_ignore_files_and_configuration_that_are_fifos(tree, put, scan, fumehood, sound):
    put("ok.py", "x = 1\n")
    os.mkfifo(tree / ".gitignore")
    assert ".gitignore" in scan(code=4).unscanned
    os.mkfifo(tree / "fumehood.toml")
    sound(fumehood("scan", ".", cwd=tree))


def test_a_socket_is_listed(tree, put, scan):
    put("ok.py", "x = 1\n")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(os.path.relpath(tree / "talk.py"))
        assert "socket" in scan(code=4).unscanned["talk.py"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes device files")
def test_a_device_is_listed(tree, put, scan):
    put("ok.py", "x = 1\n")
    try:
        os.mknod(tree / "zero.py", 0o20666, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("this machine allows no device files")
    assert "device" in scan(code=4).unscanned["zero.py"]


def test_links_are_not_followed_out_of_the_tree(tree, tmp_path, put, scan, flaw):
    put("ok.py", "x = 1\n")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.py").write_text(flaw)
    os.symlink(outside, tree / "folder")
    os.symlink(outside / "secret.py", tree / "file.py")
    os.symlink("/etc/passwd", tree / "passwd.txt")
    outcome = scan(code=4)
    assert not outcome.report["findings"]
    assert {"folder", "file.py", "passwd.txt"} <= outcome.unscanned.keys()


def test_links_in_circles_end(tree, put, scan, flaw):
    put("a/ok.py", flaw)
    os.symlink("self.py", tree / "self.py")
    os.symlink("..", tree / "a" / "up")
    os.symlink(".", tree / "a" / "here")
    os.symlink("two", tree / "one")
    os.symlink("one", tree / "two")
    outcome = scan()
    assert outcome.lines("a/ok.py", "FHC") == {5}
    assert len({f["path"] for f in outcome.report["findings"]}) == 1


def test_a_link_as_the_root_is_the_users_word(tree, tmp_path, put, fumehood, sound, flaw):
    put("a.py", flaw)
    os.symlink(tree, tmp_path / "link")
    outcome = fumehood("scan", "link", "--format", "json", cwd=tmp_path)
    sound(outcome)
    assert outcome.code == 1


def test_a_dangling_link_breaks_nothing(tree, put, scan):
    put("ok.py", "x = 1\n")
    os.symlink("nowhere.py", tree / "gone.py")
    assert scan().code in (0, 4)


def test_a_sparse_file_of_gigabytes_is_listed(tree, put, scan):
    put("ok.py", "x = 1\n")
    with open(tree / "huge.py", "wb") as file:
        file.write(b"# text\n")
        file.truncate(6 << 30)
    assert "larger" in scan(code=4).unscanned["huge.py"]


def test_an_unreadable_file_and_folder_are_listed(tree, put, scan, fumehood_at, tmp_path):
    put("ok.py", "x = 1\n")
    put("closed.py", "x = 1\n").chmod(0)
    put("shut/in.py", "x = 1\n").parent.chmod(0)
    try:
        if os.access(tree / "closed.py", os.R_OK):
            pytest.skip("root may read everything")
        unscanned = scan(code=4).unscanned
        assert {"closed.py", "shut"} <= unscanned.keys()
    finally:
        (tree / "shut").chmod(0o755)


def test_an_unreadable_file_as_another_user(tree, put, tmp_path, fumehood, sound):
    """The same as root, who may read everything, by giving the rights up for the run."""
    if os.geteuid() != 0:
        pytest.skip("the test before this one covers it")
    capsh = subprocess.run(["which", "setpriv"], capture_output=True).returncode
    if capsh:
        pytest.skip("setpriv is not installed")
    put("ok.py", "x = 1\n")
    put("closed.py", "x = 1\n").chmod(0)
    put("shut/in.py", "x = 1\n").parent.chmod(0)
    without = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    command = fumehood.command
    done = subprocess.run(
        [*without, command, "scan", ".", "--format", "json"],
        cwd=tree,
        env=fumehood.environment,
        capture_output=True,
        timeout=60,
    )
    if b"setpriv" in done.stderr:
        pytest.skip("this machine does not let capabilities be dropped")
    (tree / "shut").chmod(0o755)
    assert done.returncode == 4
    assert b'"closed.py"' in done.stdout
    assert b'"shut"' in done.stdout


def test_paths_longer_than_the_system_allows(tree, put, scan, flaw):
    put("top.py", flaw)
    here = os.open(tree, os.O_RDONLY)
    name = "d" * 200
    try:
        for _ in range(30):  # 6,000 bytes, past PATH_MAX
            os.mkdir(name, dir_fd=here)
            there = os.open(name, os.O_RDONLY, dir_fd=here)
            os.close(here)
            here = there
        deep = os.open("deep.py", os.O_WRONLY | os.O_CREAT, dir_fd=here)
        os.write(deep, flaw.encode())
        os.close(deep)
    finally:
        os.close(here)
    outcome = scan()
    assert outcome.lines("top.py", "FHC") == {5}
    paths = {f["path"] for f in outcome.report["findings"]}
    deep_seen = any(p.endswith("deep.py") for p in paths) or any(
        u.startswith(name) for u in outcome.unscanned
    )
    assert deep_seen, "neither scanned nor listed"


def test_five_thousand_nested_folders(tree, put, scan, flaw):
    put("top.py", flaw)
    here = os.open(tree, os.O_RDONLY)
    for _ in range(5000):
        os.mkdir("d", dir_fd=here)
        there = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(here)
    outcome = scan()
    assert outcome.lines("top.py", "FHC") == {5}
    assert outcome.code == 1
    subprocess.run(["rm", "-rf", str(tree)], check=True)


def test_a_tree_of_nothing_but_a_fifo_is_not_clean(tree, scan):
    os.mkfifo(tree / "pipe")
    assert scan().code in (3, 4)
