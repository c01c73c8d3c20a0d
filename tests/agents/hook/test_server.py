"""The installed line and the resident server: warm, cold, dead, hung, lying, outdated; the verdict is always the same."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import agent_events as events
import pytest

from fumehood.agents import line as lines
from fumehood.agents.server import life, protocol
from fumehood.agents.server import place as places

CLIENTS = [
    pytest.param(name, marks=pytest.mark.skipif(not lines.find(name), reason=f"no {name} that asks sockets"))
    for name in lines.CLIENTS
]
DENIED, HARMLESS = "rm -rf ~", "git status"


class Hook:
    """Runs the line as an assistant does, in a home of its own."""

    def __init__(self, project: Path, home: Path, line: str):
        self.project, self.home, self.line = project, home, line
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "FUMEHOOD_SERVER": "off"}
        self.socket = Path(places.socket_path())

    def __call__(self, command=None, raw=None, line=None, shell="sh"):
        event = (
            raw
            if raw is not None
            else json.dumps(events.shell("claude", command, str(self.project), use="")).encode()
        )
        return subprocess.run(
            [shell, "-c", line or self.line],
            input=event,
            capture_output=True,
            cwd=self.project,
            env=self.environment,
            timeout=60,
        )

    def serve(self) -> int:
        """Starts a server; returns its process."""
        started = subprocess.Popen(
            [sys.executable, "-m", "fumehood", "hook", "--serve"],
            env=self.environment,
            stdin=subprocess.DEVNULL,
        )
        until = time.monotonic() + 30
        while not self.socket.exists() and time.monotonic() < until:
            time.sleep(0.02)
        self.process = started
        return started.pid

    def stop(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(params=CLIENTS)
def hook(request, monkeypatch):
    """A home with a short name: the path of a socket has room for some hundred bytes."""
    with tempfile.TemporaryDirectory(prefix="fh") as folder:
        yield made(Path(folder), monkeypatch, request.param)


def made(home, monkeypatch, client):
    place = home / "project"
    (place / ".git").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("FUMEHOOD_SERVER", "off")
    for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    (home / "run").mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))  # never the user's own server
    hook = Hook(place, place.parent, lines.hook_line("claude", client))
    hook.client = client
    hook.environment["XDG_RUNTIME_DIR"] = str(home / "run")
    return hook


@pytest.fixture
def served(hook):
    hook.serve()
    yield hook
    hook.stop()


def denied(done):
    return done.returncode == 0 and b'"deny"' in done.stdout


def test_the_cold_line_judges(hook):
    assert denied(hook(DENIED))
    done = hook(HARMLESS)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_the_warm_line_says_the_same(served):
    served.line = served.line.replace("bin/fumehood", "bin/no-such-program")  # no cold way to fall back on
    assert denied(served(DENIED))
    done = served(HARMLESS)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    done = served(raw=b"{")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_any_text_passes_the_line_unchanged(served, shell):
    odd = DENIED + " # " + "".join(map(chr, range(1, 0x250))) + "\n$(id) `id` \\ FH-end\nFHend\nFH-end\n\"'"
    for ascii_only in (True, False):
        event = events.shell("claude", odd, str(served.project))
        assert denied(served(raw=json.dumps(event, ensure_ascii=ascii_only, indent=1).encode(), shell=shell))


def test_a_large_event_passes(served):
    event = events.write("claude", "a.txt", "€" * 500_000, str(served.project))
    done = served(raw=json.dumps(event, ensure_ascii=False).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert served(raw=b"x" * 9_000_000).returncode == 2


def test_a_killed_server_means_the_cold_way(served):
    served.stop()
    assert served.socket.exists()
    assert denied(served(DENIED))
    assert served(HARMLESS).returncode == 0


def test_a_hung_server_means_the_cold_way(served):
    os.kill(served.process.pid, signal.SIGSTOP)
    assert denied(served(DENIED))


def test_without_server_and_program_the_line_blocks(hook):
    done = hook(HARMLESS, line=hook.line.replace("bin/fumehood", "bin/no-such-program"))
    assert done.returncode == 2


@pytest.mark.parametrize(
    "said", [b"", b"FH0", b"FH0:", b"FH0:{}", b"FH2:no:F", b"OK", b"FH0.x", b"FH9:x:FH", b"\0" * 10]
)
def test_half_an_answer_or_none_means_the_cold_way(hook, said):
    hook.socket.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(hook.socket))
        listener.listen(1)

        def lie():
            client, _ = listener.accept()
            with client:
                client.recv(65536)
                client.sendall(said)

        threading.Thread(target=lie, daemon=True).start()
        assert denied(hook(DENIED))


def test_a_client_that_hangs_harms_nobody(served):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as hung:
        hung.connect(str(served.socket))
        hung.sendall(b"FH1 claude\n")
        assert denied(served(DENIED))


def test_more_clients_hang_than_threads_were_started(served):
    hung = [socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) for _ in range(7)]
    try:
        for one in hung:
            one.connect(str(served.socket))
            one.sendall(b"FH1 claude\n")
        served.line = served.line.replace(
            "bin/fumehood", "bin/no-such-program"
        )  # no cold way to fall back on
        assert denied(served(DENIED))
    finally:
        for one in hung:
            one.close()


@pytest.mark.skipif(not lines.find("perl"), reason="no perl here")
@pytest.mark.parametrize("alive", [True, False])
def test_a_server_that_is_at_work_is_waited_for_and_a_hung_one_is_not(monkeypatch, alive):
    """Perl's client asks whether anybody is there before it gives up: what is told once must not be lost."""
    with tempfile.TemporaryDirectory(prefix="fh") as folder:
        hook = made(Path(folder), monkeypatch, "perl")
        hook.socket.parent.mkdir(mode=0o700)
        asked_again, over = threading.Event(), threading.Event()

        def serve(client):
            with client, contextlib.suppress(OSError):  # the line may have given up on it
                raw = client.recv(65536)
                if raw == protocol.PING:
                    if alive:
                        client.sendall(protocol.PONG)
                    asked_again.set()
                elif alive:
                    asked_again.wait(60)
                    client.sendall(b"FH2:at last:FH")
                else:
                    over.wait(60)

        def accept():
            for _ in range(2):
                client, _ = listener.accept()
                threading.Thread(target=serve, args=(client,), daemon=True).start()

        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
            listener.bind(str(hook.socket))
            listener.listen(4)
            threading.Thread(target=accept, daemon=True).start()
            done = hook(HARMLESS)
            over.set()
        assert (done.returncode, done.stderr) == ((2, b"at last\n") if alive else (0, b""))


def test_half_a_request_is_none(served):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as half:
        half.settimeout(10)
        half.connect(str(served.socket))
        half.sendall(b'FH1 claude\n/\n\n{"hook_event_name": "PreToolUse"}')
        half.shutdown(socket.SHUT_WR)
        assert half.recv(100) == b""


def test_socket_and_folder_are_private(served):
    assert served.socket.stat().st_mode & 0o777 == 0o600
    assert served.socket.parent.stat().st_mode & 0o777 == 0o700


def test_two_servers_are_one(served):
    again = subprocess.run(
        [sys.executable, "-m", "fumehood", "hook", "--serve"], env=served.environment, timeout=60
    )
    assert again.returncode == 0
    assert served.process.poll() is None


def test_the_first_miss_starts_a_server_and_stop_ends_it(hook, monkeypatch):
    del hook.environment["FUMEHOOD_SERVER"]
    assert denied(hook(DENIED))
    until = time.monotonic() + 30
    while not hook.socket.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert hook.socket.exists()
    assert life.stop()
    while hook.socket.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert not hook.socket.exists()


@pytest.mark.parametrize("attempt", range(4))
def test_one_told_to_stop_at_its_birth_leaves_no_socket(hook, attempt):
    command = [sys.executable, "-m", "fumehood", "hook", "--serve"]
    with subprocess.Popen(command, env=hook.environment) as process:
        while not life.stop():
            assert process.poll() is None
        process.wait(timeout=30)
    assert not hook.socket.exists()


def test_requests_survive_the_wire():
    raw = protocol.write_request("cline", "/a b", "execute_command", b'{"a":\n1}')
    request = protocol.read_request(raw)
    assert request is not None
    assert (request.agent, request.event) == ("cline", b'{"a":\n1}')
    assert request.environment == {"PWD": "/a b", "FUMEHOOD_TOOL": "execute_command"}
    assert protocol.read_request(raw[:-1]) is None
    assert protocol.read_request(raw.replace(b"FH1", b"FH2", 1)) is None


@pytest.mark.parametrize("agent", ["claude", "amp", "cline"])
def test_every_line_blocks_when_everything_is_gone(hook, agent):
    line = re.sub(r"bin/(fumehood|python|perl)[0-9.]*", "bin/gone", lines.hook_line(agent, hook.client))
    assert hook(HARMLESS, line=line).returncode == 2


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_perl_that_cannot_be_started_is_no_open_door(hook, shell, tmp_path):
    broken = tmp_path / "perl"
    broken.write_bytes(b"\x7fELF no program")
    broken.chmod(0o700)
    line = lines.hook_line("claude", "perl").replace("/usr/bin/perl", str(broken))
    done = hook(DENIED, line=line, shell=shell)
    assert done.returncode == 2 or denied(done)


def test_variables_of_perls_change_nothing(served):
    served.environment |= {"LC_ALL": "no_such.locale"}
    assert served(raw=b"{").stderr.count(b"\n") == 1
    served.environment |= {"PERL5OPT": "-MNoSuchModule", "PERL_UNICODE": "SD", "PERL5LIB": "/nowhere"}
    assert denied(served(DENIED))
    assert served(HARMLESS).returncode == 0
