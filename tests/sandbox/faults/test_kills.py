"""SIGKILL at any moment, of any process of ours: nothing goes on, nothing is mounted, nothing is lost."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

PATIENCE = 30


def wait_for(condition):
    """Until it holds; a slow machine may take its time."""
    end = time.monotonic() + PATIENCE
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def with_mark(mark):
    """The processes whose command line or environment has the mark."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        if int(pid) == os.getpid():
            continue
        try:
            text = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            continue
        if mark.encode() in text:
            found.append(int(pid))
    return found


def children(pid):
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def hang_ups_count():
    """Whoever started the tests with nohup had them ignored."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def whole(world, mark):
    """Nothing goes on, nothing is mounted, and the record can be read."""
    assert wait_for(lambda: not with_mark(mark)), [
        Path(f"/proc/{p}/cmdline").read_bytes() for p in with_mark(mark)
    ]
    assert str(world.project) not in Path("/proc/self/mounts").read_text()
    shown = world("changes", "show", "--stat")
    assert shown.returncode == 0, shown.stderr


@pytest.mark.parametrize("who", ["supervisor", "shell around it", "bubblewrap"])
def test_a_kill_at_any_moment_of_a_run(world, who):
    world.write("host.txt", "mine\n")
    mark = f"mark-{os.getpid()}-{random.randrange(10**9)}"
    script = "i=0; while :; do i=$((i+1)); echo $i > file-$i; sleep 0.02; done"
    for delay in (0.0, 0.02, 0.05, 0.1, 0.15, 0.3):
        words = [*world.command, "run", "--env", "MARK", "--", "sh", "-c", script, mark]
        if who == "shell around it":
            words = ["sh", "-c", '"$@"; true', "sh", *words]
        process = subprocess.Popen(
            words, cwd=world.project, env=world.environment | {"MARK": mark}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=hang_ups_count,
        )  # fmt: skip
        time.sleep(delay + random.random() * 0.05)
        if who == "bubblewrap":
            victims = children(process.pid)
            for pid in victims[-1:]:
                os.kill(pid, signal.SIGKILL)
            if not victims:
                process.kill()
        else:
            process.kill()
        if who == "shell around it":
            for pid in with_mark(mark):  # a shell's end does not end what it started; its terminal's does
                if b"run" in Path(f"/proc/{pid}/cmdline").read_bytes() and pid != process.pid:
                    os.kill(pid, signal.SIGHUP)
        if (
            who == "bubblewrap"
            and process.poll() is None
            and not wait_for(lambda process=process: process.poll() is not None)
        ):
            process.kill()
        process.wait(timeout=PATIENCE)
    whole(world, mark)
    assert (world.project / "host.txt").read_text() == "mine\n"
    assert os.listdir(world.project) == ["host.txt"]
    assert world("changes", "discard").returncode == 0


def test_with_nohup_a_run_outlives_its_terminal(world):
    process = world.start(
        "run", "--", "sh", "-c", "echo ready; read line; echo $line", stdin=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )  # fmt: skip
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGHUP)
    time.sleep(0.3)  # the signal must do nothing: there is no state to wait for
    out, err = process.communicate("on\n", timeout=PATIENCE)
    assert (out, process.returncode) == ("on\n", 0), err


def test_what_was_written_before_the_kill_is_still_pending(world):
    mark = f"mark-{os.getpid()}-{random.randrange(10**9)}"
    process = world.start("run", "--", "sh", "-c", f"echo kept > kept.txt; echo ready; : {mark}; sleep 1000")
    assert process.stdout.readline() == "ready\n"
    process.kill()
    process.communicate(timeout=PATIENCE)
    whole(world, mark)
    assert "kept.txt" in world("changes", "show").stdout
    assert world("changes", "apply").returncode == 0
    assert (world.project / "kept.txt").read_text() == "kept\n"


FILES = 60


def texts(world):
    return {path.name: path.read_text() for path in world.project.iterdir() if path.is_file()}


def begun(world, word):
    """How many files are new (or old) already, while somebody writes."""
    return sum((world.project / f"f{number}").read_text().startswith(word) for number in range(FILES))


def test_a_kill_at_any_moment_of_an_apply(world):
    before = {f"f{number}": f"old {number}\n" for number in range(FILES)}
    after = {name: text.replace("old", "new") for name, text in before.items()}
    for round_ in range(8):
        for name, text in before.items():
            world.write(name, text)
        world.sh("for f in f*; do sed -i s/old/new/ $f; done")
        process = world.start("changes", "apply", "--yes")
        # At some step of it: as soon as so many files are new.
        least = round_ * 8
        while process.poll() is None and begun(world, "new") < least:
            pass
        process.kill()
        process.communicate(timeout=PATIENCE)
        now = texts(world)
        assert all(now[name] in (before[name], after[name]) for name in before)
        if round_ % 2:
            if now != before:
                world("changes", "undo")
            assert texts(world) == before
            world("changes", "discard")
        else:
            shown = world("changes", "show", "--stat")
            assert "conflict" not in shown.stdout
            world("changes", "apply", "--yes")
            assert texts(world) == after
            assert "nothing is pending" in world("changes", "show").stderr


def test_an_apply_that_was_cut_off_is_told(world):
    world.write("a.txt", "old\n")
    world.sh("echo new > a.txt")
    world("changes", "apply")
    (journal,) = (world.home / ".local/state/fumehood/runs").glob("*/applied/*/journal.jsonl")
    journal.write_text("".join(line for line in journal.read_text().splitlines(True) if '"end"' not in line))
    rest = world.write(".a.txt.fumehood.new", "half")
    assert "was cut off" in world("changes", "show").stderr
    assert rest.exists()  # the last step was done: this file is no rest of it
    journal.write_text("".join(line for line in journal.read_text().splitlines(True) if '"done"' not in line))
    world("changes", "show")
    assert not rest.exists()
    assert world("changes", "undo").returncode == 0
    assert texts(world) == {"a.txt": "old\n"}


def test_a_kill_at_any_moment_of_an_undo(world):
    before = {f"f{number}": f"old {number}\n" for number in range(FILES)}
    for name, text in before.items():
        world.write(name, text)
    for least in (1, 10, 30, 50):
        world.sh("for f in f*; do sed -i s/old/new/ $f; done")
        assert world("changes", "apply", "--yes").returncode == 0
        process = world.start("changes", "undo")
        while process.poll() is None and begun(world, "old") < least:
            pass
        process.kill()
        process.communicate(timeout=PATIENCE)
        if texts(world) != before:
            assert world("changes", "undo").returncode == 0
        assert texts(world) == before


def test_a_kill_while_a_copy_is_gathered_loses_and_invents_nothing(world):
    for number in range(200):
        world.write(f"d{number % 10}/f{number}", f"old {number}\n")
    made = world.sh("true", "--backend", "landlock")
    if made.returncode == 125:
        pytest.skip("no Landlock here")
    process = None
    for delay in (0.0, 0.01, 0.03, 0.06, 0.1, 0.2):
        done = world.start(
            "run",
            "--backend",
            "landlock",
            "--",
            "sh",
            "-c",
            "echo new > d1/f1; rm d2/f2; echo ready; exec sleep 1000",
        )
        assert done.stdout.readline() == "ready\n"
        done.kill()
        done.communicate(timeout=PATIENCE)
        # The first verb that comes gathers what the copy holds; it is killed at that.
        process = world.start("changes", "show", "--stat")
        time.sleep(0.05 + delay)
        process.kill()
        process.communicate(timeout=PATIENCE)

        def gathered():
            out = world("changes", "show", "--stat").stdout
            return out if "d1/f1" in out else ""

        assert wait_for(gathered)
        changes = [line.strip() for line in gathered().splitlines() if line.startswith("  ")]
        assert changes == ["~ d1/f1", "- d2/f2"]
        world("changes", "discard")
