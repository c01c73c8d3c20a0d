"""Starts bubblewrap for a plan: namespaces first, then exec with clean descriptors and a clean environment."""

import os
import resource

from fumehood.core import libc
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
_CLOSE_RANGE_CLOEXEC = 4
_MOST_WORDS = 8900
"""bubblewrap ends at 9000 (MAX_ARGS in its source), the command among them."""
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
    """Forks and returns at once; what fails before exec is written to `failure` as one line.

    Raises:
        NoSandboxError: the project has more files to mask than bubblewrap, or this process, can hold.
    """
    if len(words) > _MOST_WORDS:
        raise NoSandboxError(
            f"{len(plan.masked)} files of the project would have to be masked, more than bubblewrap takes",
            "run it in the folder that you need, or with --backend gvisor, which works on a copy",
        )
    status_in, status_out = os.pipe()
    failure_in, failure_out = os.pipe()
    pair = _pair() if plan.net == "allow" else None
    # Made here: what the child touches of its memory has to be copied first.
    before = _room_for_descriptors(words)
    options = _words(words, status_out, local=plan.local_sockets)
    # By descriptor: a command line can be read by every user of the machine, and holds 128 KB.
    packed = _memory(b"".join(os.fsencode(word) + b"\0" for word in options))
    kept = {packed, *(int(w) for w in options if isinstance(w, _Number))}
    argv = [program, "--args", str(packed), "--", *bwrap.command(plan, terminal=terminal)]
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        namespaces.die_with_parent(parent)
        channel = pair[1].fileno() if pair else -1
        _child(argv, plan, run, streams, kept, failure_out, channel, terminal=terminal, group=group)
    for number in (*kept, failure_out):
        os.close(number)
    resource.setrlimit(resource.RLIMIT_NOFILE, before)
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
    argv: list[str],
    plan: Plan,
    run: Run,
    streams: tuple[int, int, int],
    kept: set[int],
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
        set_streams(streams)
        _set_signals(terminal=terminal)
        set_limits(plan)
        # No descriptor of the launcher's goes along: a folder's would be a way out.
        _close_at_exec()
        for number in kept:
            os.set_inheritable(number, True)
        os.chdir("/")
        os.execve(argv[0], argv, _BARE)  # noqa: S606
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


def _room_for_descriptors(words: tuple[bwrap.Word, ...]) -> tuple[int, int]:
    """Raises this process's limit of open files where each masked file needs one; returns the limits before."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and len(words) // 5 > soft - 64:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return soft, hard


def _words(words: tuple[bwrap.Word, ...], status: int, *, local: bool) -> list[str]:
    """The words, with an open descriptor for each that stands for one.

    Raises:
        NoSandboxError: this process may not have that many open.
    """
    out: list[str] = []
    try:
        for word in words:
            if isinstance(word, str):
                out.append(word)
            elif isinstance(word, bwrap.Slot):
                number = (
                    status
                    if word.name == "status"
                    else _memory(seccomp.assemble(os.uname().machine, local=local))
                )
                out.append(_Number(number))
            else:
                out.append(_Number(_memory(word.content)))
    except OSError as error:
        for opened in out:
            if isinstance(opened, _Number):
                os.close(int(opened))
        raise NoSandboxError(
            f"the room cannot be prepared: {error.strerror}",
            "raise the limit of open files (ulimit -Hn), or run it in a smaller folder",
        ) from error
    return out


def _memory(content: bytes) -> int:
    number = os.memfd_create("fumehood")
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


def _close_at_exec() -> None:
    """Lets no descriptor above 2 live through exec. Source: close_range(2), Linux 5.11 and glibc 2.34 or newer."""
    try:
        done = libc.function("close_range")(3, -1, _CLOSE_RANGE_CLOEXEC)
    except (OSError, AttributeError):
        done = -1
    if done:
        for name in os.listdir("/proc/self/fd"):
            if int(name) > 2:
                try:  # noqa: SIM105 - a start does without contextlib
                    os.set_inheritable(int(name), False)
                except OSError:
                    pass  # the listing's own
