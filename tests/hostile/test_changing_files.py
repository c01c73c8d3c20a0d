"""Files that vanish, change or grow while they are read."""

import os
import threading

import pytest


def test_files_that_come_and_go(tree, put, scan, flaw):
    put("stays.py", flaw)
    for i in range(300):
        put(f"many/m{i}.py", "x = 1\n" * 200)
    stop = threading.Event()

    def disturb():
        while not stop.is_set():
            for i in range(0, 300, 3):
                path = tree / "many" / f"m{i}.py"
                path.unlink(missing_ok=True)
                path.write_text("y = 2\n")

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        outcome = scan("--no-cache")
    finally:
        stop.set()
        thread.join()
    assert outcome.lines("stays.py", "FHC") == {5}


def test_a_file_that_becomes_a_fifo(tree, put, scan):
    put("ok.py", "x = 1\n")
    put("turns.py", "x = 1\n")
    stop = threading.Event()

    def turn():
        while not stop.is_set():
            path = tree / "turns.py"
            path.unlink(missing_ok=True)
            os.mkfifo(path)
            path.unlink()
            path.write_text("x = 1\n")

    thread = threading.Thread(target=turn)
    thread.start()
    try:
        for _ in range(3):
            scan("--no-cache")
    finally:
        stop.set()
        thread.join()
    assert scan("--no-cache").report["summary"]["files"] == 2


def test_a_warm_scan_sees_what_changed(put, scan, flaw, fumehood_at, tmp_path):
    runner = fumehood_at(tmp_path / "home")
    put("a.py", "x = 1\n")
    assert scan(code=0, runner=runner).report["findings"] == []
    put("a.py", flaw)
    assert scan(code=1, runner=runner).lines("a.py", "FHC") == {5}
    put("b.py", flaw)
    assert scan(code=1, runner=runner).lines("b.py", "FHC") == {5}


@pytest.mark.parametrize("restore_time", [False, True])
def test_a_change_that_keeps_the_size(restore_time, put, scan, flaw, fumehood_at, tmp_path):
    """The racy case: same size, and a modification time that was put back."""
    runner = fumehood_at(tmp_path / "home")
    harmless = flaw.replace("'echo ' + name", "'echo hello!'")
    harmless += "#" * (len(flaw) - len(harmless))
    path = put("a.py", harmless)
    assert len(harmless) == len(flaw)
    before = path.stat()
    assert scan(runner=runner).lines("a.py", "FHC") == set()
    path.write_text(flaw)
    if restore_time:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert scan(code=1, runner=runner).lines("a.py", "FHC") == {5}
