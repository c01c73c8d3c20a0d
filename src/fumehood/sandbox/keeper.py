"""Keeps a tree of processes together where no namespace does: nothing of a run outlives it, whoever is killed first.

Two processes of ours stand above the command. The inner one adopts what the command leaves behind, so that the tree
can be counted, and ends with the command; the outer one then kills whatever is left. The outer one also ends when the
supervisor does. Source: prctl(2), PR_SET_CHILD_SUBREAPER and PR_SET_PDEATHSIG.
"""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import threading
from collections.abc import Callable
from typing import NoReturn

from fumehood.sandbox.launch import Started, set_streams
from fumehood.sandbox.watchdog import tree

_PDEATHSIG, _SUBREAPER = 1, 36
_ROUNDS = 1000
CHANNEL = 4
"""Where `command` finds its end of the channel to `attend`, and has to close it."""


def keep(
    command: Callable[[], None],
    streams: tuple[int, int, int],
    *,
    terminal: bool,
    clean: Callable[[], None] | None = None,
    attend: Callable[[int], None] | None = None,
) -> Started:
    """Forks and returns at once; `command` runs in the innermost process and ends in an exec.

    What it raises is written to `failure`. `clean` runs when all processes are gone. `attend` serves the command from
    the process above it, over a socket, and owns its end.
    """
    status_in, status_out = os.pipe()
    failure_in, failure_out = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        try:
            _outer(
                command,
                streams,
                status_out,
                failure_out,
                parent,
                terminal=terminal,
                clean=clean,
                attend=attend,
            )
        finally:
            os._exit(125)
    os.close(status_out)
    os.close(failure_out)
    return Started(pid, status_in, failure_in, -1)


def _outer(
    command: Callable[[], None],
    streams: tuple[int, int, int],
    status: int,
    failure: int,
    parent: int,
    *,
    terminal: bool,
    clean: Callable[[], None] | None,
    attend: Callable[[int], None] | None,
) -> None:
    os.setsid()
    if terminal:
        import termios

        fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
    set_streams(streams)
    for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP):
        signal.signal(one, signal.SIG_IGN)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_SUBREAPER, 1, 0, 0, 0)
    read_end, write_end = os.pipe()
    inner = os.fork()
    if not inner:
        try:
            os.close(read_end)
            _inner(command, status, failure, attend, terminal=terminal)
        finally:
            os._exit(125)
    signal.signal(signal.SIGTERM, lambda *_: os.kill(inner, signal.SIGKILL))
    libc.prctl(_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(inner, signal.SIGKILL)
    os.close(write_end)
    with contextlib.suppress(OSError):
        os.write(status, b'{"child-pid": %d}\n' % inner)
    os.waitpid(inner, 0)
    _sweep()
    if clean:
        clean()
    os._exit(0)


def _inner(
    command: Callable[[], None],
    status: int,
    failure: int,
    attend: Callable[[int], None] | None,
    *,
    terminal: bool,
) -> None:
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    said, say = os.pipe()
    ends = socket.socketpair() if attend else None
    pid = os.fork()
    if not pid:
        _command(command, say, ends[1].fileno() if ends else None, terminal=terminal)
    os.close(say)
    if attend and ends:
        ends[1].close()
        threading.Thread(target=attend, args=(ends[0].detach(),), daemon=True).start()
    reason = b""
    while part := os.read(said, 4096):
        reason += part
    if reason:
        os.write(failure, reason)
        os._exit(125)
    while True:
        ended, raw = os.waitpid(-1, 0)
        if ended == pid:
            break
    code = 128 + os.WTERMSIG(raw) if os.WIFSIGNALED(raw) else os.WEXITSTATUS(raw)
    os.write(status, b'{"exit-code": %d}\n' % code)
    os._exit(0)


def _command(command: Callable[[], None], say: int, channel: int | None, *, terminal: bool) -> NoReturn:
    try:
        if terminal:
            # A group of its own, with its parent in the session: the kernel stops no orphaned group at Ctrl-Z.
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            os.setpgid(0, 0)
            os.tcsetpgrp(0, os.getpid())
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        for one in (signal.SIGPIPE, signal.SIGXFSZ):
            signal.signal(one, signal.SIG_DFL)
        # Copied above the two places first, so that neither copy overwrites the other's source.
        say = fcntl.fcntl(say, fcntl.F_DUPFD_CLOEXEC, CHANNEL + 1)
        if channel is not None:
            channel = fcntl.fcntl(channel, fcntl.F_DUPFD_CLOEXEC, CHANNEL + 1)
        os.dup2(say, 3, inheritable=False)
        if channel is not None:
            os.dup2(channel, CHANNEL, inheritable=False)
        os.closerange(CHANNEL if channel is None else CHANNEL + 1, os.sysconf("SC_OPEN_MAX"))
        say = 3
        command()
        os.write(say, b"the command was not started")
    except BaseException as error:  # noqa: BLE001 - this process must end here, whatever happened
        os.write(say, f"{getattr(error, 'strerror', None) or error}".encode("utf-8", "replace"))
    finally:
        os._exit(125)


def _sweep() -> None:
    """Kills and reaps all descendants; they come to this process when their parents end."""
    for _ in range(_ROUNDS):
        for pid in tree(os.getpid(), 1 << 20)[1:]:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return
