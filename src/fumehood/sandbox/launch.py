"""Starts bubblewrap for a plan: namespaces first, then exec with clean descriptors and a clean environment."""

import os
import resource

from fumehood.core.named_tuple import NamedTuple
from fumehood.core.signals import signal
from fumehood.sandbox import bwrap, cgroups, namespaces, seccomp
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.runs import Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket
    from typing import NoReturn

PORT = 3128
_PLACES = ("/usr/local/bin/bwrap", "/usr/bin/bwrap", "/bin/bwrap")
_OPEN_FILES = 4096
_BARE = {"PATH": "/usr/bin:/bin"}


class Started(NamedTuple):
    """A sandbox on its way: the outer process, where its status comes, and the proxy's socket (or -1)."""

    pid: int
    status: int
    failure: int
    listener: int


def find() -> str:
    """The path of bwrap.

    Raises:
        NoSandboxError: there is none, or this machine's system calls are not known.
    """
    if not seccomp.supported():
        raise NoSandboxError(
            f"no system call filter is known for {os.uname().machine}", "use x86_64 or aarch64"
        )
    for found in _PLACES:
        if os.access(found, os.X_OK):
            return found
    raise NoSandboxError("bubblewrap is not installed", "Debian, Ubuntu: sudo apt-get install bubblewrap")


def launch(
    program: str,
    plan: Plan,
    run: Run,
    words: tuple[bwrap.Word, ...],
    streams: tuple[int, int, int],
    *,
    terminal: bool,
    group: cgroups.Group | None = None,
) -> Started:
    """Forks and returns at once; what fails before exec is written to `failure` as one line."""
    status_in, status_out = os.pipe()
    failure_in, failure_out = os.pipe()
    pair = _pair() if plan.net == "allow" else None
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        namespaces.die_with_parent(parent)
        channel = pair[1].fileno() if pair else -1
        _child(
            program, plan, run, words, streams, status_out, failure_out, channel, terminal=terminal, group=group
        )  # fmt: skip
    os.close(status_out)
    os.close(failure_out)
    listener = -1
    if pair:
        import socket

        here, there = pair
        there.close()
        _, descriptors, _, _ = socket.recv_fds(here, 1, 1)
        listener = descriptors[0] if descriptors else -1
        here.close()
    return Started(pid, status_in, failure_in, listener)


def _pair() -> "tuple[socket.socket, socket.socket]":
    import socket

    return socket.socketpair()


def _child(
    program: str,
    plan: Plan,
    run: Run,
    words: tuple[bwrap.Word, ...],
    streams: tuple[int, int, int],
    status: int,
    failure: int,
    channel: int,
    *,
    terminal: bool,
    group: cgroups.Group | None,
) -> "NoReturn":
    try:
        os.setsid()
        if terminal:
            import fcntl
            import termios

            fcntl.ioctl(streams[0], termios.TIOCSCTTY, 0)
            _stand_between(streams[0])
        if group is not None:
            cgroups.join(group)
        # An ordinary user gets a user namespace in any case: his processes are counted apart in it.
        if plan.net == "allow" or plan.workspace == "overlay" or os.getuid():
            namespaces.enter(network=plan.net == "allow")
        if plan.workspace == "overlay" and not plan.copied:
            layers = (run.covered, plan.project) if plan.covered else (plan.project,)
            namespaces.overlay(layers, run.upper, run.work, plan.project)
        if plan.net == "allow":
            import socket

            with socket.socket(fileno=channel) as end:
                socket.send_fds(end, [b"x"], [namespaces.listen(PORT)])
        options = _words(words, status)
        # By descriptor: a command line can be read by every user of the machine, and holds 128 KB.
        packed = _memory(b"".join(os.fsencode(word) + b"\0" for word in options))
        keep = {0, 1, 2, failure, packed, *(int(w) for w in options if isinstance(w, _Number))}
        set_streams(streams)
        _set_signals(terminal=terminal)
        set_limits(plan)
        # No descriptor of the launcher's goes along: a folder's would be a way out.
        for number in _open_descriptors():
            if number not in keep:
                os.close(number)
            elif number > 2:
                os.set_inheritable(number, number != failure)
        os.chdir("/")
        argv = [program, "--args", str(packed), "--", *bwrap.command(plan, terminal=terminal)]
        os.execve(program, argv, _BARE)  # noqa: S606
    except BaseException as error:  # noqa: BLE001 - this process must end here, whatever happened
        os.write(failure, f"{getattr(error, 'strerror', None) or error}".encode("utf-8", "replace"))
    finally:
        os._exit(125)


def _stand_between(terminal: int) -> None:
    """Leaves this process as the head of the session and goes on in a child, in a group of its own in the foreground.

    The kernel stops no group that nobody of its session looks after (an orphaned one), and Ctrl-Z would do nothing.
    Source: POSIX.1-2017 3.264; tcsetpgrp(3).
    """
    import signal

    for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGTTOU, signal.SIGTTIN):
        signal.signal(one, signal.SIG_IGN)
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        namespaces.die_with_parent(parent)
        os.setpgid(0, 0)
        os.tcsetpgrp(terminal, os.getpid())
        signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        signal.signal(signal.SIGTTIN, signal.SIG_DFL)
        return
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    _, raw = os.waitpid(pid, 0)
    if os.WIFSIGNALED(raw):
        signal.signal(os.WTERMSIG(raw), signal.SIG_DFL)
        os.kill(os.getpid(), os.WTERMSIG(raw))
    os._exit(os.WEXITSTATUS(raw))


class _Number(str):
    """A word of the command line that is an open descriptor's number."""

    __slots__ = ()


def _words(words: tuple[bwrap.Word, ...], status: int) -> list[str]:
    out: list[str] = []
    for word in words:
        if isinstance(word, str):
            out.append(word)
        elif isinstance(word, bwrap.Slot):
            number = status if word.name == "status" else _memory(seccomp.assemble(os.uname().machine))
            out.append(_Number(number))
        else:
            out.append(_Number(_memory(word.content)))
    return out


def _memory(content: bytes) -> int:
    number = os.memfd_create("fumehood", 0)
    with open(number, "wb", closefd=False) as file:
        file.write(content)
    os.lseek(number, 0, os.SEEK_SET)
    return number


def set_streams(streams: tuple[int, int, int]) -> None:
    """Makes `streams` this process's standard input, output and error."""
    # Copied above the three first, so that no copy overwrites a source.
    for target, number in enumerate([os.dup(one) for one in streams]):
        os.dup2(number, target)


def _set_signals(*, terminal: bool) -> None:
    """The outer process must outlive Ctrl-C, which is the command's own business; `env` inside resets it."""
    for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        signal.signal(one, signal.SIG_IGN if terminal else signal.SIG_DFL)
    for one in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(one, signal.SIG_DFL)


def set_limits(plan: Plan) -> None:
    """Sets the limits of a single process; the tree as a whole is watched."""
    limits = plan.limits
    set_limit(resource.RLIMIT_CORE, 0)
    set_limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    if os.getuid():
        # The kernel never holds root to it. Twice the limit, so that the watchdog sees it passed and can say so.
        set_limit(resource.RLIMIT_NPROC, 2 * limits.pids + 16)
    # The watchdog speaks first; these hold where it is too slow.
    set_limit(resource.RLIMIT_FSIZE, limits.disk * 2)
    set_limit(resource.RLIMIT_DATA, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    set_limit(resource.RLIMIT_MEMLOCK, 64 << 20)


def set_limit(what: int, value: int) -> None:
    """Sets one limit of this process, as high as `value` or as the machine lets it be."""
    _, hard = resource.getrlimit(what)
    wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (wanted, wanted))


def _open_descriptors() -> list[int]:
    found = [int(name) for name in os.listdir("/proc/self/fd")]
    alive = []
    for number in found:
        try:
            os.fstat(number)
        except OSError:
            continue
        alive.append(number)
    return alive
