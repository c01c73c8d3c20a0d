"""Keeps a guest that has said hello and knows nothing of a run yet, so that runs go on from there and need not boot.

A snapshot belongs to one qemu, kernel, size of memory, number of folders and start of this machine. It is read-only to
the runs: each has its own copy of the memory. What must not be the same in two runs (random numbers, time) is new in each.
"""

import hashlib
import json
import os
import socket
import tempfile
import time
from typing import NamedTuple

from fumehood.core.paths import cache_folder
from fumehood.core.replace_file import replace_file, replacing
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm import bridge, guest, memory, qemu
from fumehood.sandbox.microvm.empty import empty
from fumehood.sandbox.microvm.monitor import Monitor
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.runs import begin, forget

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.record import Waits

_MOST = 4
"""Snapshots that are kept, of 80 MB each."""
_REFUSED_FOR = 86400.0
"""Seconds until a machine that could not be kept is tried again."""


class Snapshot(NamedTuple):
    """The file with the state; the seconds, of this machine's clock and of the guest's, that its boot took."""

    path: str
    seconds: float
    inside: float


def ready(plan: Plan, made: guest.Machine, waits: "Waits | None" = None) -> Snapshot | None:
    """The snapshot for the plan's machine, made where there is none; None where it could not be made lately.

    `waits` hears when it is made.

    Raises:
        NoSandboxError: no guest comes up.
    """
    if made.monitor != "qemu":
        return None  # Firecracker boots in less time than a snapshot of it would save
    path = os.path.join(_folder(), _key(plan, made))
    known = _read(path)
    if known is None:
        known = _make(plan, made, path, waits)
    elif known.get("refused") is not None:
        return None
    else:
        os.utime(path)
    if known.get("refused") is not None:
        return None
    return Snapshot(path, float(known["seconds"]), float(known["inside"]))  # type: ignore[arg-type]


def drop(snapshot: Snapshot) -> None:
    """Removes a snapshot that did not come to life."""
    for path in (snapshot.path + ".json", snapshot.path):
        if os.path.exists(path):
            os.unlink(path)


def _make(plan: Plan, made: guest.Machine, path: str, waits: "Waits | None") -> dict[str, object]:
    os.makedirs(_folder(), mode=0o700, exist_ok=True)
    known: dict[str, object] = {"at": time.time()}
    with tempfile.TemporaryDirectory(prefix="fumehood-snapshot-", dir=os.path.expanduser("~")) as project:
        bare = empty(os.path.realpath(project), memory=plan.limits.memory, folders=len(plan.writable))
        run = begin(bare.project, bare.command)
        try:
            here, there = guest.pair()
            started = time.monotonic()
            with here:
                begun = guest.start(bare, made, run, guest.room_words(bare, made, {}, ()), monitor=there)
                try:
                    known["inside"] = guest.hear(begun, waits=waits)
                    known["seconds"] = time.monotonic() - started
                    _save(here, path, known)
                finally:
                    bridge.end(begun)
        finally:
            forget(run)
    replace_file(path + ".json", json.dumps(known).encode(), mode=0o600)
    _prune()
    return known


def _save(line: socket.socket, path: str, known: dict[str, object]) -> None:
    try:
        with replacing(path, mode=0o600) as temporary:
            Monitor(line).save(temporary)
    except (NoSandboxError, OSError) as error:
        # The guest works, so runs do: they boot.
        known["refused"] = str(error)


def _read(path: str) -> dict[str, object] | None:
    try:
        with open(path + ".json", "rb") as file:
            found = json.load(file)
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict):
        return None
    if found.get("refused") is not None:
        age = time.time() - float(found.get("at", 0))
        return found if 0 <= age < _REFUSED_FOR else None
    return found if {"seconds", "inside"} <= found.keys() and os.path.isfile(path) else None


def _folder() -> str:
    return os.path.join(cache_folder(), "microvm")


def _key(plan: Plan, made: guest.Machine) -> str:
    parts = (
        made.kvm,
        guest.identity(made),
        hashlib.sha256(guest.first_code(made)).hexdigest(),
        memory.of_machine(plan.limits.memory),
        len(plan.writable),
        qemu.WORDS,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def _prune() -> None:
    """Removes all but those that were used last."""
    folder = _folder()
    paths = [os.path.join(folder, name) for name in os.listdir(folder) if not name.endswith(".json")]
    for path in sorted(paths, key=os.path.getmtime, reverse=True)[_MOST:]:
        drop(Snapshot(path, 0, 0))
