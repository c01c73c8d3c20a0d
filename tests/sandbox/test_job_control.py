"""Ctrl-Z in a run, under a shell with job control: the run stands still, and `fg` goes on with it."""

import contextlib
import fcntl
import os
import pty
import shlex
import signal
import termios
import time

import pytest

TICKS = "trap 'echo woken' CONT; i=0; echo tick0 > tick; echo rea''dy; while :; do i=$((i+1)); echo tick$i > tick; sleep 0.05; done"
SELF = "echo rea''dy; kill -STOP $$; echo goes on"


class Shell:
    """An interactive shell at a terminal of its own, in the world's project."""

    def __init__(self, world):
        self.world = world
        self.pid, self.master = pty.fork()
        if not self.pid:
            os.chdir(world.project)
            environment = {**world.environment, "PS1": "$ ", "TERM": "dumb", "ENV": ""}
            os.execve("/bin/bash", ["bash", "--norc", "--noediting", "-i"], environment)
        self.seen = ""
        os.set_blocking(self.master, False)

    def type(self, text):
        os.write(self.master, text.encode())

    def line(self, text):
        self.type(text + "\n")

    def wait(self, text, seconds=30):
        """Reads on until `text` was seen after what was waited for before."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            assert time.monotonic() < end, f"no {text!r} in {self.seen!r}"
            try:
                self.seen += os.read(self.master, 65536).decode("utf-8", "replace")
            except BlockingIOError:
                time.sleep(0.02)
        self.seen = self.seen.partition(text)[2]

    def close(self):
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
        os.close(self.master)
        os.waitpid(self.pid, 0)


@pytest.fixture
def shell(world):
    made = Shell(world)
    yield made
    made.close()


def started(shell, script, *options):
    words = [*shell.world.command, "run", *options, "--", "sh", "-c", script]
    shell.wait("$ ")
    shell.line(shlex.join(words))
    shell.wait("ready")


def stands_still(path):
    """The file is the same for as long as ten of its writer's steps take."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        before = path.read_text()
        time.sleep(0.5)
        if path.read_text() == before:
            return True
    return False


def test_ctrl_z_suspends_and_fg_goes_on(shell):
    started(shell, TICKS, "--workspace", "direct")
    shell.type("\x1a")
    shell.wait("Stopped")
    tick = shell.world.project / "tick"
    assert stands_still(tick)
    shell.line("stty -a")
    shell.wait("isig")  # the terminal is the shell's again
    shell.line("fg")
    shell.wait("woken")
    before, end = tick.read_text(), time.monotonic() + 30
    while tick.read_text() == before and time.monotonic() < end:
        time.sleep(0.02)
    assert tick.read_text() != before
    shell.type("\x03")
    shell.wait("$ ")


def test_a_program_that_stops_itself_suspends_the_run(shell):
    started(shell, SELF)
    shell.wait("Stopped")
    shell.line("fg")
    shell.wait("goes on")


def test_an_editor_that_suspends_in_its_own_way(shell):
    """Raw mode, the key read as a byte, then SIGTSTP to its own group, as full-screen programs do."""
    script = (
        "import os, signal, sys, termios, tty\n"
        "old = termios.tcgetattr(0); tty.setraw(0); print('rea'+'dy', end='', flush=True)\n"
        "assert os.read(0, 1) == b'\\x1a'; termios.tcsetattr(0, termios.TCSANOW, old)\n"
        "os.kill(0, signal.SIGTSTP); print('came back', flush=True)\n"
    )
    words = [*shell.world.command, "run", "--", "/usr/bin/python3", "-c", script]
    shell.wait("$ ")
    shell.line(shlex.join(words).replace("\n", "\n"))
    shell.wait("ready")
    shell.type("\x1a")
    shell.wait("Stopped")
    shell.line("fg")
    shell.wait("came back")


def test_time_that_a_run_stands_still_is_not_its_own(shell):
    started(shell, SELF, "--time", "3s")
    shell.wait("Stopped")
    time.sleep(4)
    shell.line("fg; echo code:$?")
    shell.wait("goes on")
    shell.wait("code:0")


def test_a_supervisor_that_is_stopped_stops_what_is_inside(world):
    # A group of its own, which is not orphaned: this process, in another group of the session, is its parent.
    process = world.start("run", "--workspace", "direct", "--", "sh", "-c", TICKS, process_group=0)
    tick, end = world.project / "tick", time.monotonic() + 30
    while not tick.exists() and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(signal.SIGTSTP)
    assert stands_still(tick)
    process.send_signal(signal.SIGCONT)
    before, end = tick.read_text(), time.monotonic() + 30
    while tick.read_text() == before and time.monotonic() < end:
        time.sleep(0.02)
    assert tick.read_text() != before
    process.terminate()
    process.communicate(timeout=30)


def test_without_a_shell_to_wake_it_nothing_is_suspended(world):
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\0" * 8)
    process = world.start(
        "run", "--", "sh", "-c", SELF, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
    )
    assert process.wait(60) == 0
    assert b"goes on" in os.read(master, 65536)
    os.close(master)
    os.close(slave)
