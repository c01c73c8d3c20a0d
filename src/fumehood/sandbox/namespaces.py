"""Namespaces and mounts of the launcher itself: the overlay over the project, and an empty network with a proxy's socket.

Runs in the child between fork and exec. Source: unshare(2), mount(2), overlayfs (kernel documentation), netdevice(7).
"""

import os

from fumehood.core import libc

_NEWNS, _NEWUSER, _NEWNET = 0x20000, 0x10000000, 0x40000000
_REC, _PRIVATE = 0x4000, 1 << 18
_NOSUID, _NODEV = 2, 4
_PDEATHSIG = 1
_SIOCSIFFLAGS, _UP = 0x8914, 0x1 | 0x40

OVERLAY = "an overlay over the project"
"""How a refusal of it begins."""


def enter(*, network: bool) -> None:
    """Gives this process a mount namespace of its own, and an empty network when `network`.

    Raises:
        OSError: the kernel or a policy refuses it.
    """
    uid, gid = os.getuid(), os.getgid()
    unshare = libc.function("unshare")
    flags = _NEWNS | (_NEWNET if network else 0)
    # Root needs no user namespace, unless it is root of a container only.
    if uid or unshare(flags):
        _check(unshare(flags | _NEWUSER), "a user namespace")
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{uid} {uid} 1")
        _write("/proc/self/gid_map", f"{gid} {gid} 1")
    _check(libc.function("mount")(b"none", b"/", None, _REC | _PRIVATE, None), "private mounts")


def overlay(lower: tuple[str, ...], upper: str, work: str, place: str) -> None:
    """Mounts an overlay of `upper` over `lower` (the topmost first) at `place`; seen by this namespace only.

    Raises:
        OSError: overlayfs is not there, or not on this kind of file system.
    """
    layers = ":".join(map(_escaped, lower))
    options = f"lowerdir={layers},upperdir={_escaped(upper)},workdir={_escaped(work)},userxattr"
    done = libc.function("mount")(b"overlay", place.encode(), b"overlay", _NOSUID | _NODEV, options.encode())
    _check(done, OVERLAY)


def listen(port: int) -> int:
    """Brings loopback up in this network namespace and returns the descriptor of a socket that listens there."""
    import fcntl
    import socket
    import struct

    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    fcntl.ioctl(server, _SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", _UP))
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen(128)
    return server.detach()


def die_with_parent(parent: int) -> None:
    """Has the kernel kill this process when `parent`, which made it, ends; at once when it has ended already."""
    libc.function("prctl")(_PDEATHSIG, 9, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(125)


def _escaped(path: str) -> str:
    return path.replace("\\", "\\\\").replace(",", "\\,").replace(":", "\\:")


def _check(result: int, what: str) -> None:
    if result:
        number = libc.failure()
        raise OSError(number, f"{what} is refused: {os.strerror(number)}")


def _write(path: str, text: str) -> None:
    handle = os.open(path, os.O_WRONLY)
    try:
        os.write(handle, text.encode())
    finally:
        os.close(handle)
