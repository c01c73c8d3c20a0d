"""What the guest runs before its agent: code that loads modules, says hello, and goes on with what the host sends.

The code is made for the run: the guest has no shell, no linker and no interpreter until the host's programs are
mounted. Between hello and the rest nothing of a run is known to the guest, so this is where a snapshot is taken.

Source: mount(2), random(4), vsock(7), initramfs and 9p (kernel documentation), virtio-console (virtio specification 1.2, 5.3).
"""

import os
import struct
import time

from fumehood.sandbox.microvm import cpio, kernel
from fumehood.sandbox.microvm.machine_code import (
    ENTRY,
    START,
    Buffer,
    Counted,
    Kept,
    Last,
    Program,
    executable,
)
from fumehood.sandbox.plan import Plan

HELLO = b"fumehood guest: ready\n"
CLOCK = struct.Struct("<qq")
"""Seconds and nanoseconds of the guest's own clock when its first code began; they follow the hello."""
SECOND = START + 0x200000
"""Where the second stage stands in the guest's memory."""
SIZE = 1 << 16
"""Bytes of the second stage, filled up with zeros: the first reads exactly as many."""
PORT = "/dev/vport0p1"
AGENT = "/run/fumehood"
_READ_WRITE, _READ_ONLY = 2, 0
_NOSUID, _NODEV, _NOEXEC, _RDONLY, _REMOUNT, _BIND, _MOVE = 2, 4, 8, 1, 32, 4096, 8192
_PAUSE = 2_000_000
_REAL_TIME, _SINCE_BOOT = 0, 7
_ADD_ENTROPY, _RESEED = 0x40085203, 0x5207
_SEED = 64
_URANDOM = 9
"""A descriptor above those that are open by then."""
_OPTIONS = "version=9p2000.L,access=any,msize=512000,cache="
_VSOCK, _STREAM = 40, 1
_ANY = 0xFFFFFFFF
_ADDRESS = struct.Struct("<HHII4x")
LINE_PORT, FOLDERS_PORT = 1024, 1025
"""Where the guest listens: for the line, and from there on for each folder."""
_EMPTY = ("/dev/shm", "/tmp", "/var/tmp")  # noqa: S108 - inside
_LISTENER, _FOLDERS = 10, 20
"""Descriptors above those that are open by then."""
_AGENT_CODE = (
    f"import sys; sys.path.append({AGENT!r}); from fumehood.sandbox.microvm.agent import main; main()"
)


def initramfs(found: kernel.Kernel, *, socket: bool = False) -> bytes:
    """The archive with the first stage and the modules. `socket`: the line is a vsock connection, not a serial one.

    Raises:
        NoSandboxError: a module cannot be read.
    """
    program = Program(ENTRY)
    clock = Buffer("clock", CLOCK.size)
    program.call("clock_gettime", _SINCE_BOOT, clock)
    program.call("mount", b"dev", b"/dev", b"devtmpfs", 0, 0)
    entries = [cpio.folder(name) for name in ("dev", "modules", "new")]
    entries.append(cpio.character_device("dev/console", 5, 1))
    for number, path in enumerate(found.modules):
        place = f"modules/{number}"
        entries.append(cpio.file(place, kernel.module(path)))
        program.call("open", b"/" + place.encode(), _READ_ONLY, 0)
        program.keep()
        program.call("finit_module", Kept(), b"", 0)
        program.call("close", Kept())
    if socket:
        _accept(program, LINE_PORT)
    else:
        # The port appears a moment after its driver.
        program.until("open", PORT.encode(), _READ_WRITE, 0, pause=_PAUSE)
    program.keep()
    program.call("write", Kept(), HELLO, len(HELLO))
    program.call("write", Kept(), clock, CLOCK.size)
    program.read_and_jump(SECOND, SIZE)
    entries.append(cpio.file("init", executable(program.code(), SECOND + SIZE - START), 0o755))
    return cpio.archive(entries)


def _accept(program: Program, port: int) -> None:
    """Steps that wait for a connection to `port`; the last result is its descriptor."""
    program.call("socket", _VSOCK, _STREAM, 0)
    program.call("dup2", Last(), _LISTENER)
    program.call("bind", _LISTENER, _ADDRESS.pack(_VSOCK, 0, port, _ANY), _ADDRESS.size)
    program.call("listen", _LISTENER, 1)
    program.call("accept", _LISTENER, 0, 0)


def second_stage(plan: Plan, python: str, *, socket: bool = False, source: str = _AGENT_CODE) -> bytes:
    """Code for `SECOND`: fresh random numbers, the time, the mounts of this run, then the Python of `source`: the agent.

    `socket`: the folders come by vsock connections, not by devices.

    Raises:
        ValueError: the plan has more mounts than fit.
    """
    program = Program(SECOND)
    # A machine that goes on from a snapshot has the snapshot's random numbers and its time.
    program.call("open", b"/dev/urandom", _READ_WRITE, 0)
    program.call("dup2", Last(), _URANDOM)
    program.call("ioctl", _URANDOM, _ADD_ENTROPY, struct.pack("<ii", _SEED * 8, _SEED) + os.urandom(_SEED))
    program.call("ioctl", _URANDOM, _RESEED, 0)
    program.call("clock_settime", _REAL_TIME, CLOCK.pack(*divmod(time.time_ns(), 10**9)))

    def mount(source: str, place: str, kind: str, flags: int, options: str = "") -> None:
        program.call(
            "mount", source.encode(), os.fsencode("/new" + place), kind.encode(), flags, options.encode()
        )

    shown = exports(plan)

    def mount_shown(number: int, flags: int, cache: str) -> None:
        tag, place = shown[number]
        way = "trans=virtio"
        if socket:
            _accept(program, FOLDERS_PORT + number)
            program.call("dup2", Last(), _FOLDERS + number)
            way = f"trans=fd,rfdno={_FOLDERS + number},wfdno={_FOLDERS + number}"
        mount(tag, "" if place == "/" else place, "9p", flags, f"{way},{_OPTIONS}{cache}")

    mount_shown(0, _NOSUID | _NODEV | _RDONLY, "loose")
    mount("proc", "/proc", "proc", _NOSUID | _NODEV | _NOEXEC)
    mount("dev", "/dev", "tmpfs", _NOSUID | _NOEXEC, "mode=755,size=1m")
    for place in ("/dev/pts", "/dev/shm"):  # noqa: S108 - inside
        program.call("mkdir", b"/new" + place.encode(), 0o755)
    mount("pts", "/dev/pts", "devpts", _NOSUID | _NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    for place in _EMPTY:
        mount("tmp", place, "tmpfs", _NOSUID | _NODEV, "mode=1777")
    mount("cgroup", "/sys", "cgroup2", _NOSUID | _NODEV | _NOEXEC)
    for number, (tag, path) in enumerate(shown[1:], 1):
        _make_way(program, path)
        flags = _RDONLY if plan.workspace == "ro" and tag == "work" else 0
        mount_shown(number, _NOSUID | _NODEV | flags, "mmap")
    program.call("dup2", Kept(), 3)
    program.call("chdir", b"/new")
    program.call("mount", b".", b"/", b"", _MOVE, b"")
    program.call("chroot", b".")
    program.call("chdir", b"/")
    words = (python.encode(), b"-I", b"-S", b"-B", b"-c", source.encode())
    program.call("execve", python.encode(), words, (b"PATH=/usr/bin:/bin", b"LC_ALL=C.UTF-8"))
    code = program.code()
    if len(code) > SIZE:
        raise ValueError("more mounts than the second stage holds")
    return code.ljust(SIZE, b"\0")


def _make_way(program: Program, path: str) -> None:
    """Folders down to `path` where it lies in one of the guest's own, empty ones."""
    for top in _EMPTY:
        if path.startswith(top + "/"):
            parts = path.removeprefix(top + "/").split("/")
            for count in range(1, len(parts) + 1):
                below = "/".join([f"/new{top}", *parts[:count]])
                program.call("mkdir", os.fsencode(below), 0o755, may_fail=True)


def exports(plan: Plan) -> list[tuple[str, str]]:
    """Tag and place of what the machine shows to its guest: the room, the home, the project, and what is writable."""
    return [
        ("room", "/"),
        ("home", plan.home),
        ("work", plan.project),
        *((f"more{number}", path) for number, path in enumerate(plan.writable)),
    ]


def starter(uid: int, gid: int, filtered: bytes) -> bytes:
    """The program that gives up all rights, takes the system call filter on, and becomes its arguments."""
    program = Program(ENTRY)
    program.call("unshare", 0x20000)
    program.call("mount", b"none", b"/", b"", 0x40000 | 0x4000, b"", may_fail=True)
    program.call("umount2", b"/sys", 2, may_fail=True)
    # Root of the guest could write there without any capability, and take its kernel apart.
    for place in (b"/proc/sys", b"/proc/sysrq-trigger", b"/proc/irq", b"/proc/bus"):
        program.call("mount", place, place, b"", _BIND, b"", may_fail=True)
        program.call("mount", b"", place, b"", _BIND | _REMOUNT | _RDONLY, b"", may_fail=True)
    for capability in range(41):
        program.call("prctl", 24, capability, 0, 0, 0, may_fail=True)
    program.call("setgroups", 0, 0)
    program.call("setgid", gid)
    program.call("setuid", uid)
    program.call("prctl", 38, 1, 0, 0, 0)
    program.call("prctl", 22, 2, Counted(len(filtered) // 8, filtered), 0, 0)
    program.become_arguments()
    return executable(program.code())
