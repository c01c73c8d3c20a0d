"""Which container engine and which image: the user's own words for both, else what is found."""

import os
import shlex
import shutil
from typing import NamedTuple

from fumehood.sandbox.errors import NoSandboxError

ENGINE, IMAGE = "FUMEHOOD_CONTAINER_ENGINE", "FUMEHOOD_SANDBOX_IMAGE"
_OLD_GROUPS = ("--cgroup-manager=cgroupfs", "--runtime", "runc")
"""For podman on control groups of version 1, where its own choice (crun, systemd) starts nothing, for root and others."""
_UNIFIED = "/sys/fs/cgroup/cgroup.controllers"


class Engine(NamedTuple):
    """The words that start the engine, its kind (podman or docker), and the user's image.

    Without an image the room shows this machine's own programs, in an empty one.
    """

    words: tuple[str, ...]
    kind: str
    image: str = ""


def find() -> Engine:
    """The engine and image by environment, by the user's own configuration, or as found on the machine.

    Raises:
        NoSandboxError: there is no engine.
        UsageError: the configuration cannot be read.
    """
    from fumehood.core.config import user_config

    table = user_config().sandbox
    try:
        words = tuple(shlex.split(os.environ.get(ENGINE, ""))) or tuple(table.engine)
    except ValueError as error:
        raise NoSandboxError(
            f"{ENGINE} cannot be read: {error}", "write it as a shell would take it"
        ) from None
    image = os.environ.get(IMAGE) or table.image or ""
    for one in words[:1] or ("podman", "docker"):
        found = shutil.which(one)
        if found:
            kind = "docker" if os.path.basename(one).startswith("docker") else "podman"
            return Engine((found, *(words[1:] or _more(kind))), kind, image)
    raise NoSandboxError(
        "no container engine is installed" if not words else f"{words[0]} is not installed",
        "Debian, Ubuntu: sudo apt-get install podman",
    )


def _more(kind: str) -> tuple[str, ...]:
    old = kind == "podman" and not os.path.exists(_UNIFIED)
    return _OLD_GROUPS if old and shutil.which("runc") else ()


def how_to_build(engine: Engine) -> str:
    """The command that makes an image from the file that comes along."""
    file = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "data", "Containerfile")
    return f"{engine.kind} build -t {engine.image} -f {file} {os.path.dirname(file)}"
