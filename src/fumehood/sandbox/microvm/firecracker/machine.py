"""The life of one machine: configured, started, paused, kept as a snapshot, loaded again.

Source: Firecracker's public API specification; its documents "vsock" and "snapshot support".
"""

import socket
import time
from collections.abc import Callable
from typing import NamedTuple

from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm.firecracker.api import Api

_GUEST_CID = 3
"""The first number that a guest may have; all guests may have the same, each has its own socket."""
_MEGABYTE = 1 << 20
_LONGEST = 64
_PAUSE = 0.01


class Drive(NamedTuple):
    """A block device of the guest: `name` of letters, digits and underscores, and the image on the host."""

    name: str
    path: str
    read_only: bool


class Settings(NamedTuple):
    """A machine: memory in bytes, image paths on the host, and the path of the socket for its vsock."""

    memory: int
    processors: int
    kernel: str
    initramfs: str | None
    command_line: str
    drives: tuple[Drive, ...]
    root: str | None
    vsock: str
    tap: str | None = None
    log: str | None = None


def configure(api: Api, settings: Settings) -> None:
    """Tells a fresh process what the machine is; starts nothing. There is no network without a tap device.

    Raises:
        NoSandboxError: the process refuses a part.
    """
    if settings.log is not None:
        api.put("/logger", {"log_path": settings.log, "level": "Warning", "show_level": True})
    memory = -(-settings.memory // _MEGABYTE)
    api.put("/machine-config", {"vcpu_count": settings.processors, "mem_size_mib": memory, "smt": False})
    source: dict[str, str] = {"kernel_image_path": settings.kernel, "boot_args": settings.command_line}
    if settings.initramfs is not None:
        source["initrd_path"] = settings.initramfs
    api.put("/boot-source", source)
    for drive in settings.drives:
        body = {
            "drive_id": drive.name,
            "path_on_host": drive.path,
            "is_root_device": drive.name == settings.root,
            "is_read_only": drive.read_only,
        }
        api.put(f"/drives/{drive.name}", body)
    if settings.tap is not None:
        api.put("/network-interfaces/net0", {"iface_id": "net0", "host_dev_name": settings.tap})
    api.put("/vsock", {"guest_cid": _GUEST_CID, "uds_path": settings.vsock})


def start(api: Api) -> None:
    """Powers the machine on.

    Raises:
        NoSandboxError: it is not configured, or started already.
    """
    api.put("/actions", {"action_type": "InstanceStart"})


def keep(api: Api, state: str, memory: str) -> None:
    """Writes a snapshot to two files and lets the machine go on, also when it cannot be written.

    Raises:
        NoSandboxError: the machine does not run, or the files cannot be written.
    """
    api.patch("/vm", {"state": "Paused"})
    try:
        api.put(
            "/snapshot/create", {"snapshot_type": "Full", "snapshot_path": state, "mem_file_path": memory}
        )
    finally:
        api.patch("/vm", {"state": "Resumed"})


def load(api: Api, state: str, memory: str) -> None:
    """Goes on from a snapshot, in a process that was told nothing else.

    Raises:
        NoSandboxError: the process was configured before, or the files are not those of a snapshot.
    """
    body = {
        "snapshot_path": state,
        "mem_backend": {"backend_type": "File", "backend_path": memory},
        "resume_vm": True,
    }
    api.put("/snapshot/load", body)


def call(path: str, port: int, seconds: float, ended: Callable[[], bool] = lambda: False) -> socket.socket:
    """A connection to `port` inside, once somebody listens there; `ended` says whether firecracker is gone.

    Raises:
        NoSandboxError: nobody does in `seconds`.
    """
    deadline = time.monotonic() + seconds
    reason = "nobody listens"
    while time.monotonic() < deadline:
        if ended():
            reason = "firecracker has ended"
            break
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(max(0.1, deadline - time.monotonic()))
        try:
            line.connect(path)
            line.sendall(b"CONNECT %d\n" % port)
            answer = _line(line)
            if answer.startswith(b"OK ") and answer[3:].strip().isdigit():
                line.settimeout(None)
                return line
            # A closed line says that the guest refused: its agent is not up yet.
            reason = f"it says {answer[:40]!r}" if answer else "nobody listens"
        except OSError as error:
            reason = str(error)
        line.close()
        time.sleep(_PAUSE)
    raise NoSandboxError(
        f"the guest's agent does not answer on port {port}: {reason}", "look at firecracker's log"
    )


def _line(line: socket.socket) -> bytes:
    """One line, byte by byte: what follows belongs to the agent."""
    found = b""
    while not found.endswith(b"\n") and len(found) < _LONGEST:
        more = line.recv(1)
        if not more:
            break
        found += more
    return found
