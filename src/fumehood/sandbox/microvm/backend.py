"""The backend `microvm`: a kernel of the guest's own, emulated or on KVM, in qemu, which is itself in a room.

The room shows qemu what the plan shows, and nothing else can be exported by it; so masks, planted credentials,
protected paths and the overlay are those of every room, and `changes` reads the same folder.
"""

import os
import platform
import sys
from collections.abc import Callable

from fumehood.sandbox import bwrap, launch
from fumehood.sandbox.backends.backend import Availability
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.guarded import move_aside, snapshot
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.masks import contents
from fumehood.sandbox.microvm import bridge, guest, kernel, qemu
from fumehood.sandbox.microvm.probe import boot, kvm_works
from fumehood.sandbox.plan import Plan, covers_read_only
from fumehood.sandbox.room import Done
from fumehood.sandbox.runs import Run, begin, forget

WEAKER: tuple[str, ...] = ()
_MOST = 2 << 30
"""Bytes of memory for the command unless the user asks for a number: half of the machine would be too much for one guest."""


def machine(*, kvm: bool | None = None) -> guest.Machine:
    """What a guest is made of here; `kvm` None: when a boot with it has worked.

    Raises:
        NoSandboxError: something is missing or too old, with what to do.
    """
    if platform.machine() != "x86_64":
        raise NoSandboxError(
            f"the guest's first code is x86-64, this is {platform.machine()}", "use --backend bwrap"
        )
    launch.find()
    program = qemu.find()
    found = kernel.find(os.environ)
    python, shown = _python()
    made = guest.Machine(program, found, False, python, shown)
    return made._replace(kvm=kvm_works(made) if kvm is None else kvm)


def probe() -> Availability:
    """Boots a guest and sees its agent run a command: nothing less says that a machine works."""
    try:
        made = machine()
        version = ".".join(str(part) for part in qemu.version(made.qemu))
        found = boot(made)
    except NoSandboxError as error:
        return Availability(False, error.message, error.remedy, "")
    how = "KVM" if found.kvm else "emulated: KVM is not there, or no guest came up with it"
    seen = f"qemu {version}, kernel {made.kernel.version}, {how}; agent after {found.inside:.1f} s of the guest's clock"
    return Availability(True, "", "", f"{seen}, {found.seconds:.1f} s in all")


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
        *guest.command(_bounded(plan), made),
        "(in the guest)",
        *plan.command,
    )


def carry_out(plan: Plan, *, terminal: bool, started: Callable[[Run], None] | None = None) -> Done:
    """Runs the plan's command to its end.

    Raises:
        NoSandboxError: the machine cannot be had; the command was not started.
    """
    if plan.net != "none":
        raise NoSandboxError(
            "the microvm backend has no network device and no way to the proxy yet",
            "use --net none, or --backend bwrap",
        )
    plan = covers_read_only(_bounded(plan))
    made = machine()
    run = begin(plan.project, plan.command)
    honey = Honeytokens(os.path.join(run.folder, "honey"), plan.home, netrc=True)
    room = guest.room_words(plan, made, contents(plan), tuple(honey.places))
    guarded = snapshot(plan) if plan.workspace == "direct" else None
    honey.watch()
    if started:
        started(run)
    begun = guest.start(plan, made, run, room)
    try:
        guest.greet(begun, plan, made)
        upper = run.upper if plan.workspace == "overlay" else None
        end = bridge.carry(begun, plan, upper, honey, terminal=terminal)
    except NoSandboxError:
        bridge.end(begun)
        forget(run)
        raise
    finally:
        bridge.end(begun)
    if end.failure:
        raise NoSandboxError(
            f"the sandbox failed: {end.failure}", "what the command wrote is in `fumehood changes show`"
        )
    os.unlink(begun.log)
    aside = [] if guarded is None else move_aside(plan, guarded, os.path.join(run.folder, "aside"))
    return Done(run, end, tuple(aside), ())


def _bounded(plan: Plan) -> Plan:
    return plan._replace(limits=plan.limits._replace(memory=min(plan.limits.memory, _MOST)))


def _python() -> tuple[str, tuple[str, ...]]:
    """A Python for the agent, and what the room must show besides to have it."""
    for path in ("/usr/bin/python3", "/usr/local/bin/python3"):
        if os.path.realpath(path).startswith("/usr/") and os.access(path, os.X_OK):
            return path, ()
    prefix = os.path.realpath(sys.base_prefix)
    return os.path.join(prefix, "bin", f"python3.{sys.version_info.minor}"), (prefix,)
