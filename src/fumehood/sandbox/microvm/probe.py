"""Boots a guest to see whether it comes up, and remembers the answer with its date: a device that opens proves nothing."""

import json
import os
import tempfile
import time
from typing import Any, NamedTuple

from fumehood.core.paths import cache_folder
from fumehood.core.replace_file import replace_file
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.microvm import bridge, guest, snapshot
from fumehood.sandbox.microvm.empty import empty
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.runs import Run, begin, forget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.record import Waits

_KVM_SECONDS = 8.0
"""A guest on KVM is up within a second; one that is not by then never will."""
_HOLDS = 86400.0
"""Seconds for which the answer about KVM holds; a new kernel, qemu or start of this machine ends it sooner."""


class Boot(NamedTuple):
    """A guest that ran a command: seconds of this machine's clock in all, of the guest's own at the agent's first word.

    `snapshot` is what it went on from; None: it booted.
    """

    seconds: float
    inside: float
    snapshot: snapshot.Snapshot | None


def boot(
    made: guest.Machine,
    seconds: float = guest.SECONDS,
    *,
    restored: bool = False,
    waits: "Waits | None" = None,
) -> Boot:
    """Starts a guest with nothing in it, lets its agent run `true`, and ends it.

    `restored`: from a snapshot, which is made first where there is none, if one can be made.

    Raises:
        NoSandboxError: it does not come up in `seconds`, with what its console says.
    """
    with tempfile.TemporaryDirectory(prefix="fumehood-probe-", dir=os.path.expanduser("~")) as project:
        plan = empty(os.path.realpath(project))
        run = begin(plan.project, plan.command)
        try:
            return _boot(
                plan, run, made, seconds, snapshot.ready(plan, made, waits) if restored else None, waits
            )
        finally:
            forget(run)


def works(made: guest.Machine, waits: "Waits | None" = None) -> bool:
    """Whether a guest came up with KVM; asked once a day, and for each kernel and monitor.

    `waits` hears when one is started.
    """
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        return False
    place = os.path.join(cache_folder(), f"microvm-{made.monitor}.json")
    key = guest.identity(made)
    known = _read(place)
    age = time.time() - known.get("at", 0)
    if known.get("key") != key or not 0 <= age < _HOLDS:
        try:
            boot(made._replace(kvm=True), _KVM_SECONDS, waits=waits)
            known = {"key": key, "kvm": True, "at": time.time()}
        except NoSandboxError:
            known = {"key": key, "kvm": False, "at": time.time()}
        os.makedirs(cache_folder(), exist_ok=True)
        replace_file(place, json.dumps(known).encode())
    return bool(known.get("kvm") is True)


def _boot(
    plan: Plan,
    run: Run,
    made: guest.Machine,
    seconds: float,
    kept: snapshot.Snapshot | None,
    waits: "Waits | None",
) -> Boot:
    honey = Honeytokens(os.path.join(run.folder, "honey"), plan.home)
    started = time.monotonic()
    words = guest.room_words(plan, made, {}, (), kept.path if kept else None, run)
    begun = guest.start(plan, made, run, words, restored=kept is not None, seconds=seconds)
    try:
        if kept is None:
            guest.hear(begun, seconds, waits)
        guest.tell(begun, plan, made)
        said: list[float] = []
        end = bridge.carry(begun, plan, None, honey, terminal=False, hello=said.append, seconds=seconds)
    finally:
        bridge.end(begun)
    if end.code:
        raise NoSandboxError(
            f"the guest came up, but `true` ended with {end.code}: {end.failure or ''}", "name another kernel"
        )
    return Boot(time.monotonic() - started, said[0], kept)


def _read(path: str) -> dict[str, Any]:
    try:
        with open(path, "rb") as file:
            found = json.load(file)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
