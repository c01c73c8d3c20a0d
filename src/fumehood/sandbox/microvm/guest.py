"""A guest on its way: the room around qemu, what stands in it for the guest, and the wait for its first words."""

import os
import select
import socket
import time
from typing import NamedTuple

from fumehood.sandbox import bwrap, launch, seccomp
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm import agent, boot, kernel, protocol, qemu
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.runs import Run

KERNEL = boot.AGENT + "/kernel"
INITRAMFS = boot.AGENT + "/initramfs"
_PACKAGE = boot.AGENT + "/fumehood/sandbox/microvm"
SECONDS = 120.0
"""How long a guest may take to its first words: emulated, on a busy machine, it is about 5."""
_TAIL = 4000


class Machine(NamedTuple):
    """What a guest is made of: qemu, a kernel, whether the processor helps, and the Python for the agent."""

    qemu: str
    kernel: kernel.Kernel
    kvm: bool
    python: str
    shown: tuple[str, ...]


class Guest(NamedTuple):
    """A started guest: the outer process, the line to the agent, and the file of its console."""

    started: launch.Started
    line: socket.socket
    log: str


def room_words(
    plan: Plan, machine: Machine, masks: dict[str, bytes], honey: tuple[tuple[str, str], ...]
) -> tuple[bwrap.Word, ...]:
    """Options of bubblewrap: the plan's view, which is all that qemu sees and can show, and the guest's own files."""
    view = plan._replace(environment=(), net="none", folder="/", shown=(*plan.shown, *machine.shown))
    words = list(bwrap.words(view, masks, honey))
    filtered = seccomp.assemble("x86_64")
    more: list[bwrap.Word] = ["--dir", "/sys", "--ro-bind", machine.kernel.path, KERNEL]
    for place, content, mode in (
        (INITRAMFS, boot.initramfs(machine.kernel), "0444"),
        (boot.AGENT + "/start", boot.starter(os.getuid(), os.getgid(), filtered), "0555"),
        (_PACKAGE + "/agent.py", _source(agent.__file__), "0444"),
        (_PACKAGE + "/protocol.py", _source(protocol.__file__), "0444"),
    ):
        more += ["--perms", mode, "--ro-bind-data", bwrap.Data(content), place]
    if machine.kvm:
        more += ["--dev-bind", "/dev/kvm", "/dev/kvm"]
    end = max(at for at, word in enumerate(words) if word == "--remount-ro" and words[at + 1] == "/")
    return (*words[:end], *more, *words[end:])


def command(plan: Plan, machine: Machine) -> tuple[str, ...]:
    """What runs in the room: qemu."""
    fixed = {"room"} | ({"work"} if plan.workspace == "ro" else set())
    return tuple(
        qemu.arguments(
            machine.qemu,
            kvm=machine.kvm,
            memory=plan.limits.memory,
            kernel=KERNEL,
            initramfs=INITRAMFS,
            exports=boot.exports(plan),
            fixed=frozenset(fixed),
        )
    )


def start(plan: Plan, machine: Machine, run: Run, words: tuple[bwrap.Word, ...]) -> Guest:
    """Starts the machine; returns at once."""
    here, there = socket.socketpair()
    log = os.path.join(run.folder, "console")
    with open(log, "wb") as file:
        view = plan._replace(command=command(plan, machine), net="none")
        streams = (there.fileno(), file.fileno(), file.fileno())
        started = launch.launch(launch.find(), view, run, words, streams, terminal=False)
    there.close()
    return Guest(started, here, log)


def greet(guest: Guest, plan: Plan, machine: Machine, seconds: float = SECONDS) -> None:
    """Waits for the guest's hello and sends what it goes on with.

    Raises:
        NoSandboxError: it does not come, with what qemu or the guest's console said.
    """
    deadline = time.monotonic() + seconds
    heard = b""
    while len(heard) < len(boot.HELLO):
        heard += listen(guest, deadline - time.monotonic(), seconds)
    if heard != boot.HELLO:
        raise NoSandboxError("the guest says something else than hello", "name another kernel")
    guest.line.sendall(boot.second_stage(plan, machine.python))


def listen(guest: Guest, wait: float, seconds: float = SECONDS) -> bytes:
    """The next bytes from the guest.

    Raises:
        NoSandboxError: none came in `wait` seconds, or the machine ended.
    """
    ready, _, _ = select.select([guest.line], [], [], max(0.0, wait))
    data = guest.line.recv(65536) if ready else b""
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


def tail(guest: Guest) -> str:
    """The end of what bubblewrap, qemu and the guest's console wrote, on one line."""
    with open(guest.log, "rb") as file:
        file.seek(max(0, os.fstat(file.fileno()).st_size - _TAIL))
        lines = file.read().decode("utf-8", "replace").splitlines()
    said = [line.strip() for line in lines if line.strip() and "PCI: Fatal" not in line]
    ready, _, _ = select.select([guest.started.failure], [], [], 0)
    if ready:
        said.append(os.read(guest.started.failure, 4096).decode("utf-8", "replace"))
    return " / ".join(line for line in said[-6:] if line) or "its console is empty"


def _source(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
