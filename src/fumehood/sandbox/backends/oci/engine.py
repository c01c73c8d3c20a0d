"""Which container engine and which image: the user's own words for both, else what is found."""

import os
import shlex
import shutil
from typing import NamedTuple

from fumehood.sandbox.errors import NoSandboxError

ENGINE, IMAGE = "FUMEHOOD_CONTAINER_ENGINE", "FUMEHOOD_SANDBOX_IMAGE"
DEFAULT_IMAGE = "fumehood-sandbox"


class Engine(NamedTuple):
    """The words that start the engine, its kind (podman or docker), and the image."""

    words: tuple[str, ...]
    kind: str
    image: str


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
    image = os.environ.get(IMAGE) or table.image or DEFAULT_IMAGE
    for one in (words[0],) if words else ("podman", "docker"):
        found = shutil.which(one)
        if found:
            kind = "docker" if os.path.basename(one).startswith("docker") else "podman"
            return Engine((found, *words[1:]), kind, image)
    raise NoSandboxError(
        "no container engine is installed" if not words else f"{words[0]} is not installed",
        "Debian, Ubuntu: sudo apt-get install podman",
    )


def how_to_build(engine: Engine) -> str:
    """The command that makes the default image from the file that comes along."""
    file = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(__file__))), "data", "Containerfile")
    return f"{engine.kind} build -t {DEFAULT_IMAGE} -f {file} {os.path.dirname(file)}"
