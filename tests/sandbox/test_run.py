"""The room as its user meets it: what works, what is not there, how it ends."""

import os
import resource
import signal
import time
from pathlib import Path

import pytest


def test_output_arguments_and_code_pass_through(anyone):
    done = anyone.run("sh", "-c", 'printf "%s|" "$@"; echo note >&2; exit 7', "sh", "a b", "", "$HOME", "*")
    assert done.returncode == 7, done.stderr
    assert done.stdout == "a b||$HOME|*|"
    assert "note" in done.stderr


def test_standard_input_passes_through(world):
    process = world.start("run", "--", "cat", stdin=-1)
    assert process.communicate("hello\n", timeout=30)[0] == "hello\n"


def test_a_command_that_is_not_there_is_127(world):
    assert world.run("no-such-command-anywhere").returncode == 127


def test_a_command_that_a_signal_ends_is_128_and_its_number(world):
    assert world.sh("kill -9 $$").returncode == 137


def test_the_project_is_untouched_and_the_change_waits(anyone):
    anyone.write("kept.txt", "before\n")
    done = anyone.sh("echo after > kept.txt; echo new > made.txt; cat kept.txt")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "after\n"
    assert (anyone.project / "kept.txt").read_text() == "before\n"
    assert not (anyone.project / "made.txt").exists()
    assert "made.txt" in anyone("changes", "show").stdout


def test_secrets_show_their_keys_with_fake_values(anyone):
    value = "v" + "4lue"
    anyone.write(".env", f"TOKEN={value}\nMODE: {value}\n")
    anyone.write("deep/down/server.key", value)
    done = anyone.sh("cat .env deep/down/server.key")
    assert "TOKEN=" in done.stdout
    assert value not in done.stdout


def test_more_secret_files_than_a_process_may_have_open(world):
    for number in range(90):
        world.write(f"d{number}/.env", "A_KEY=made-up\n")
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    done = world.run(
        "cat",
        "d7/.env",
        "d89/.env",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, hard)),
    )
    assert done.stdout == "A_KEY=masked-by-fumehood\n" * 2, done.stderr
    few = world.run("true", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (80, 80)))
    assert few.returncode == 125
    assert "ulimit" in few.stderr


def test_more_secret_files_than_bubblewrap_takes_words_for(world):
    for number in range(1800):
        (world.project / f".env.{number}").write_text("x")
    done = world.run("true")
    assert done.returncode == 125
    assert "1800 files" in done.stderr


def test_nothing_of_the_machine_is_there(anyone):
    (anyone.home / "private.txt").write_text("private")
    script = "cat ~/private.txt /etc/shadow; cat /proc/1/environ /proc/self/environ | tr '\\0' '\\n'; ls -A ~"
    done = anyone.run("sh", "-c", script, variables={"MY_TOKEN": "tok" + "en-value"})
    assert "private" not in done.stdout
    assert "token-value" not in done.stdout
    assert "root:" not in done.stdout


def test_named_variables_and_paths_come_in(world):
    extra = world.home / "extra"
    extra.mkdir()
    (extra / "a.txt").write_text("seen")
    options = ("--env", "WANTED", "--ro", str(extra))
    done = world.run("sh", "-c", f"echo $WANTED; cat {extra}/a.txt; echo x > {extra}/b", options=options,
                     variables={"WANTED": "here"})  # fmt: skip
    assert done.stdout == "here\nseen"
    assert done.returncode != 0
    assert not (extra / "b").exists()


def test_descriptors_of_the_launcher_do_not_come_along(world):
    number = os.open(world.home, os.O_RDONLY)
    try:
        done = world.run("sh", "-c", f"ls /proc/self/fd/{number}", pass_fds=[number])
    finally:
        os.close(number)
    assert done.returncode != 0


def test_a_planted_credential_that_is_read_is_told(world):
    assert "planted" not in world.sh("ls -la ~ ~/.ssh").stderr
    assert ".ssh/id_ed25519" in world.sh("cat ~/.ssh/id_ed25519 > /dev/null").stderr


@pytest.mark.parametrize(
    ("option", "script", "code", "word"),
    [
        ("--time=1s", "sleep 30", 124, "time"),
        ("--pids=20", "for i in $(seq 60); do sleep 5 & done; wait", 137, "processes"),
        ("--disk=8m", "dd if=/dev/zero of=big bs=1M count=200", 137, "disk"),
        ("--memory=80m", "python3 -c 'x = [bytes([1]) * (1 << 20) for _ in range(2000)]'", 137, "memory"),
    ],
)
def test_a_limit_ends_the_tree_and_is_named(world, option, script, code, word):
    done = world.sh(script, option)
    assert done.returncode == code, done.stderr
    assert word in done.stderr


def test_what_programs_need_works(anyone):
    script = """
import multiprocessing, os, socket, subprocess, tempfile
socket.socketpair()
multiprocessing.Lock()
with multiprocessing.Pool(2) as pool: assert pool.map(abs, [-1, -2]) == [1, 2]
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).close()
tempfile.NamedTemporaryFile().write(b"x")
open(os.path.expanduser("~/x"), "w").write("x")
"""
    done = anyone.run("/usr/bin/python3", "-c", script)
    assert done.returncode == 0, done.stderr


def test_no_control_group_is_left(world):
    assert world.run("true").returncode == 0
    left = [path for path in Path("/sys/fs/cgroup").glob("**/fumehood-*") if (path / "cgroup.procs").exists()]
    owners = [path.name.split("-")[1] for path in left]
    assert not [pid for pid in owners if not Path("/proc", pid).exists()]


def test_no_network_is_there(world):
    script = (
        "import socket; print(socket.if_nameindex() if 0 else open('/proc/net/route').read().count(chr(10)))"
    )
    assert world.run("/usr/bin/python3", "-c", script).stdout.strip() == "1"


def test_kill_9_of_the_supervisor_leaves_no_process_and_loses_nothing(world):
    name = f"9{os.getpid()}"
    process = world.start("run", "--", "sh", "-c", f"echo kept > kept.txt; sleep {name}")
    deadline = time.monotonic() + 20
    while not _processes(name) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _processes(name)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    while _processes(name) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _processes(name)
    assert str(world.project) not in Path("/proc/self/mounts").read_text()
    assert "kept.txt" in world("changes", "show").stdout


def _processes(word: str) -> list[str]:
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if file.read() == b"sleep\0%s\0" % word.encode():
                    found.append(pid)
        except OSError:
            continue
    return found


def test_sigterm_reaches_the_command(world):
    process = world.start(
        "run", "--", "sh", "-c", 'trap "echo caught; exit 5" TERM; echo ready; while :; do sleep 0.1; done'
    )
    assert process.stdout.readline() == "ready\n"
    process.terminate()
    out, _ = process.communicate(timeout=30)
    assert (out, process.returncode) == ("caught\n", 5)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--backend", "gvisor", "--net", "allow", "--allow-host", "example.org"], 125),
        (["--backend", "nothing"], 2),
        (["--net", "registry"], 2),
        (["--net", "allow"], 2),
        (["--memory", "much"], 2),
        (["--workspace", "somewhere"], 2),
    ],
)
def test_what_cannot_be_had_is_refused_and_nothing_runs(world, options, code):
    done = world.run("sh", "-c", "echo ran", options=tuple(options))
    assert done.returncode == code
    assert "ran" not in done.stdout
    assert "help:" in done.stderr


def test_a_dry_run_prints_and_runs_nothing(world):
    done = world.sh("echo ran > made", "--dry-run")
    assert done.returncode == 0
    for word in ("workspace", "network", "limits", "argv", "--seccomp"):
        assert word in done.stdout
    assert "nothing is pending" in world("changes", "show").stderr


def test_home_is_no_project(world):
    world.project = world.home
    assert world.sh("echo ran").returncode == 125
