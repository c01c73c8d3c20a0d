"""New namespaces, mounts, and files opened around the view."""

import os

from fumehood.sandbox.probes.inside.harness import Answer, World, call, libc, probe, secret_in


@probe
def user_namespace(_world: World) -> Answer:
    """Makes a user namespace, in which one is root."""
    return "unshare(CLONE_NEWUSER) worked" if libc().unshare(0x10000000) == 0 else None


@probe
def other_namespaces(_world: World) -> Answer:
    """Makes namespaces of each other kind."""
    for flag in (0x20000, 0x40000000, 0x08000000, 0x04000000, 0x20000000, 0x02000000, 0x80):
        if libc().unshare(flag) == 0:
            return f"unshare({flag:#x}) worked"
    return None


@probe
def namespace_by_clone(_world: World) -> Answer:
    """Makes a user namespace by clone."""
    if os.uname().machine != "x86_64":
        pid = call(-1, 220, 0x10000000 | 17, 0, 0, 0, 0)
    else:
        pid = call(56, 220, 0x10000000 | 17, 0, 0, 0, 0)
    if pid == 0:
        os._exit(0)
    return "clone(CLONE_NEWUSER) worked" if pid > 0 else None


@probe
def namespace_by_clone3(_world: World) -> Answer:
    """Makes a user namespace by clone3, whose flags a filter cannot see."""
    import struct

    pid = call(435, 435, struct.pack("QQQQQQQQ", 0x10000000, 0, 0, 0, 17, 0, 0, 0), 64)
    if pid == 0:
        os._exit(0)
    return "clone3(CLONE_NEWUSER) worked" if pid > 0 else None


@probe
def namespace_of_another(_world: World) -> Answer:
    """Enters the namespaces of the processes above."""
    for pid in ("1", str(os.getppid())):
        for name in os.listdir(f"/proc/{pid}/ns"):
            try:
                number = os.open(f"/proc/{pid}/ns/{name}", os.O_RDONLY)
            except OSError:
                continue
            if libc().setns(number, 0) == 0:
                return f"setns to {name} worked"
    return None


@probe
def mount(world: World) -> Answer:
    """Mounts a file system over the project."""
    place = world["project"].encode()
    return "mount worked" if libc().mount(b"tmpfs", place, b"tmpfs", 0, None) == 0 else None


@probe
def remount_writable(_world: World) -> Answer:
    """Mounts the read-only parts again, writable."""
    for place in (b"/", b"/usr", b"/etc/passwd"):
        if libc().mount(None, place, None, 0x20 | 0x1000, None) == 0:
            return "a remount worked"
    return None


@probe
def mask_taken_away(world: World) -> Answer:
    """Unmounts the mask of a secret."""
    path = world["project"] + "/.env"
    worked = libc().umount2(path.encode(), 2) == 0 or libc().umount2(world["project"].encode(), 2) == 0
    return "umount worked" if worked else secret_in(path)


@probe
def new_mount_calls(_world: World) -> Answer:
    """Mounts by the newer calls."""
    for x86, arguments in (
        (430, (b"tmpfs", 0)),
        (428, (-100, b"/", 1)),
        (433, (-100, b"/", 0)),
        (442, (-100, b"/", 0, b"\0" * 32, 32)),
    ):
        if call(x86, x86, *arguments) >= 0:
            return f"call {x86} worked"
    return None


@probe
def change_of_root(_world: World) -> Answer:
    """Changes the root."""
    worked = libc().chroot(b"/tmp") == 0 or call(155, 41, b".", b".") == 0
    return "the root was changed" if worked else None


@probe
def file_by_handle(world: World) -> Answer:
    """Opens a file by its handle, around every path."""
    import ctypes

    handle = ctypes.create_string_buffer((128).to_bytes(4, "little") + bytes(132))
    number = ctypes.c_int()
    if call(303, 264, -100, world["project"].encode(), handle, ctypes.byref(number), 0) != 0:
        return None
    return (
        "a file was opened by its handle"
        if call(304, 265, os.open("/", os.O_RDONLY), handle, 0) >= 0
        else None
    )


@probe
def namespaces_by_descriptor(_world: World) -> Answer:
    """Enters the namespaces of other processes by a descriptor of the process."""
    for pid in {1, os.getppid()}:
        try:
            number = os.pidfd_open(pid)
        except OSError:
            continue
        for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x7C020000):
            if libc().setns(number, flag) == 0:
                return f"setns({flag:#x}) worked"
    return None
