"""Devices, settings of the kernel, control groups."""

import os
import stat

from fumehood.sandbox.probes.inside.harness import Answer, Missing, Tried, World, call, opens, probe, write

_HARMLESS = {"null", "zero", "full", "random", "urandom", "tty", "ptmx", "console"}


@probe
def devices(_world: World) -> Answer:
    """Looks for disks and other devices in `/dev`."""
    for folder, _, names in os.walk("/dev"):
        for name in names:
            path = os.path.join(folder, name)
            mode = os.lstat(path).st_mode
            odd = stat.S_ISBLK(mode) or (
                stat.S_ISCHR(mode) and name not in _HARMLESS and "/pts" not in folder
            )
            if odd and os.access(path, os.R_OK):
                return f"{path} can be opened"
    return None


@probe
def new_device(world: World) -> Answer:
    """Makes a disk's device node in the project."""
    path = world["project"] + "/disk"
    os.mknod(path, stat.S_IFBLK | 0o600, os.makedev(8, 0))
    return Tried((path,)) if world["workspace"] == "overlay" else "a device was made"


@probe
def device_in_temporary_folder(_world: World) -> Answer:
    """Makes the device of the machine's memory in `/tmp` and opens it."""
    os.mknod("/tmp/mem", stat.S_IFCHR | 0o600, os.makedev(1, 1))
    os.close(os.open("/tmp/mem", os.O_RDONLY))
    return "a device was made and opened"


@probe
def kernel_log(_world: World) -> Answer:
    """Reads the kernel's log, by call and by device."""
    if call(103, 116, 10, None, 0) >= 0:
        return "syslog(SIZE_BUFFER) worked"
    return "/dev/kmsg opens" if opens("/dev/kmsg") else None


@probe
def settings_of_the_kernel(_world: World) -> Answer:
    """Writes to `/proc/sys`, such as the program for core dumps."""
    for name in (
        "kernel/core_pattern",
        "kernel/modprobe",
        "vm/overcommit_memory",
        "kernel/hostname",
        "fs/suid_dumpable",
        "net/ipv4/ip_forward",
    ):
        path = "/proc/sys/" + name
        try:
            with open(path, encoding="ascii") as file:
                value = file.read()
            with open(path, "w", encoding="ascii") as file:
                file.write(value)
        except OSError:
            continue
        return f"{path} can be written"
    return None


@probe
def magic_keys(_world: World) -> Answer:
    """Opens `/proc/sysrq-trigger`, which can restart the machine."""
    number = os.open("/proc/sysrq-trigger", os.O_WRONLY)
    os.close(number)
    return "/proc/sysrq-trigger opens"


@probe
def tree_of_the_kernel(_world: World) -> Answer:
    """Writes to `/sys`, such as the helper for new devices."""
    for path in (
        "/sys/kernel/uevent_helper",
        "/sys/power/state",
        "/sys/fs/cgroup/cgroup.procs",
        "/sys/kernel/debug/clear_warn_once",
        "/sys/kernel/security/policy",
    ):
        if opens(path, os.O_WRONLY):
            return f"{path} can be written"
    return None


@probe
def control_groups(world: World) -> Answer:
    """Writes to control groups, where a release agent would run as root."""
    if not os.path.isdir("/sys/fs/cgroup"):
        raise Missing("no control groups in view")
    for folder in ("", "/memory", "/rdma", "/pids"):
        if write(f"/sys/fs/cgroup{folder}/release_agent", "/evil", 0) or write(
            f"/sys/fs/cgroup{folder}/{world['mark']}/x"
        ):
            return "control groups can be written"
    return None


@probe
def clock_and_name(_world: World) -> Answer:
    """Sets the machine's clock or its name."""
    import time

    try:
        time.clock_settime(time.CLOCK_REALTIME, time.time())
    except OSError:
        return "the host's name can be set" if call(170, 161, b"x", 1) == 0 else None
    return "the clock can be set"


@probe
def better_priority(_world: World) -> Answer:
    """Takes a better priority than the caller's."""
    os.nice(-5)
    return "a better priority than the caller's"


_OWN = ("self", "thread-self", "pressure")
"""What is written to `/proc/pressure` asks for a notice of one's own."""


def _same_kernel(world: World) -> None:
    with open("/proc/version", encoding="utf-8", errors="replace") as file:
        if file.read() != world["kernel"]:
            raise Missing("the room has a kernel of its own")


def _writable_below(root: str, most: int = 20_000) -> str | None:
    """A file below `root` that opens for writing; nothing is written."""
    for folder, names, files in os.walk(root):
        names[:] = [name for name in names if not name.isdigit() and name not in _OWN]
        for name in files:
            most -= 1
            path = os.path.join(folder, name)
            if most > 0 and stat.S_ISREG(os.lstat(path).st_mode) and opens(path, os.O_WRONLY):
                return path
    return None


@probe
def switches_of_proc(world: World) -> Answer:
    """Looks for any file of `/proc` outside of its own processes that opens for writing."""
    _same_kernel(world)
    path = _writable_below("/proc")
    return f"{path} opens for writing" if path else None


@probe
def switches_of_sys(world: World) -> Answer:
    """Looks for any file of `/sys` that opens for writing."""
    _same_kernel(world)
    path = _writable_below("/sys")
    return f"{path} opens for writing" if path else None


@probe
def tunnel(_world: World) -> Answer:
    """Opens the devices for tunnels, virtual machines and file systems of its own."""
    for path in (
        "/dev/net/tun",
        "/dev/kvm",
        "/dev/fuse",
        "/dev/vhost-net",
        "/dev/vhost-vsock",
        "/dev/uinput",
        "/dev/uhid",
    ):
        if opens(path, os.O_RDWR):
            return f"{path} opens"
    return None
