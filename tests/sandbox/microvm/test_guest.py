"""Real machines: qemu with a real kernel. Few boots, each asked for much: an emulated one takes seconds to come up."""

import contextlib
import hashlib
import http.server
import json
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import termios
import threading
import time
from pathlib import Path

import pytest

from fumehood.sandbox.microvm import boot, bridge, guest, kernel, qemu
from fumehood.sandbox.microvm.empty import empty
from fumehood.sandbox.microvm.files import folder
from fumehood.sandbox.probes.battery import launcher, run_all
from fumehood.sandbox.runs import begin

KERNELS = sorted(Path(__file__).parents[3].glob(".venv/microvm/boot/vmlinuz-*"))
KERNEL = os.environ.get("FUMEHOOD_MICROVM_KERNEL") or (str(KERNELS[-1]) if KERNELS else None)
PATIENCE = 200
pytestmark = pytest.mark.skipif(
    KERNEL is None or not shutil.which("qemu-system-x86_64"),
    reason="no qemu or no kernel for guests here; `make test` fetches them where apt-get may",
)


MEMORY = "--memory=200m"
"""One size for all, so that they share one snapshot."""


@pytest.fixture(scope="session")
def cache(tmp_path_factory):
    """Whether KVM works is asked once for all, and one guest is booted for all."""
    return str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def prepared(world, cache):
    world.environment["XDG_CACHE_HOME"] = cache
    world.environment["FUMEHOOD_MICROVM_KERNEL"] = KERNEL
    return world


@pytest.fixture
def machine(prepared):
    def run(script, *options):
        process = prepared.start("run", "--backend", "microvm", MEMORY, *options, "--", "sh", "-c", script,
                                 "sh", "a b", "", "$HOME", stdin=-1)  # fmt: skip
        out, err = process.communicate("from outside\n", timeout=PATIENCE)
        return process.returncode, out, err

    return run


def snapshots(cache):
    return sorted(Path(cache, "fumehood", "microvm").glob("*.json"))


def test_a_command_runs_on_a_kernel_of_its_own_and_its_changes_wait(world, machine):
    world.write("kept.txt", "before\n")
    world.write(".env", "TOKEN=" + "v" + "4lue\n")
    (world.project / "out").symlink_to("/etc/shadow")
    os.mkfifo(world.project / "pipe")
    world.write("odd, name=\u00e9 'x'\n.txt", "odd\n")
    code, out, err = machine(
        """
        printf '%s|' "$@"; echo; uname -n; cat; cat kept.txt .env; echo note >&2
        cat out /proc/1/environ 2>/dev/null | tr '\\0' '\\n'
        cat odd*; echo after > kept.txt; rm odd*; mkdir made; echo new > made/file
        head -c 3000000 /dev/zero | tr '\\0' x > large; wc -c < large
        ls -A /sys; touch /usr/x 2>/dev/null || echo read-only
        python3 -c 'import socket; socket.create_server(("127.0.0.1", 0)); socket.socketpair(); print("sockets")'
        cat ~/.ssh/id_ed25519 > /dev/null; exit 7
        """
    )
    assert code == 7, err
    lines = out.splitlines()
    assert lines[:4] == ["a b||$HOME|", "fumehood", "from outside", "before"]
    assert "TOKEN=" in lines[4]
    assert "v4lue" not in out
    assert "root:" not in out
    assert lines[5:] == ["odd", "3000000", "read-only", "sockets"]
    assert "note\n" in err
    assert ".ssh/id_ed25519" in err
    assert (world.project / "kept.txt").read_text() == "before\n"
    assert not (world.project / "made").exists()
    shown = world("changes", "show").stdout
    for name in ("kept.txt", "made", "large"):
        assert name in shown
    assert world("changes", "apply").returncode == 0
    assert (world.project / "kept.txt").read_text() == "after\n"
    assert (world.project / "made/file").read_text() == "new\n"


@pytest.mark.parametrize(
    ("option", "script", "code", "word"),
    [
        ("--time=2s", "sleep 60", 124, "time"),
        ("--memory=100m", "python3 -c 'x = [bytes([1]) * (1 << 20) for _ in range(2000)]'", 137, "memory"),
    ],
)
def test_a_limit_ends_the_machine_and_is_named(machine, option, script, code, word):
    found, _, err = machine(script, option)
    assert found == code, err
    assert word in err


def test_runs_go_on_from_one_snapshot_with_random_numbers_and_a_time_of_their_own(machine, cache):
    script = "od -An -tx1 -N16 /dev/urandom; date +%s"
    (code, one, err), (_, other, _) = machine(script), machine(script)
    assert code == 0, err
    assert snapshots(cache)
    assert all("refused" not in json.loads(path.read_text()) for path in snapshots(cache))
    first, second = one.splitlines(), other.splitlines()
    assert first[0] != second[0]
    assert abs(time.time() - int(second[1])) < PATIENCE


@pytest.fixture
def server():
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", str(len(LARGE)))
            self.end_headers()
            self.wfile.write(LARGE)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        threading.Thread(target=found.serve_forever, daemon=True).start()
        yield found.server_address[1]
        found.shutdown()


LARGE = os.urandom(1 << 20)
FETCH = """
import concurrent.futures, hashlib, sys, urllib.request
def fetch(_):
    return hashlib.sha256(urllib.request.urlopen(sys.argv[1]).read()).hexdigest()
print(fetch(0))
with concurrent.futures.ThreadPoolExecutor(4) as executor:
    print(len(set(executor.map(fetch, range(8)))))
try:
    urllib.request.urlopen("http://example.com/")
except OSError as error:
    print(error.code)
"""


def test_named_hosts_are_reached_through_the_proxy_and_no_others(prepared, server):
    host = f"127.0.0.1:{server}"
    options = ("--backend", "microvm", MEMORY, "--net", "allow", "--allow-host", host)
    process = prepared.start("run", *options, "--", "python3", "-c", FETCH, f"http://{host}/")
    out, err = process.communicate(timeout=PATIENCE)
    assert out.splitlines() == [hashlib.sha256(LARGE).hexdigest(), "1", "403"], err
    assert "refused example.com:80" in err
    assert process.returncode == 0


def test_streams_carry_any_bytes_and_a_signal_is_a_code(prepared):
    sent = os.urandom(400_000)
    options = ("--backend", "microvm", MEMORY)
    command = [
        *prepared.command,
        "run",
        *options,
        "--",
        "sh",
        "-c",
        "cat; head -c 9 /dev/zero >&2; kill -SEGV $$",
    ]
    done = subprocess.run(command, cwd=prepared.project, env=prepared.environment, input=sent, capture_output=True,
                          timeout=PATIENCE)  # fmt: skip
    assert done.stdout == sent
    assert bytes(9) in done.stderr
    assert done.returncode == 128 + signal.SIGSEGV


def test_a_terminal_has_its_size_and_its_keys(prepared):
    master, slave = pty.openpty()
    size(slave, 33, 101)
    options = ("--backend", "microvm", MEMORY)
    script = "stty size; trap 'stty size; exit 5' INT; echo ready; while :; do sleep 0.1; done"
    process = prepared.start("run", *options, "--", "sh", "-c", script, stdin=slave, stdout=slave, stderr=slave,
                             start_new_session=True)  # fmt: skip
    os.close(slave)
    seen = read_until(master, b"ready")
    assert b"33 101" in seen
    size(master, 20, 70)
    process.send_signal(signal.SIGWINCH)
    time.sleep(0.2)
    os.write(master, b"\x03")
    seen = read_until(master, b"20 70")
    assert process.wait(PATIENCE) == 5
    os.close(master)


def test_kill_leaves_no_machine_and_what_was_written_waits(prepared):
    options = ("--backend", "microvm", MEMORY)
    script = "echo kept > kept.txt; sync; echo written; sleep 600"
    process = prepared.start("run", *options, "--", "sh", "-c", script)
    assert process.stdout.readline() == "written\n"
    ours = [pid for pid in machines() if descends(pid, process.pid)]
    assert ours
    process.kill()
    process.communicate()
    deadline = time.monotonic() + PATIENCE
    while set(ours) & set(machines()):
        assert time.monotonic() < deadline, "a machine outlives its supervisor"
        time.sleep(0.05)
    assert "kept.txt" in prepared("changes", "show").stdout


def test_attacks_are_held_in_a_guest(prepared, monkeypatch):
    """A part of what `doctor --sandbox` runs, which takes a minute where the guest is emulated."""
    for name, value in prepared.environment.items():
        monkeypatch.setenv(name, value)
    areas = (
        "useful",
        "home",
        "project_secrets",
        "environment",
        "descriptors",
        "network",
        "privileges",
        "devices",
    )
    results = run_all(launcher(), "microvm", "overlay", lambda _: None, areas=areas)
    assert not [one for one in results if one.state == "let through"]
    assert {one.area for one in results if one.state == "held"} == set(areas)


@pytest.mark.parametrize("anyone", ["ordinary user"], indirect=True)
def test_an_ordinary_user_has_a_machine_of_his_own(anyone):
    image = Path(KERNEL)
    if image.parent.name == "boot" and image.parents[1] != Path("/"):
        # Only root may enter the folder that the tests' kernel is in.
        shutil.copytree(image.parents[1], anyone.home.parent / "kernel")
        image = anyone.home.parent / "kernel/boot" / image.name
    anyone.environment["FUMEHOOD_MICROVM_KERNEL"] = str(image)
    anyone.write("kept.txt", "before\n")
    script = "id -u; cat kept.txt; echo after > kept.txt; touch /usr/x || echo read-only; exit 3"
    process = anyone.start("run", "--backend", "microvm", MEMORY, "--", "sh", "-c", script)
    out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 3, err
    assert out.splitlines() == [str(os.getuid() or anyone.user), "before", "read-only"]
    assert (anyone.project / "kept.txt").read_text() == "before\n"
    assert "kept.txt" in anyone("changes", "show").stdout


def test_a_snapshot_that_does_not_come_to_life_is_replaced_by_a_boot(machine, cache):
    # The last of the file: the next run would have to make a new one.
    machine("true")
    for path in snapshots(cache):
        path.with_suffix("").write_bytes(b"no state of a machine")
    code, out, err = machine("echo alive")
    assert (code, out) == (0, "alive\n"), err


def size(terminal, rows, columns):
    import fcntl

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def read_until(terminal, wanted):
    seen = b""
    deadline = time.monotonic() + PATIENCE
    while wanted not in seen:
        ready, _, _ = select.select([terminal], [], [], max(0, deadline - time.monotonic()))
        assert ready, seen
        try:
            seen += os.read(terminal, 65536)
        except OSError:
            raise AssertionError(f"the terminal was closed after {seen!r}") from None
    return seen


def machines():
    """Process ids of running qemu."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            if b"qemu-system" in Path("/proc", name, "cmdline").read_bytes().split(b"\0")[0]:
                found.append(int(name))
    return found


def descends(pid, ancestor):
    while pid > 1:
        if pid == ancestor:
            return True
        try:
            pid = int(Path("/proc", str(pid), "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return False


IN_THE_GUEST = """
import os, socket, subprocess, sys
sys.path.insert(0, {source!r})
from fumehood.sandbox.microvm.files.folder import Folder
from fumehood.sandbox.microvm.files.serve import serve
os.makedirs("/tmp/top"), os.makedirs("/tmp/seen")
ours, theirs = socket.socketpair()
if not os.fork():
    ours.close()
    serve(theirs, Folder("/tmp/top", fixed=False))
    os._exit(0)
theirs.close()
number = ours.fileno()
way = "trans=fd,rfdno=%d,wfdno=%d,version=9p2000.L,access=any,cache=mmap,msize=131072" % (number, number)
found = subprocess.run(["mount", "-t", "9p", "-o", way, "x", "/tmp/seen"], pass_fds=[number], capture_output=True)
ours.close()
if not found.returncode:
    found = subprocess.run(["sh", "-ec", {script!r}], cwd="/tmp/seen", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
os.write(3, found.stdout + b"code %d;" % found.returncode)
os.system("sleep 600")
"""
AS_A_USER = """
echo hello > a; mkdir -p d/e; mv a d/e/b; ln -s d/e/b l; cat l; ln d/e/b h; stat -c %h h
printf '%0700000d' 7 > big; cp big copy; cmp big copy; truncate -s 5 copy; wc -c < copy; chmod 600 copy
stat -c %a copy; mkdir many; for i in $(seq 150); do echo $i > many/$i; done; ls many | wc -l; cat many/77
mv d moved; cat moved/e/b; rm -r moved h; ls; rmdir many 2>/dev/null || echo not empty; echo more >> big; tail -c 5 big
cmp big /tmp/top/big; chmod 4755 big 2>/dev/null || echo refused; df . | wc -l
"""


def test_the_kernel_of_a_guest_is_served_by_our_server_of_folders(world, monkeypatch):
    """The way of guests in Firecracker, whose kernel is the client, over a socket inside of a guest in qemu."""
    monkeypatch.setenv("HOME", str(world.home))
    monkeypatch.setenv("XDG_STATE_HOME", str(world.home / "state"))
    source = str(world.home.parent / "code")
    shutil.copytree(Path(folder.__file__).parent, f"{source}/fumehood/sandbox/microvm/files")
    found = kernel.find({kernel.VARIABLE: KERNEL}, wanted=(*kernel.BY_SERIAL_LINE, "9pnet_fd"))
    made = guest.Machine(qemu.find(), found, False, "/usr/bin/python3", (source,))
    plan = empty(str(world.project))
    run = begin(plan.project, plan.command)
    begun = guest.start(plan, made, run, guest.room_words(plan, made, {}, ()))
    try:
        guest.hear(begun, PATIENCE)
        code = IN_THE_GUEST.format(source=source, script=AS_A_USER)
        begun.line.sendall(boot.second_stage(plan, made.python, source=code))
        said = b""
        while b"code " not in said or not said.endswith(b";"):
            said += guest.listen(begun, PATIENCE)
    finally:
        bridge.end(begun)
    assert said.decode().split("\n") == [
        "hello", "2", "5", "600", "150", "77", "hello", "big", "copy", "l", "many", "not empty", "more", "refused", "2",
        "code 0;",
    ]  # fmt: skip


def test_an_agent_s_settings_are_there_and_its_state_stays_for_the_next_run(prepared):
    own = prepared.home / ".claude"
    own.mkdir()
    (own / "settings.json").write_text("{}\n")
    program = prepared.home / ".local/bin/claude"
    program.parent.mkdir(parents=True)
    program.write_text(
        "#!/bin/sh\ncat ~/.claude/settings.json; echo turn >> ~/.claude/kept; cat ~/.claude/kept\n"
    )
    program.chmod(0o755)
    prepared.environment["PATH"] = f"{program.parent}:{prepared.environment['PATH']}"
    words = ("run", "--backend", "microvm", MEMORY, "--net", "none", "--profile", "claude", "--", "claude")
    for turns in (1, 2):
        process = prepared.start(*words)
        out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, out) == (0, "{}\n" + "turn\n" * turns), err
    assert os.listdir(own) == ["settings.json"]


def test_where_an_overlay_would_not_show_all_the_guest_works_on_a_copy(prepared):
    if os.getuid():
        pytest.skip("mounts need root; the tests of the build service run as root")
    inside = prepared.project / "data"
    inside.mkdir()
    prepared.write("a.txt", "old\n")
    script = (
        'mount -t tmpfs tmpfs data; echo made > data/x; "$@" sh -c "cat data/x; echo new > a.txt"; cat a.txt'
    )
    words = [*prepared.command, "run", "--backend", "microvm", MEMORY, "--"]
    done = subprocess.run(
        ["unshare", "-m", "sh", "-ec", script, "sh", *words],
        cwd=prepared.project, env=prepared.environment, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.stdout == "made\nold\n", done.stderr
    assert "works on a copy" in done.stderr
    assert "~ a.txt" in prepared("changes", "show").stdout
