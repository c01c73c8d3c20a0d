"""Carries a plan out with Landlock: a copy of the project with masks, a home and a temporary folder of its own."""

import os
import platform
import shutil
import signal
import socket
import tempfile
from typing import NamedTuple

from fumehood.sandbox import bwrap, launch, seccomp
from fumehood.sandbox.backends import kept
from fumehood.sandbox.backends.backend import Availability
from fumehood.sandbox.backends.landlock.attributes import Attributes
from fumehood.sandbox.backends.landlock.grants import Grants, grants, writable
from fumehood.sandbox.backends.landlock.ruleset import abi, drop_capabilities, restrict
from fumehood.sandbox.backends.private_home import at_home, inside
from fumehood.sandbox.changes.apply import sweep
from fumehood.sandbox.changes.pending import pending
from fumehood.sandbox.changes.take_over import take_over
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.keeper import CHANNEL
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.record import Record
from fumehood.sandbox.room import Done
from fumehood.sandbox.runs import Run
from fumehood.sandbox.workspace_copy import Place

WEAKER = (
    "names, sizes and modes of files outside can be seen",
    "command lines of other processes can be read in /proc, and /dev/shm is the host's",
    "its servers listen on this machine's loopback, where your other programs can reach them",
    "no datagrams, and no /tmp but TMPDIR",
    "the project stands at another path (a copy); with --workspace direct it is taken over when the command ends",
)
_LEAST = 3
"""Before it, files could be truncated and moved between folders in ways that cannot be refused."""
_SIGNALS = 6


def probe() -> Availability:
    """Restricts a process of our own and has it try to read what it may not."""
    version = abi() if seccomp.supported() else 0
    if version < _LEAST:
        return Availability(
            False,
            f"Landlock {version or 'is not in this kernel'}{' is too old' if version else ''}",
            "use a kernel of 6.2 or newer with landlock in its list of security modules (lsm=)",
            "",
        )
    said, say = os.pipe()
    pid = os.fork()
    if not pid:
        answer = b"0"
        try:
            restrict((("/usr", 4),), _filter())
            try:
                os.close(os.open("/etc/passwd", os.O_RDONLY))
            except PermissionError:
                answer = b"1"
            os.write(say, answer)
        finally:
            os._exit(0)
    os.close(say)
    held = os.read(said, 1) == b"1"
    os.close(said)
    os.waitpid(pid, 0)
    if not held:
        return Availability(False, "Landlock did not hold", "see `dmesg | grep landlock`", "")
    return Availability(True, "", "", f"Landlock {version} refused a file that was not granted")


def words(plan: Plan) -> tuple[str, ...]:
    """The rules, as `path:rights`, and the command."""
    place = Place("<copy>" if plan.workspace == "overlay" else plan.project, "<run>/home", "<run>/tmp", 0)
    return (
        "landlock", *(f"{path}:{right:#x}" for path, right in grants(plan, place)), "--", *bwrap.command(plan),
    )  # fmt: skip


def carry_out(plan: Plan, *, terminal: bool, record: Record) -> Done:
    """Runs the plan's command to its end.

    Raises:
        NoSandboxError: the room cannot be set up; the command was not started.
    """
    found = probe()
    if not found.available:
        raise NoSandboxError(found.reason, found.remedy)

    # Landlock knows no exception inside a folder that may be written, so that is always a copy.
    direct = plan.workspace == "direct"
    if direct:
        plan = plan._replace(workspace="overlay", kept=(), fixed=())
    gate = kept.gate(plan) if plan.net == "allow" else None
    port = gate.port if gate else 0

    def start(_run: Run, place: Place) -> kept.Start:
        # Short, for the path of a socket may have 107 bytes.
        place = place._replace(tmp=tempfile.mkdtemp(prefix="fumehood-", dir="/tmp"))
        given = grants(plan, place)
        program = _filter()
        environment = {name: at_home(plan, place, value) for name, value in plan.environment} | {
            "PATH": _search_path(plan, place, given),
            "HOME": place.home,
            "TMPDIR": place.tmp,
            "TMUX_TMPDIR": place.tmp,
            "PWD": place.project,
            "GIT_CONFIG_NOSYSTEM": "1",  # git ends when it may not read /etc/gitconfig
        }

        def attend(channel: int) -> None:
            rooms = (place.home, place.tmp, *((place.project,) if plan.workspace == "overlay" else ()))
            _attend(channel, Roots(writable(given), rooms, port))

        return kept.Start(
            lambda: _begin(plan, place, given, program, environment),
            lambda: shutil.rmtree(place.tmp, ignore_errors=True),
            attend,
            (place.tmp,),
        )

    done = kept.carry_out(plan, start, terminal=terminal, record=record, gate=gate, linked=True)
    if direct:
        for _ in take_over(pending(done.run), plan.project):
            pass
        sweep(done.run.upper, plan.project)
    return done


class Roots(NamedTuple):
    """What the room may write, what of it is its own alone, and the port of its proxy (0: none)."""

    writable: tuple[str, ...]
    own: tuple[str, ...]
    proxy: int


def _attend(channel: int, roots: Roots) -> None:
    """Answers, without any power of root's, what the filter leaves to somebody outside."""
    with socket.socket(fileno=channel) as end:
        _, (listener,), _, _ = socket.recv_fds(end, 1, 1)
    try:
        drop_capabilities()
        Attributes(listener, roots.writable, roots.own, roots.proxy).serve()
    finally:
        os.close(listener)  # a call that nobody answers must fail, not wait


def _begin(plan: Plan, place: Place, given: Grants, program: bytes, environment: dict[str, str]) -> None:
    launch.set_limits(plan)
    os.chdir(place.project)
    listener = restrict(given, program)
    with socket.socket(fileno=CHANNEL) as end:
        socket.send_fds(end, [b"x"], [listener])
    os.close(listener)
    for one in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)
    argv = tuple(_moved(word, plan.project, place.project) for word in bwrap.command(plan))
    os.execvpe(argv[0], argv, environment)  # noqa: S606


def _moved(word: str, project: str, copy: str) -> str:
    """A path into the project that the caller wrote out leads into the copy: nothing is at its own place."""
    return copy + word[len(project) :] if word == project or word.startswith(project + "/") else word


def _search_path(plan: Plan, place: Place, given: Grants) -> str:
    """The folders of PATH that can be used inside; those of the user's home are also looked for in the room's."""
    found: list[str] = []
    for one in dict(plan.environment)["PATH"].split(":"):
        found += filter(None, (_reachable(one, given), inside(plan, place, one)))
    return ":".join(found)


def _reachable(path: str, given: Grants) -> str:
    """The folders of PATH that were granted: others would answer "refused" where "not found" is meant."""
    roots = tuple(os.path.realpath(place).rstrip("/") + "/" for place, _ in given)
    return ":".join(one for one in path.split(":") if (os.path.realpath(one) + "/").startswith(roots))


def _filter() -> bytes:
    return seccomp.assemble(platform.machine(), apart=False)
