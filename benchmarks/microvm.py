"""How long does a guest of `run --backend microvm` take, booted and from a snapshot, and what is a run of `true` beside bubblewrap's?

The rounds are interleaved. An emulated guest is slower than one on KVM by a factor that says nothing about KVM.
"""

import os
import statistics
import sys
import time

import measure
from fumehood.sandbox.microvm import boot, bridge, guest, snapshot
from fumehood.sandbox.microvm.backend import machine
from fumehood.sandbox.microvm.empty import empty
from fumehood.sandbox.microvm.machine_code import Kept, Program
from fumehood.sandbox.runs import begin, forget

ROUNDS = 5
MEMORY = 256 << 20
LIMIT = 4.0
"""Seconds of the guest's own clock at its first code."""
RUN = [measure.FUMEHOOD, "run", "--memory", "256m", "--backend"]


def main() -> int:
    """Writes the result; 1 when the limit is missed."""
    home = measure.home()
    project = home / "project"
    project.mkdir()
    os.environ["HOME"] = str(home)
    made = machine()
    plan = empty(str(project), memory=MEMORY)
    kept = snapshot.ready(plan, made)
    names = (
        "guest's clock at first code",
        "boot to hello",
        "restore to going on",
        "run true, microvm",
        "run true, bwrap",
    )
    seen: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        clock, seconds = booted(plan, made)
        seen[names[0]].append(clock)
        seen[names[1]].append(seconds)
        if kept:
            seen[names[2]].append(restored(plan, made, kept))
        for name, backend in zip(names[3:], ("microvm", "bwrap"), strict=True):
            done = measure.run([*RUN, backend, "--", "true"], project, home, watch=False)
            assert done.code == 0, done.out
            seen[name].append(done.wall)
    clock = statistics.median(seen[names[0]])
    figures = {
        name: measure.spread([1000 * one for one in values], 1) for name, values in seen.items() if values
    }
    ratio = statistics.median(seen[names[3]]) / statistics.median(seen[names[4]])
    about = {
        "rounds": ROUNDS,
        "monitor": made.monitor,
        "kvm": made.kvm,
        "load": os.getloadavg()[0],
        "limit_s": LIMIT,
    }
    measure.write("microvm", __doc__.partition("\n")[0], about | {"ratio": round(ratio, 1), "ms": figures})
    return 1 if clock > LIMIT else 0


def booted(plan, made) -> tuple[float, float]:
    """The guest's clock when its first code began, and the seconds from here to its hello."""
    run = begin(plan.project, plan.command)
    started = time.monotonic()
    begun = guest.start(plan, made, run, guest.room_words(plan, made, {}, ()))
    try:
        return guest.hear(begun), time.monotonic() - started
    finally:
        bridge.end(begun)
        forget(run)


def restored(plan, made, kept) -> float:
    """The seconds from here until the code of a guest from a snapshot has gone on and said so."""
    program = Program(boot.SECOND)
    program.call("write", Kept(), b"on", 2)
    run = begin(plan.project, plan.command)
    started = time.monotonic()
    begun = guest.start(plan, made, run, guest.room_words(plan, made, {}, (), kept.path), restored=True)
    try:
        begun.line.sendall(program.code().ljust(boot.SIZE, b"\0"))
        guest.listen(begun, guest.SECONDS)
        return time.monotonic() - started
    finally:
        bridge.end(begun)
        forget(run)


if __name__ == "__main__":
    sys.exit(main())
