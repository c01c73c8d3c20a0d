"""Writes a plan as the command line of `podman run` or `docker run`. Pure.

Source: docker-run(1), podman-run(1).
"""

import os
import resource
from typing import NamedTuple

from fumehood.sandbox import bwrap
from fumehood.sandbox.backends.oci.engine import Engine
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.workspace_copy import Place

_OF_IMAGE = ("PATH", "SHELL", "TMPDIR")
"""Variables that an image of the user's knows better."""
_SELINUX = "/sys/fs/selinux/enforce"


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


class Room(NamedTuple):
    """What was made for one container: its name, its image, its user's number, and files to show in it.

    `masks` pairs files with the secrets that they stand for, `etc` with files of /etc; `profile` is the filter's file.
    """

    name: str
    image: str
    user: int
    profile: str
    masks: tuple[tuple[str, str], ...] = ()
    etc: tuple[tuple[str, str], ...] = ()


def options(
    plan: Plan,
    place: Place,
    engine: Engine,
    room: Room,
    *,
    terminal: bool,
) -> tuple[str, ...]:
    """The words after the engine's own."""
    limits = plan.limits
    size = min(limits.disk, limits.memory)
    out = ["run", "--name", room.name, "--pull", "never", "--interactive", *(["--tty"] if terminal else [])]
    out += ["--network", "none", "--hostname", "fumehood", "--ipc", "private"]
    out += ["--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--read-only"]
    out += ["--security-opt", f"seccomp={room.profile}"]
    if engine.kind == "podman":
        # Whoever may open a file there for writing can have the kernel watch the host's load for him.
        out += ["--security-opt", "mask=/proc/pressure"]
    if os.path.exists(_SELINUX):
        # Its labels would have to be written onto the project's own files.
        out += ["--security-opt", "label=disable"]
    out += ["--user", f"{room.user}:{room.user}"]
    out += as_ourselves(engine)
    out += ["--pids-limit", str(limits.pids)]
    out += ["--memory", str(limits.memory), "--memory-swap", str(limits.memory)]
    out += [*ULIMITS, "--ulimit", f"fsize={2 * limits.disk}:{2 * limits.disk}", "--shm-size", str(size)]
    for path in ("/tmp", "/var/tmp"):  # noqa: S108
        out += ["--tmpfs", f"{path}:rw,nosuid,nodev,exec,mode=1777,size={size}"]
    out += _volume(place.home, plan.home, "rw")
    for path in plan.shown:
        out += _volume(path, path, "ro")
    for source, path in room.etc:
        out += _volume(source, path, "ro")
    out += _volume(place.project, plan.project, "ro" if plan.workspace == "ro" else "rw")
    for source, path in plan.state:
        out += _volume(source, path, "rw")
    for path in plan.writable:
        out += _volume(path, path, "rw")
    if plan.workspace != "overlay":
        for path in plan.kept:
            out += _volume(path, path, "rw")
        for path in plan.fixed:
            if os.path.lexists(path):
                out += _volume(path, path, "ro")
        for source, path in room.masks:
            out += _volume(source, path, "ro")
    for key, value in plan.environment:
        if not engine.image or key not in _OF_IMAGE:
            out += ["--env", f"{key}={value}"]
    command = bwrap.command(plan) if not engine.image else plan.command
    out += ["--workdir", plan.folder, "--entrypoint", command[0], room.image, *command[1:]]
    return tuple(out)


def as_ourselves(engine: Engine) -> tuple[str, ...]:
    """What makes an ordinary user of podman himself inside, and his files his own."""
    return ("--userns", "keep-id") if engine.kind == "podman" and os.getuid() else ()


def _volume(source: str, place: str, mode: str) -> list[str]:
    # A comma or a colon would end the notation of --volume; --mount takes all but the comma, quoted as CSV.
    words = f"type=bind,{_field('source', source)},{_field('destination', place)}"
    return ["--mount", words + (",readonly" if mode == "ro" else "")]


def _field(key: str, value: str) -> str:
    text = f"{key}={value}"
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text
