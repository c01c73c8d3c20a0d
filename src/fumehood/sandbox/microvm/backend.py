"""The backend `microvm`: a kernel of the guest's own, in Firecracker or qemu, which is itself in a room.

The room shows the monitor what the plan shows, and nothing else can be shown by it; so masks, planted credentials,
protected paths and the overlay are those of every room, and `changes` reads the same folder.
"""

import os
import platform
import shutil
import socket
import sys

from fumehood.sandbox import bwrap, launch, namespaces
from fumehood.sandbox.backends.backend import Availability
from fumehood.sandbox.changes.gather import gather
from fumehood.sandbox.errors import NoOverlayError, NoSandboxError
from fumehood.sandbox.guarded import move_aside
from fumehood.sandbox.guarded import snapshot as looks
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.masks import contents
from fumehood.sandbox.microvm import bridge, guest, kernel, memory, qemu, snapshot
from fumehood.sandbox.microvm.firecracker import room
from fumehood.sandbox.microvm.outlet import Outlet
from fumehood.sandbox.microvm.probe import boot, works
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.record import Record
from fumehood.sandbox.room import Done, copy_of, lay_covers, look_first, remedy, why_no_overlay
from fumehood.sandbox.runs import Run, begin, forget
from fumehood.sandbox.supervise import End

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from fumehood.sandbox.network.proxy import Refusal
    from fumehood.sandbox.record import Waits
    from fumehood.sandbox.workspace_copy import Place

WEAKER: tuple[str, ...] = ()


def machine(waits: "Waits | None" = None) -> guest.Machine:
    """What a guest is made of here: Firecracker where a guest came up with it, else qemu, with KVM if one came up so.

    `waits` hears when a guest is started to see it.

    Raises:
        NoSandboxError: something is missing or too old, with what to do.
    """
    if platform.machine() != "x86_64":
        raise NoSandboxError(
            f"the guest's first code is x86-64, this is {platform.machine()}", "use --backend bwrap"
        )
    launch.find()
    python, shown = _python()
    try:
        program = room.find()
        found = kernel.find(os.environ, wanted=kernel.BY_SOCKET)
        made = guest.Machine(program, found, True, python, shown, "firecracker")
        if works(made, waits):
            return made
    except NoSandboxError:
        pass  # qemu needs less
    made = guest.Machine(qemu.find(), kernel.find(os.environ), False, python, shown)
    return made._replace(kvm=works(made, waits))


def probe() -> Availability:
    """Boots a guest and sees its agent run a command: nothing less says that a machine works."""
    try:
        made = machine()
        name = made.monitor
        if name == "qemu":
            name += " " + ".".join(str(part) for part in qemu.version(made.program))
        found = boot(made, restored=True)
    except NoSandboxError as error:
        return Availability(False, error.message, error.remedy, "")
    how = "KVM" if made.kvm else "emulated: KVM is not there, or no guest came up with it"
    seen = f"{name}, kernel {made.kernel.version}, {how}; "
    kept = found.snapshot
    if kept is None:
        seen += f"agent after {found.inside:.1f} s of the guest's clock, {found.seconds:.1f} s in all, no snapshot"
    else:
        seen += f"booted to its first code in {kept.inside:.1f} s of the guest's clock ({kept.seconds:.1f} s of ours)"
        seen += f", `true` from a snapshot in {found.seconds:.1f} s"
    return Availability(True, "", "", seen)


def words(plan: Plan) -> tuple[str, ...]:
    """The command line for people: the room around, then the machine in it.

    Raises:
        NoSandboxError: as `machine`.
    """
    made = machine()
    return (
        "bwrap",
        *bwrap.plain(guest.room_words(plan, made, {}, ())),
        "--",
        *guest.command(plan, made),
        "(in the guest)",
        *plan.command,
    )


def carry_out(plan: Plan, *, terminal: bool, record: Record) -> Done:
    """Runs the plan's command to its end.

    Raises:
        NoSandboxError: the machine cannot be had; the command was not started.
    """
    made = machine(record.waits)
    memory.of_machine(plan.limits.memory)
    kept = snapshot.ready(plan, made, record.waits)
    run = begin(plan.project, plan.command)
    place, lock = copy_of(plan, run) if plan.copied else (None, -1)
    if place:
        plan = plan._replace(limits=plan.limits._replace(disk=plan.limits.disk + place.copied))
    elif plan.workspace == "overlay":
        look_first(run)
    honey = Honeytokens(os.path.join(run.folder, "honey"), plan.home)
    guarded = looks(plan) if plan.workspace == "direct" else None
    honey.watch()
    record.opens(run, plan)
    record.begin()
    way = _Way(plan, run, record)
    try:
        lay_covers(plan, run)
        end = _finish(plan, made, run, honey, way, kept, place, terminal=terminal)
    except NoSandboxError as error:
        forget(run)
        if namespaces.OVERLAY in error.message:
            raise NoOverlayError(why_no_overlay(run, error.message), remedy(error.message)) from error
        raise
    finally:
        way.close()
        if lock >= 0:
            os.close(lock)
    if place:
        gather(run)
    for one in end.touched:
        record.touched(one)
    if end.failure:
        raise NoSandboxError(
            f"the sandbox failed: {end.failure}", "what the command wrote is in `fumehood changes show`"
        )
    aside = [] if guarded is None else move_aside(plan, guarded, os.path.join(run.folder, "aside"))
    return Done(run, end, tuple(aside), way.refusals())


def _finish(
    plan: Plan,
    made: guest.Machine,
    run: Run,
    honey: Honeytokens,
    way: "_Way",
    kept: snapshot.Snapshot | None,
    place: "Place | None",
    *,
    terminal: bool,
) -> End:
    """Runs the command; boots a machine when the snapshot's does not come to life."""
    state = kept.path if kept else None
    words = guest.room_words(
        plan, made, contents(plan), tuple(honey.places), state, run, place and place.project
    )
    upper = place.project if place else run.upper if plan.workspace == "overlay" else None
    begun = guest.start(plan, made, run, words, restored=kept is not None)
    try:
        if kept is None:
            guest.hear(begun)
        guest.tell(begun, plan, made)
        return bridge.carry(begun, plan, upper, honey, terminal=terminal, outlet=way.outlet)
    except NoSandboxError as error:
        if kept is None or namespaces.OVERLAY in error.message:
            raise
        snapshot.drop(kept)
    finally:
        bridge.end(begun)
        os.unlink(begun.log)
        shutil.rmtree(os.path.join(run.folder, "sockets"), ignore_errors=True)
    return _finish(plan, made, run, honey, way, None, place, terminal=terminal)


class _Way:
    """The way to the hosts that the plan names; none unless it names any."""

    def __init__(self, plan: Plan, run: Run, record: Record) -> None:
        self._open: Outlet | None = None
        self.outlet: Callable[[], socket.socket | None] | None = None
        self._refusals: list[Refusal] = []
        if plan.net == "allow":
            from fumehood.sandbox.network.answer import on_record
            from fumehood.sandbox.network.hosts import entry
            from fumehood.sandbox.network.proxy import Proxy

            self._open = Outlet(run.folder)
            entries = tuple(entry(host) for host in plan.hosts)
            proxy = Proxy(self._open.listener, entries, on_record(record))
            proxy.start()
            self._refusals = proxy.refusals
            self.outlet = self._open.connect

    def refusals(self) -> "tuple[Refusal, ...]":
        """What the proxy refused."""
        return tuple(dict.fromkeys(self._refusals))

    def close(self) -> None:
        """Nothing more gets out."""
        if self._open:
            self._open.close()


def _python() -> tuple[str, tuple[str, ...]]:
    """A Python for the agent, and what the room must show besides to have it."""
    for path in ("/usr/bin/python3", "/usr/local/bin/python3"):
        if os.path.realpath(path).startswith("/usr/") and os.access(path, os.X_OK):
            return path, ()
    prefix = os.path.realpath(sys.base_prefix)
    return os.path.join(prefix, "bin", f"python3.{sys.version_info.minor}"), (prefix,)
