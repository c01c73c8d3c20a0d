"""A Firecracker process: found, started with its socket, and ended with its starter."""

import ctypes
import os
import shutil
import signal
import subprocess
import time
from typing import Any

from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm.firecracker.api import Api

_REMEDY = "install firecracker 1.0 or newer from its releases and put it on PATH, or leave it out: qemu works as well"
_SECONDS = 5.0
_PARENT_DEATH = 1


def find() -> str:
    """The path of firecracker.

    Raises:
        NoSandboxError: it is not there, or the machine has no KVM, without which it cannot run.
    """
    found = shutil.which("firecracker", path="/usr/local/bin:/usr/bin")
    if not found:
        raise NoSandboxError("firecracker is not installed", _REMEDY)
    if not os.access("/dev/kvm", os.R_OK | os.W_OK):
        raise NoSandboxError(
            "firecracker needs /dev/kvm, which may not be opened here", "add yourself to the group kvm"
        )
    return found


def start(program: str, folder: str) -> tuple["subprocess.Popen[bytes]", Api]:
    """A process that waits to be configured, with its socket in `folder`; it ends when this process does.

    Raises:
        NoSandboxError: it does not come up, or it is older than 1.0.
    """
    path = os.path.join(folder, "api.socket")
    with open(os.path.join(folder, "firecracker.log"), "wb") as log:
        process = subprocess.Popen(
            [program, "--api-sock", path],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={},
            cwd=folder,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - no thread has been started yet
        )
    api = Api(path)
    deadline = time.monotonic() + _SECONDS
    while not os.path.exists(path):
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise NoSandboxError(f"firecracker does not come up: {_last(log.name)}", _REMEDY)
        time.sleep(0.005)
    try:
        _check(api.get("/version"))
    except NoSandboxError:
        process.kill()
        process.wait()
        raise
    return process, api


def _check(answer: dict[str, Any]) -> None:
    version = str(answer.get("firecracker_version", "0"))
    if not version.split(".", maxsplit=1)[0].isdigit() or int(version.split(".", maxsplit=1)[0]) < 1:
        raise NoSandboxError(f"firecracker {version[:40]} is too old, 1.0 is needed", _REMEDY)


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)


def _last(path: str) -> str:
    with open(path, "rb") as file:
        lines = file.read()[-2000:].decode("utf-8", "replace").splitlines()
    return lines[-1] if lines else "it says nothing"
