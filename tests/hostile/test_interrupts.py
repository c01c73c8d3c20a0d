"""A scan that is broken off leaves nothing broken, and a worker that dies costs one file."""

import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

FILES = 600


@pytest.fixture
def large(put, flaw):
    for i in range(FILES):
        put(f"d{i % 30}/m{i}.py", flaw + f"\n\nx{i} = [" + "1, " * 400 + "]\n")


def children_of(pid: int) -> list[int]:
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                if int(file.read().rsplit(")", 1)[1].split()[1]) == pid:
                    found.append(int(name))
        except OSError:
            continue
    return found


def alive(pids: list[int]) -> list[int]:
    return [
        p
        for p in pids
        if os.path.exists(f"/proc/{p}") and "Z" not in Path(f"/proc/{p}/stat").read_text().split(")")[1]
    ]


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="looks at processes through /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("delay", [0.15, 0.5, 1.0])
def test_an_interrupted_scan(number, delay, large, tree, tmp_path, fumehood_at):
    home = tmp_path / "home"
    runner = fumehood_at(home)
    process = runner.start("scan", ".", "--format", "json", "--jobs", "2", cwd=tree)
    time.sleep(delay)
    workers = children_of(process.pid)
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as a terminal does it
    else:
        process.send_signal(number)
    _, err = process.communicate(timeout=30)
    assert b"Traceback" not in err, err[-2000:]
    assert process.returncode in (0, 1, 4, 130, 143, -2, -15), process.returncode
    time.sleep(0.5)
    assert not alive(workers), "workers must not outlive the scan"
    for database in home.rglob("*.sqlite3"):
        assert sqlite3.connect(database).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again = runner("scan", ".", "--format", "json", cwd=tree)
    assert again.code == 1
    assert len([f for f in again.report["findings"] if f["rule"].startswith("FHC")]) == FILES


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="finds the workers through /proc")
def test_a_killed_worker_costs_its_file_only(large, tree, fumehood):
    process = fumehood.start("scan", ".", "--format", "json", "--jobs", "2", "--no-cache", cwd=tree)
    deadline = time.monotonic() + 20
    victims: list[int] = []
    while time.monotonic() < deadline and process.poll() is None and not victims:
        victims = children_of(process.pid)
        time.sleep(0.02)
    time.sleep(0.2)
    for pid in victims[:1]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pytest.skip("the scan was over before its worker could be killed")
    out, err = process.communicate(timeout=60)
    assert b"Traceback" not in err
    assert process.returncode == 1, err[-500:]
    import json

    report = json.loads(out)
    found = len([f for f in report["findings"] if f["rule"].startswith("FHC")])
    assert found + len(report["unscanned"]) >= FILES
    assert len(report["unscanned"]) <= 2


def test_a_closed_pipe_is_no_error(large, tree, fumehood):
    """`fumehood scan | head -1`"""
    command = fumehood.command
    done = subprocess.run(
        ["sh", "-c", f'"{command}" scan . | head -1'],
        cwd=tree,
        env=fumehood.environment,
        capture_output=True,
        timeout=60,
    )
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
    assert done.stdout
