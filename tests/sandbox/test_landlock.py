"""The room without namespaces, as its user meets it."""

import os
import subprocess
import time

import pytest

from fumehood.sandbox.backends.landlock import ruleset
from fumehood.sandbox.backends.landlock.grants import around

pytestmark = pytest.mark.skipif(
    ruleset.abi() < 3, reason="this kernel has no Landlock, or one that is too old"
)
HERE = ("--backend", "landlock")


def test_it_says_what_is_weaker_and_passes_codes_through(anyone):
    done = anyone.run("sh", "-c", "echo out; exit 7", options=HERE)
    assert (done.returncode, done.stdout) == (7, "out\n"), done.stderr
    assert "weaker" in done.stderr
    assert anyone.run("no-such-command-anywhere", options=HERE).returncode == 127
    assert anyone.sh("kill -9 $$", *HERE).returncode == 137


def test_nothing_outside_can_be_read_or_written(anyone):
    private = anyone.home / "private.txt"
    private.write_text("private")
    private.chmod(0o666)
    done = anyone.sh(f"cat {private}; echo x > {private}; cat /proc/$PPID/environ", *HERE)
    assert "private" not in done.stdout
    assert "HOME" not in done.stdout
    assert private.read_text() == "private"


def test_changes_of_the_copy_wait_like_those_of_an_overlay(anyone):
    value = "v" + "4lue"
    anyone.write(".env", f"A={value}\n")
    for name in ("kept", "gone", "sub/changed", "folder/inner"):
        anyone.write(name)
    script = "cat .env; rm gone; rm -r folder; echo y > sub/changed; mkdir new; echo n > new/made; touch kept; chmod +x kept"
    done = anyone.sh(script, *HERE)
    assert "A=" in done.stdout
    assert value not in done.stdout
    assert (anyone.project / "gone").exists()
    shown = anyone("changes", "show").stdout
    for line in ("- gone", "- folder", "~ sub/changed", "+ new/made", "~ kept"):
        assert line in shown
    assert ".env\n" not in shown
    applied = anyone("changes", "apply")
    assert applied.returncode == 0, applied.stderr
    assert not (anyone.project / "gone").exists()
    assert not (anyone.project / "folder").exists()
    assert (anyone.project / "sub/changed").read_text() == "y\n"
    assert os.access(anyone.project / "kept", os.X_OK)
    assert anyone("changes", "undo").returncode == 0
    assert (anyone.project / "folder/inner").exists()


def test_a_run_that_changes_nothing_leaves_nothing(world):
    world.write("a")
    assert world.sh("cat a; touch a", *HERE).returncode == 0
    assert "nothing is pending" in world("changes", "show").stderr


def test_no_process_outlives_the_run(world):
    mark = f"8{os.getpid()}"
    assert world.sh(f"setsid sleep {mark} & sleep 0.2", *HERE).returncode == 0
    assert not _running(mark)


def test_kill_9_of_the_supervisor_ends_the_tree_and_loses_nothing(world):
    mark = f"7{os.getpid()}"
    process = world.start(
        "run", *HERE, "--", "sh", "-c", f"echo kept > kept.txt; setsid sleep {mark} & sleep {mark}"
    )
    deadline = time.monotonic() + 20
    while not _running(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _running(mark)
    process.kill()
    process.communicate()
    while _running(mark) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _running(mark)
    time.sleep(0.2)
    assert "kept.txt" in world("changes", "show").stdout


@pytest.mark.parametrize(
    ("option", "script", "code", "word"),
    [
        ("--time=1s", "sleep 30", 124, "time"),
        ("--pids=20", "for i in $(seq 60); do setsid sleep 5 & done; sleep 5", 137, "processes"),
        ("--disk=8m", "dd if=/dev/zero of=big bs=1M count=200; sleep 1", 137, "disk"),
    ],
)
def test_limits_hold_for_the_whole_tree(world, option, script, code, word):
    done = world.sh(script, *HERE, option)
    assert done.returncode == code, done.stderr
    assert word in done.stderr


def test_direct_takes_over_what_may_be_taken_over(anyone):
    anyone.write(".env", "A=1\n")
    anyone.write("sub/x")
    done = anyone.sh(
        "cat .env; echo y > sub/x; echo n > new; echo z > CLAUDE.md", *HERE, "--workspace", "direct"
    )
    assert done.returncode == 0, done.stderr
    assert "A=1" not in done.stdout
    assert (anyone.project / "sub/x").read_text() == "y\n"
    assert (anyone.project / "new").exists()
    assert not (anyone.project / "CLAUDE.md").exists()
    assert "CLAUDE.md" in anyone("changes", "show").stdout


def test_modes_owners_and_times_change_in_the_room_only(anyone):
    """The files outside belong to the same user: without a judge outside, their owner could."""
    private = anyone.home / "private.txt"
    private.write_text("private")
    private.chmod(0o600)
    if anyone.user is not None:
        os.chown(private, anyone.user, anyone.user)
    before = private.stat()
    anyone.write("own", "x")
    script = f"""
import os, stat
def attempt(what):
    try: what(); print("done")
    except PermissionError: print("refused")
out = {str(private)!r}
os.symlink(out, "link")
attempt(lambda: os.chmod(out, 0o777))
attempt(lambda: os.chmod("link", 0o777))
attempt(lambda: os.chmod(f"/proc/self/fd/{{os.open(out, os.O_PATH)}}", 0o777))
attempt(lambda: os.utime(out, (1, 1)))
attempt(lambda: os.chown(out, os.getuid(), os.getgid()))
attempt(lambda: os.chmod("/usr/bin/env", 0o755))
attempt(lambda: os.chmod("own", 0o4755))
os.chmod("own", 0o700)
with open("own") as file:
    os.fchmod(file.fileno(), 0o750)
os.utime("own", ns=(5, 7))
os.utime("link", (3, 3), follow_symlinks=False)
os.chown("own", -1, os.getgid())
found = os.stat("own")
print(oct(stat.S_IMODE(found.st_mode)), found.st_mtime_ns, os.lstat("link").st_mtime)
"""
    done = anyone.run("/usr/bin/python3", "-c", script, options=HERE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["refused"] * 7 + ["0o750", "7", "3.0"]
    after = private.stat()
    assert (after.st_mode, after.st_mtime_ns, after.st_uid) == (
        before.st_mode,
        before.st_mtime_ns,
        before.st_uid,
    )


def test_the_judge_outside_survives_nonsense_and_races(world):
    """Wild arguments, and a path that is exchanged for a link out while it is judged."""
    private = world.home / "private.txt"
    private.write_text("private")
    private.chmod(0o600)
    script = f"""
import ctypes, os, platform, random, threading
libc = ctypes.CDLL(None)
column = platform.machine() != "x86_64"
calls = [n for n in ((90, -1), (91, 52), (268, 53), (452, 452), (92, -1), (93, 55), (94, -1), (260, 54), (132, -1), (235, -1),
                     (261, -1), (280, 88)) if n[column] >= 0]
text = ctypes.create_string_buffer(b"own")
values = [0, 1, 3, -1, -100, 2**31, 2**63, 2**64 - 1, ctypes.addressof(text), 0x1000, 0o777, 0x100]
random.seed(1)
for _ in range(400):
    number = random.choice(calls)[column]
    libc.syscall(number, *(ctypes.c_ulong(random.choice(values) & (2**64 - 1)) for _ in range(5)))
os.mkdir("place")
going = True
def swap():
    while going:
        for make in (lambda: os.symlink({str(private)!r}, "target"), lambda: open("target", "w").close()):
            try: make(); os.unlink("target")
            except OSError: pass
thread = threading.Thread(target=swap); thread.start()
for _ in range(400):
    try: os.chmod("target", 0o777)
    except OSError: pass
going = False
thread.join()
open("own", "w").close()
os.chmod("own", 0o711)
print(oct(os.stat("own").st_mode & 0o777))
"""
    done = world.run("/usr/bin/python3", "-c", script, options=HERE)
    assert (done.returncode, done.stdout) == (0, "0o711\n"), done.stderr
    assert private.stat().st_mode & 0o777 == 0o600


def test_limits_and_priorities_of_other_processes_are_left_alone(world):
    other = subprocess.Popen(["sleep", "60"])
    script = f"""
import os, resource
for what in (lambda: resource.prlimit({other.pid}, resource.RLIMIT_CORE, (0, 0)),
             lambda: os.sched_setaffinity({other.pid}, {{0}}), lambda: os.setpriority(os.PRIO_PROCESS, {other.pid}, 9)):
    try: what(); print("done")
    except OSError: print("refused")
resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); os.nice(1); os.sched_setaffinity(0, os.sched_getaffinity(0))
"""
    try:
        done = world.run("/usr/bin/python3", "-c", script, options=HERE)
    finally:
        other.kill()
        other.wait()
    assert (done.returncode, done.stdout.split()) == (0, ["refused"] * 3), done.stderr


def test_the_path_of_the_project_leads_into_the_copy(world):
    world.write("script.sh", "cat told; pwd\n")
    world.write("told", "here\n")
    done = world.run("sh", f"{world.project}/script.sh", options=HERE)
    assert done.stdout.startswith("here\n"), done.stderr


def test_rights_around_a_secret_name_its_neighbours(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/secret").touch()
    (tmp_path / "a/open").touch()
    (tmp_path / "b").mkdir()
    found = dict(around(str(tmp_path), (str(tmp_path / "a/secret"),)))
    assert str(tmp_path / "a/secret") not in found
    assert found[str(tmp_path / "a/open")] == found[str(tmp_path / "b")] == ruleset.READ
    assert found[str(tmp_path)] == ruleset.READ_DIR


def _running(mark: str) -> bool:
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if file.read() == b"sleep\0%s\0" % mark.encode():
                    return True
        except OSError:
            continue
    return False
