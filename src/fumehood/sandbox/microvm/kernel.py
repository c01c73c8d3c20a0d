"""The kernel for the guest and the few modules that it needs: those of this machine, or the one that the user names.

Source: modules.order and modules.builtin (kbuild documentation), .modinfo of a module (`depends=`).
"""

import os
import re
from typing import NamedTuple

from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.microvm.unpack import unpacked

VARIABLE = "FUMEHOOD_MICROVM_KERNEL"
"""Names a kernel image; its modules are looked for in `../lib/modules` beside its folder, then in /lib/modules."""
BY_SERIAL_LINE = ("virtio_mmio", "virtio_console", "9pnet_virtio", "9p")
"""What a guest in qemu needs: a serial line and a device for each folder."""
BY_SOCKET = ("virtio_mmio", "vmw_vsock_virtio_transport", "9pnet_fd", "9p")
"""What a guest in Firecracker needs: vsock for the line and the folders."""
_REMEDY = (
    f"install a kernel with 9p as a module (Debian: linux-image-amd64), or set {VARIABLE}=/path/to/vmlinuz"
)
_LARGEST = 64 << 20


class Kernel(NamedTuple):
    """A kernel image, its version, and the modules to load, in order; what is built in is not among them."""

    path: str
    version: str
    modules: tuple[str, ...]


def find(
    variables: "os._Environ[str] | dict[str, str]",
    boot: str = "/boot",
    wanted: tuple[str, ...] = BY_SERIAL_LINE,
) -> Kernel:
    """The named kernel, else the newest of /boot that has the `wanted` modules.

    Raises:
        NoSandboxError: there is none, it cannot be read, or it lacks a module.
    """
    named = variables.get(VARIABLE)
    if named:
        return _look(os.path.abspath(named), wanted)
    try:
        names = [name for name in os.listdir(boot) if name.startswith("vmlinuz-")]
    except OSError:
        names = []
    if not names:
        raise NoSandboxError("no kernel for the guest: nothing like vmlinuz-* is in /boot", _REMEDY)
    reason = None
    for name in sorted(names, key=_numbers, reverse=True):
        try:
            return _look(os.path.join(boot, name), wanted)
        except NoSandboxError as error:
            reason = reason or error
    assert reason is not None
    raise reason


def module(path: str) -> bytes:
    """A module's bytes as the kernel loads them.

    Raises:
        NoSandboxError: it cannot be read, or is packed in a way that this Python cannot undo.
    """
    try:
        with open(path, "rb") as file:
            return unpacked(file.read(_LARGEST))
    except (OSError, ValueError, EOFError) as error:
        raise NoSandboxError(f"the module {path} cannot be read: {error}", _REMEDY) from error


def _look(path: str, wanted: tuple[str, ...]) -> Kernel:
    version = re.sub(r"^vmlinuz-", "", os.path.basename(os.path.realpath(path)))
    try:
        with open(path, "rb") as file:
            head = file.read(0x206)
    except OSError as error:
        remedy = f"sudo chmod +r {path}, or set {VARIABLE} to a kernel that you may read"
        raise NoSandboxError(f"the kernel {path} cannot be read: {error.strerror}", remedy) from error
    if head[0x202:0x206] != b"HdrS":
        raise NoSandboxError(f"{path} is no bzImage of Linux on x86", _REMEDY)
    beside = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(path))), "lib", "modules", version)
    for folder in (beside, f"/lib/modules/{version}", f"/usr/lib/modules/{version}"):
        if os.path.isdir(folder):
            return Kernel(path, version, _in_order(path, folder, wanted))
    raise NoSandboxError(f"the modules of {path} are not there: no /lib/modules/{version}", _REMEDY)


def _in_order(kernel: str, folder: str, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Paths of the wanted modules with what they need, each after what it needs."""
    built_in = {_name(line) for line in _lines(os.path.join(folder, "modules.builtin"))}
    places = {_name(line): line for line in _lines(os.path.join(folder, "modules.order"))}
    found: dict[str, str] = {}
    pending = [(name, False) for name in reversed(wanted)]
    while pending:
        name, ready = pending.pop()
        if name in built_in or name in found:
            continue
        path = next((p for p in _spellings(folder, places.get(name, "")) if os.path.exists(p)), None)
        if path is None:
            raise NoSandboxError(f"the kernel {kernel} has no module {name}", _REMEDY)
        if ready:
            found[name] = path
            continue
        pending.append((name, True))
        pending += [(one, False) for one in _needs(module(path)) if one not in found]
        if len(pending) > 200:
            raise NoSandboxError(f"the modules of {kernel} need one another in a circle", _REMEDY)
    return tuple(found.values())


def _spellings(folder: str, line: str) -> list[str]:
    bare = os.path.join(folder, re.sub(r"\.k?o$", "", line))
    return [bare + suffix for suffix in (".ko", ".ko.xz", ".ko.gz", ".ko.zst")] if line else []


def _needs(content: bytes) -> list[str]:
    match = re.search(rb"\0depends=([\w,-]{0,2000})\0", content)
    return [one.replace("-", "_") for one in match[1].decode().split(",") if one] if match else []


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().split()
    except (OSError, UnicodeDecodeError):
        return []


def _name(line: str) -> str:
    return re.sub(r"\.k?o(?:\.\w+)?$", "", os.path.basename(line)).replace("-", "_")


def _numbers(name: str) -> list[int]:
    return [int(one) for one in re.findall(r"\d{1,9}", name)]
