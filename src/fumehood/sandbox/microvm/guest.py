"""A guest on its way: the room around qemu, what stands in it for the guest, and the wait for its first words."""

import contextlib
import hashlib
import os
import select
import signal
import socket
import time
from typing import NamedTuple

from fumehood.sandbox import bwrap, launch, seccomp
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm import agent, boot, kernel, memory, protocol, qemu, tunnels, unpack
from fumehood.sandbox.microvm.firecracker import room
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.runs import Run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.record import Waits

KERNEL = boot.AGENT + "/kernel"
INITRAMFS = boot.AGENT + "/initramfs"
STATE = boot.AGENT + "/state"
_PACKAGE = boot.AGENT + "/fumehood/sandbox/microvm"
SECONDS = 120.0
"""How long a guest may take to its first words: emulated, on a busy machine, it is about 5."""
_BOOTS = "a virtual machine starts; the first one takes some seconds, later ones go on from its snapshot"
_LONG = 2.0
"""Seconds after which a wait is long."""
_TAIL = 4000


class Machine(NamedTuple):
    """What a guest is made of: the monitor's program, a kernel, whether the processor helps, the Python for the agent.

    `monitor` is `qemu` or `firecracker`; `shown` is what the room shows besides, so that there is that Python.
    """

    program: str
    kernel: kernel.Kernel
    kvm: bool
    python: str
    shown: tuple[str, ...]
    monitor: str = "qemu"


class Guest(NamedTuple):
    """A guest on its way: the outer process, the line to the agent, and the file of its console."""

    started: launch.Started
    line: socket.socket
    log: str


def room_words(
    plan: Plan,
    machine: Machine,
    masks: dict[str, bytes],
    honey: tuple[tuple[str, str], ...],
    state: str | None = None,
    run: Run | None = None,
    copy: str | None = None,
) -> tuple[bwrap.Word, ...]:
    """Options of bubblewrap: the plan's view, which is all that qemu sees and can show, and the guest's own files.

    `state` is the file of the snapshot to go on from, `run` the run in whose folder
    Firecracker has its sockets, `copy` what stands for the project where no overlay can be laid.
    """
    view = plan._replace(environment=(), net="none", folder="/", shown=(*plan.shown, *machine.shown))
    words = list(bwrap.words(view, masks, honey, None, copy))
    if machine.monitor == "firecracker":
        # Its sockets are of a kind that the room's filter refuses. It has a filter of its own, and the room no network.
        at = words.index("--seccomp")
        del words[at : at + 2]
    # Whatever sockets it makes are its kernel's: to a file of the host's no listener of that kernel belongs.
    filtered = seccomp.assemble("x86_64", local=True)
    more: list[bwrap.Word] = ["--dir", "/sys"]
    files = [
        (boot.AGENT + "/start", boot.starter(os.getuid(), os.getgid(), filtered), "0555"),
        (_PACKAGE + "/agent.py", _source(agent.__file__), "0444"),
        (_PACKAGE + "/protocol.py", _source(protocol.__file__), "0444"),
        (_PACKAGE + "/tunnels.py", _source(tunnels.__file__), "0444"),
    ]
    if state is None:
        files += [(INITRAMFS, first_code(machine), "0444"), (KERNEL, _kernel(machine), "0444")]
    else:
        more += ["--ro-bind", state, STATE]
    if machine.monitor == "firecracker":
        files += [(f"{_PACKAGE}/files/{name}", content, "0444") for name, content in room.sources()]
        more += ["--bind", _sockets(run), room.SOCKETS] if run else []
    for place, content, mode in files:
        more += ["--perms", mode, "--ro-bind-data", bwrap.Data(content), place]
    if machine.kvm:
        more += ["--dev-bind", "/dev/kvm", "/dev/kvm"]
    end = max(at for at, word in enumerate(words) if word == "--remount-ro" and words[at + 1] == "/")
    return (*words[:end], *more, *words[end:])


def command(
    plan: Plan, machine: Machine, *, restored: bool = False, monitor: bool = False
) -> tuple[str, ...]:
    """What runs in the room: the monitor.

    Raises:
        NoSandboxError: the plan's memory is more than a guest can have here.
    """
    fixed = frozenset({"room"} | ({"work"} if plan.workspace == "ro" else set()))
    if machine.monitor == "firecracker":
        return room.command(machine.program, machine.python, boot.exports(plan), fixed)
    return tuple(
        qemu.arguments(
            machine.program,
            kvm=machine.kvm,
            memory=memory.of_machine(plan.limits.memory),
            kernel=KERNEL,
            initramfs=INITRAMFS,
            exports=boot.exports(plan),
            fixed=fixed,
            state=STATE if restored else None,
            monitor=monitor,
        )
    )


def start(
    plan: Plan,
    machine: Machine,
    run: Run,
    words: tuple[bwrap.Word, ...],
    *,
    restored: bool = False,
    monitor: socket.socket | None = None,
    seconds: float = SECONDS,
) -> Guest:
    """Starts the machine; returns when there is a line to it, which with Firecracker has to be within `seconds`.

    `monitor` becomes qemu's own and is closed here.

    Raises:
        NoSandboxError: as `command`.
    """
    size = memory.of_machine(plan.limits.memory)
    ours = command(plan, machine, restored=restored, monitor=monitor is not None)
    here, there = pair()
    log = os.path.join(run.folder, "console")
    with open(log, "wb") as file:
        view = plan._replace(command=ours, net="none")
        streams = (there.fileno(), file.fileno(), (monitor or file).fileno())
        started = launch.launch(launch.find(), view, run, words, streams, terminal=False)
    there.close()
    if monitor:
        monitor.close()
    guest = Guest(started, here, log)
    if machine.monitor == "firecracker":
        here.close()
        return guest._replace(line=_line_of_firecracker(guest, run, size, seconds))
    return guest


def _line_of_firecracker(guest: Guest, run: Run, size: int, seconds: float) -> socket.socket:
    def ended() -> bool:
        return os.waitpid(guest.started.pid, os.WNOHANG)[0] != 0

    try:
        return room.connect(_sockets(run), size, KERNEL, INITRAMFS, ended, seconds)
    except NoSandboxError as error:
        with contextlib.suppress(OSError):
            os.kill(guest.started.pid, signal.SIGKILL)
        raise NoSandboxError(f"{error.message}: {tail(guest)}", error.remedy) from error


def _sockets(run: Run) -> str:
    path = os.path.join(run.folder, "sockets")
    os.makedirs(path, mode=0o700, exist_ok=True)
    return path


def pair() -> tuple[socket.socket, socket.socket]:
    """Both ends of a line."""
    return socket.socketpair()


def hear(guest: Guest, seconds: float = SECONDS, waits: "Waits | None" = None) -> float:
    """Waits for the guest's hello; returns the seconds of its own clock at which its first code began.

    `waits` hears of it at once, and again when it takes long.

    Raises:
        NoSandboxError: it does not come, with what qemu or the guest's console said.
    """
    deadline = time.monotonic() + seconds
    for waited in (0.0, _LONG):
        if waits is None:
            break
        waits(_BOOTS, waited)
        if select.select([guest.line], [], [], _LONG)[0]:
            break
    heard = b""
    while len(heard) < len(boot.HELLO) + boot.CLOCK.size:
        heard += listen(guest, deadline - time.monotonic(), seconds)
    if not heard.startswith(boot.HELLO):
        raise NoSandboxError("the guest says something else than hello", "name another kernel")
    whole, parts = boot.CLOCK.unpack_from(heard, len(boot.HELLO))
    return float(whole + parts / 1e9)


def tell(guest: Guest, plan: Plan, machine: Machine) -> None:
    """Sends what the guest goes on with after its hello, or after it was restored."""
    with contextlib.suppress(OSError):  # a machine that ended is noticed when its agent is waited for
        guest.line.sendall(boot.second_stage(plan, machine.python, socket=machine.monitor == "firecracker"))


def listen(guest: Guest, wait: float, seconds: float = SECONDS) -> bytes:
    """The next bytes from the guest.

    Raises:
        NoSandboxError: none came in `wait` seconds, or the machine ended.
    """
    ready, _, _ = select.select([guest.line], [], [], max(0.0, wait))
    data = take(guest) if ready else b""
    if data:
        return data
    what = (
        "the guest's machine ended before its agent spoke"
        if ready
        else f"the guest said nothing in {seconds:g} s"
    )
    raise NoSandboxError(
        f"{what}: {tail(guest)}", "fumehood doctor --sandbox --backend microvm boots one to look"
    )


def take(guest: Guest) -> bytes:
    """What the guest has said; nothing when the machine has ended, with or without having heard us out."""
    try:
        return guest.line.recv(65536)
    except ConnectionResetError:
        return b""


def tail(guest: Guest) -> str:
    """The end of what bubblewrap, qemu and the guest's console wrote, on one line."""
    with open(guest.log, "rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
        lines = file.read().decode("utf-8", "replace").splitlines()
    said = [line.strip() for line in lines if line.strip() and "PCI: Fatal" not in line]
    # Behind it stand registers; in it, the number of the step that failed.
    said = [line for line in said if "Kernel panic" in line] or said
    ready, _, _ = select.select([guest.started.failure], [], [], 0)
    if ready:
        said.append(os.read(guest.started.failure, 4096).decode("utf-8", "replace"))
    return " / ".join(line for line in said[-6:] if line) or "its console is empty"


def _kernel(machine: Machine) -> bytes:
    """The kernel as the monitor takes it: unpacked where it can be, since an emulated processor takes long for that.

    Raises:
        NoSandboxError: Firecracker takes it in no other way.
    """
    try:
        plain = unpack.plain_kernel(machine.kernel.path)
    except NoSandboxError:
        if machine.monitor == "firecracker":
            raise
    else:
        if machine.monitor == "firecracker" or unpack.starts_as_elf(plain):
            return plain
    return _source(machine.kernel.path)


def first_code(machine: Machine) -> bytes:
    """The archive that the guest's kernel begins with.

    Raises:
        NoSandboxError: a module cannot be read.
    """
    return boot.initramfs(machine.kernel, socket=machine.monitor == "firecracker")


def identity(machine: Machine) -> str:
    """What an observation of a guest holds for: this qemu and this kernel, until this machine starts anew."""
    files = [os.stat(path) for path in (machine.program, machine.kernel.path)]
    with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as file:
        since = file.read().strip()
    parts = (machine.program, machine.kernel.path, [(one.st_size, one.st_mtime_ns) for one in files], since)
    return hashlib.sha256(repr((*parts, os.uname().release)).encode()).hexdigest()


def _source(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
