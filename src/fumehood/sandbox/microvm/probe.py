"""Boots a guest to see whether it comes up, and remembers the answer with its date: a device that opens proves nothing."""

import hashlib
import json
import os
import tempfile
import time
from typing import NamedTuple

from fumehood.core.paths import cache_folder
from fumehood.core.replace_file import replace_file
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.microvm import bridge, guest, qemu
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.policy import Limits
from fumehood.sandbox.runs import Run, begin, forget
from fumehood.sandbox.system import look

_KVM_SECONDS = 8.0
"""A guest on KVM is up within a second; one that is not by then never will."""


class Boot(NamedTuple):
    """A guest that came up: seconds of this machine's clock, of the guest's own, and whether with KVM."""

    seconds: float
    inside: float
    kvm: bool


def boot(made: guest.Machine, seconds: float = guest.SECONDS) -> Boot:
    """Boots a guest with nothing in it, lets its agent run `true`, and ends it.

    Raises:
        NoSandboxError: it does not come up in `seconds`, with what its console says.
    """
    with tempfile.TemporaryDirectory(prefix="fumehood-probe-", dir=os.path.expanduser("~")) as project:
        plan = _plan(os.path.realpath(project))
        run = begin(plan.project, plan.command)
        try:
            return _boot(plan, run, made, seconds)
        finally:
            forget(run)


def kvm_works(made: guest.Machine) -> bool:
    """Whether a guest came up with KVM; asked once for each kernel and qemu, and kept."""
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return False
    place = os.path.join(cache_folder(), "microvm.json")
    key = _key(made)
    known = _read(place)
    if known.get("key") != key:
        try:
            boot(made._replace(kvm=True), _KVM_SECONDS)
            works = True
        except NoSandboxError:
            works = False
        known = {"key": key, "kvm": works, "at": time.time()}
        os.makedirs(cache_folder(), exist_ok=True)
        replace_file(place, json.dumps(known).encode())
    return known.get("kvm") is True


def _boot(plan: Plan, run: Run, made: guest.Machine, seconds: float) -> Boot:
    honey = Honeytokens(os.path.join(run.folder, "honey"), plan.home, netrc=False)
    started = time.monotonic()
    begun = guest.start(plan, made, run, guest.room_words(plan, made, {}, ()))
    try:
        guest.greet(begun, plan, made, seconds)
        said: list[float] = []
        end = bridge.carry(begun, plan, None, honey, terminal=False, hello=said.append, seconds=seconds)
    finally:
        bridge.end(begun)
    if end.code:
        raise NoSandboxError(
            f"the guest came up, but `true` ended with {end.code}: {end.failure or ''}", "name another kernel"
        )
    return Boot(time.monotonic() - started, said[0], made.kvm)


def _plan(project: str) -> Plan:
    system = look()
    return Plan(
        backend="microvm", workspace="ro", project=project, folder=project, home=os.path.realpath(os.path.expanduser("~")),
        user=system.user, command=("true",), environment=(("PATH", "/usr/bin:/bin"),), shown=system.shown,
        links=system.links, writable=(), masked=(), kept=(), fixed=(), net="none", hosts=(),
        limits=Limits(64 << 20, 64, None, 1 << 26),
    )  # fmt: skip


def _key(made: guest.Machine) -> str:
    info = os.stat(made.kernel.path)
    parts = (
        made.kernel.path,
        info.st_size,
        info.st_mtime_ns,
        qemu.version(made.qemu),
        qemu.command_line(),
        os.uname().release,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _read(path: str) -> dict[str, object]:
    try:
        with open(path, "rb") as file:
            found = json.load(file)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
