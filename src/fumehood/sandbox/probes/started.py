"""Starts programs in a room through the very command that users call, and reads what the probes say."""

import contextlib
import json
import os
import subprocess
from collections.abc import Sequence
from typing import Any, NamedTuple

from fumehood.core.paths import cache_folder
from fumehood.sandbox.probes.world import Planted, secret

_PYTHON = "/usr/bin/python3"
_ENGINE = (
    "FUMEHOOD_CONTAINER_ENGINE", "FUMEHOOD_SANDBOX_IMAGE", "FUMEHOOD_MICROVM_KERNEL", "PYTHONPATH", "DOCKER_HOST",
    "CONTAINER_HOST",
)  # fmt: skip
"""Variables of the caller that say which engine, image or kernel is meant."""


class Result(NamedTuple):
    """What one probe came to: `held`, `let through` or `not applicable`, with evidence; `what` says what it tries."""

    area: str
    name: str
    state: str
    evidence: str
    what: str = ""

    @classmethod
    def of(cls, line: dict[str, Any], state: str, evidence: str) -> "Result":
        """The result of the probe that said `line`."""
        return cls(line["area"], line["name"].replace("_", " "), state, evidence, line.get("what", ""))


class Room(NamedTuple):
    """A kind of room: the command line of fumehood, its options, and the world that the room is made for."""

    launcher: list[str]
    options: list[str]
    planted: Planted

    def start(
        self, options: Sequence[str], program: str, *arguments: str, folder: str | None = None, **more: Any
    ) -> "subprocess.Popen[bytes]":
        """A run of `program` (Python) in the project, or with `folder` as its project."""
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": self.planted.home, "LC_ALL": "C.UTF-8",
            "XDG_STATE_HOME": self.planted.state, "MY_API_KEY": secret(), "SSH_AUTH_SOCK": self.planted.home + "/agent.sock",
        }  # fmt: skip
        # Not in the world's home: kernels' snapshots and the like would be made anew for each room.
        environment["XDG_CACHE_HOME"] = os.path.dirname(cache_folder())
        environment |= {name: os.environ[name] for name in _ENGINE if name in os.environ}
        command = [*self.launcher, "run", *self.options, *options, "--", _PYTHON, "-c", program, *arguments]
        return subprocess.Popen(command, cwd=folder or self.planted.project, env=environment, **more)


def lines(out: bytes) -> list[dict[str, Any]]:
    """The lines that probes printed; a probe that was asked and said nothing is one that got through."""
    found: list[dict[str, Any]] = []
    for line in out.splitlines():
        if line.startswith(b"@{"):
            with contextlib.suppress(ValueError):
                found.append(json.loads(line[1:]))
    asked = [one for line in found for one in line.get("asked", ())]
    said = [line for line in found if "state" in line]
    silent = [one for one in asked if one not in [[line["area"], line["name"]] for line in said]]
    return said + [
        {"area": area, "name": name, "state": "let through", "evidence": "it did not answer"}
        for area, name in silent
    ]


def reason(err: bytes) -> str:
    """Why a run did not start, by what it printed: the error's own words."""
    text = err.decode("utf-8", "replace").strip().splitlines()
    told = [line.partition("error: ")[2] for line in text if "error: " in line]
    return (told or text or ["it printed nothing"])[-1][:200]
