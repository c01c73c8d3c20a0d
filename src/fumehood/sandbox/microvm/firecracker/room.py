"""Firecracker in a room: its program, what stands in the room for it, and its way from the first request to the line.

The folders come to the guest by vsock, from a server in the same room: Firecracker has no device for them. Firecracker
brings a system call filter of its own, narrower than a room's.
"""

import json
import os
import shutil
import socket
import time
from collections.abc import Callable
from typing import Any

from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm import boot
from fumehood.sandbox.microvm.files import folder, serve, wire
from fumehood.sandbox.microvm.firecracker.api import Api
from fumehood.sandbox.microvm.firecracker.machine import Settings, call, configure
from fumehood.sandbox.microvm.firecracker.machine import start as power_on

SOCKETS = boot.AGENT + "/sockets"
"""Where the room has the folder with Firecracker's sockets; outside it is in the run's own folder."""
_API, _VSOCK = "api.socket", "vsock"
_OLDEST = (1, 8)
"""The first version whose guests find their devices by ACPI, as kernels of distributions do."""
_REMEDY = "install firecracker 1.8 or newer in /usr/local/bin, or leave it out: qemu works as well"
_SECONDS = 10.0
_PAUSE = 0.005
_MODULE = "fumehood.sandbox.microvm.files.serve"


def find() -> str:
    """The path of firecracker, below /usr, where a room shows programs.

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


def sources() -> list[tuple[str, bytes]]:
    """The files of the server, as name and content."""
    found = []
    for path in (str(module.__file__) for module in (folder, serve, wire)):
        with open(path, "rb") as file:
            found.append((os.path.basename(path), file.read()))
    return found


def command(
    program: str, python: str, exports: list[tuple[str, str]], fixed: frozenset[str]
) -> tuple[str, ...]:
    """What runs in the room: the server of each folder, then Firecracker. `exports` and `fixed` as for qemu."""
    served = [(boot.FOLDERS_PORT + number, path, tag in fixed) for number, (tag, path) in enumerate(exports)]
    argv = [program, "--api-sock", f"{SOCKETS}/{_API}"]
    told = json.dumps([argv, f"{SOCKETS}/{_VSOCK}", served])
    source = f"import sys, json; sys.path.append({boot.AGENT!r}); from {_MODULE} import main; main(*json.loads(sys.argv[1]))"
    return (python, "-I", "-S", "-B", "-c", source, told)


def connect(
    place: str,
    memory: int,
    kernel: str,
    initramfs: str,
    ended: Callable[[], bool],
    seconds: float,
) -> socket.socket:
    """Configures and starts the machine; returns the line to its first code.

    `place` is the folder of the sockets outside, `memory` in bytes, the images are paths in the room; `ended` says
    whether the process is gone.

    Raises:
        NoSandboxError: it does not come up, is too old, refuses something, or the guest does not listen in `seconds`.
    """
    # The path of a socket may have 107 bytes: it is named by the descriptor of its folder.
    handle = os.open(place, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        outside = f"/proc/self/fd/{handle}"
        deadline = time.monotonic() + _SECONDS
        while not _listens(f"{outside}/{_API}"):
            if ended() or time.monotonic() > deadline:
                raise NoSandboxError("firecracker does not come up", _REMEDY)
            time.sleep(_PAUSE)
        api = Api(f"{outside}/{_API}")
        _check(api.get("/version"))
        configure(
            api,
            Settings(
                memory=memory,
                processors=1,
                kernel=kernel,
                initramfs=initramfs,
                command_line=command_line(),
                drives=(),
                root=None,
                vsock=f"{SOCKETS}/{_VSOCK}",
            ),
        )
        power_on(api)
        return call(f"{outside}/{_VSOCK}", boot.LINE_PORT, seconds, ended)
    finally:
        os.close(handle)


def command_line() -> str:
    """What the kernel is told. Source: Firecracker's default boot arguments."""
    words = [
        "console=ttyS0",
        "quiet",
        "loglevel=4",
        "reboot=k",
        "panic=1",
        "pci=off",
        "i8042.noaux",
        "i8042.nomux",
    ]
    return " ".join([*words, "i8042.dumbkbd", "random.trust_cpu=on", "rdinit=/init"])


def _listens(path: str) -> bool:
    """Whether somebody accepts at `path`: the file is there a moment before."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        return line.connect_ex(path) == 0


def _check(answer: dict[str, Any]) -> None:
    version = str(answer.get("firecracker_version", "0"))
    parts = version.split(".")[:2]
    if not all(part.isdigit() for part in parts) or tuple(int(part) for part in parts) < _OLDEST:
        raise NoSandboxError(f"firecracker {version[:40]} is too old, 1.8 is needed", _REMEDY)
