"""Writes a plan as the command line of `podman run` or `docker run`. Pure.

Source: docker-run(1), podman-run(1).
"""

import os
import resource

from fumehood.sandbox.backends.oci.engine import Engine
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.workspace_copy import Place

_OF_IMAGE = ("PATH", "SHELL", "TMPDIR")
"""Variables that the image knows better."""


def _at_most(what: int, wanted: int) -> int:
    _, hard = resource.getrlimit(what)
    return wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)


_FILES, _PROCESSES = _at_most(resource.RLIMIT_NOFILE, 4096), _at_most(resource.RLIMIT_NPROC, 4096)
ULIMITS = (
    "--ulimit",
    f"nofile={_FILES}:{_FILES}",
    "--ulimit",
    f"nproc={_PROCESSES}:{_PROCESSES}",
    "--ulimit",
    "core=0:0",
)
"""Said in full: an engine's own defaults may lie above what this machine grants, and then nothing starts."""


def options(
    plan: Plan,
    place: Place,
    engine: Engine,
    *,
    name: str,
    user: int,
    masks: tuple[tuple[str, str], ...],
    terminal: bool,
    named: tuple[str, ...] = (),
) -> tuple[str, ...]:
    """The words after the engine's own. `masks` pairs files with the secrets that they stand for.

    `named` are variables whose values stay out of the command line, which every user of the machine can read.
    """
    limits = plan.limits
    size = min(limits.disk, limits.memory)
    out = ["run", "--name", name, "--pull", "never", "--interactive", *(["--tty"] if terminal else [])]
    out += ["--network", "none", "--hostname", "fumehood", "--ipc", "private"]
    out += ["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only"]
    out += ["--user", f"{user}:{user}"]
    if engine.kind == "podman" and os.getuid():
        out += ["--userns", "keep-id"]
    out += ["--pids-limit", str(limits.pids)]
    out += ["--memory", str(limits.memory), "--memory-swap", str(limits.memory)]
    out += ULIMITS
    out += ["--tmpfs", f"/tmp:rw,nosuid,nodev,mode=1777,size={size}"]  # noqa: S108
    out += _volume(place.home, plan.home, "rw")
    out += _volume(place.project, plan.project, "ro" if plan.workspace == "ro" else "rw")
    for path in plan.writable:
        out += _volume(path, path, "rw")
    if plan.workspace != "overlay":
        for path in plan.kept:
            out += _volume(path, path, "rw")
        for path in plan.fixed:
            if os.path.lexists(path):
                out += _volume(path, path, "ro")
        for source, path in masks:
            out += _volume(source, path, "ro")
    for key, value in plan.environment:
        if key not in _OF_IMAGE:
            out += ["--env", key if key in named else f"{key}={value}"]
    out += ["--workdir", plan.folder, "--entrypoint", plan.command[0], engine.image, *plan.command[1:]]
    return tuple(out)


def _volume(source: str, place: str, mode: str) -> list[str]:
    # A comma or a colon would end the notation of --volume; --mount takes all but the comma, quoted as CSV.
    words = f"type=bind,{_field('source', source)},{_field('destination', place)}"
    return ["--mount", words + (",readonly" if mode == "ro" else "")]


def _field(key: str, value: str) -> str:
    text = f"{key}={value}"
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text
