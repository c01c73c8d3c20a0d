"""The filter, from inside: what is refused and what stays."""

import socket

import pytest

from fumehood.sandbox.numbers import NUMBERS
from fumehood.sandbox.seccomp import assemble, supported

ASK = """
import ctypes, errno, fcntl, os, socket, sys, termios
libc = ctypes.CDLL(None, use_errno=True)
def call(*a):
    return errno.errorcode.get(ctypes.get_errno()) if libc.syscall(*a) < 0 else "done"
def attempt(what):
    try: what(); return "done"
    except OSError as e: return errno.errorcode[e.errno]
"""


def inside(world, script, options=()):
    done = world.run("/usr/bin/python3", "-c", ASK + script, options=options)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_both_machines_have_a_filter_of_moderate_size():
    for machine in ("x86_64", "aarch64"):
        program = assemble(machine)
        assert len(program) % 8 == 0
        assert 400 < len(program) < 4096 * 8
    assert not supported("mips")


def test_every_jump_lands_inside():
    for machine in ("x86_64", "aarch64"):
        program = assemble(machine)
        steps = [program[i : i + 8] for i in range(0, len(program), 8)]
        for at, step in enumerate(steps):
            if step[0] & 7 == 5:
                assert at + 1 + max(step[2], step[3]) < len(steps)


@pytest.mark.parametrize(
    "name",
    ["keyctl", "add_key", "request_key", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "ptrace", "unshare",
     "setns", "mount", "umount2", "open_by_handle_at", "name_to_handle_at", "process_vm_readv", "kcmp", "shmget", "msgget",
     "semget", "fsopen", "open_tree", "pidfd_getfd", "chroot", "syslog"],
)  # fmt: skip
def test_a_dangerous_call_is_refused(world, name):
    import platform

    number = NUMBERS[name][0 if platform.machine() == "x86_64" else 1]
    assert inside(world, f"print(call({number}, 0, 0, 0, 0, 0))") == ["EPERM"]


def test_odd_sockets_are_refused(world):
    script = """
for family, kind in ((socket.AF_UNIX, 3), (socket.AF_NETLINK, 3), (socket.AF_PACKET, 3), (40, 1), (38, 5)):
    print(attempt(lambda: socket.socket(family, kind)))
print(attempt(lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)))
print(attempt(lambda: socket.socketpair()))
print(attempt(lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)), attempt(lambda: socket.socket(socket.AF_INET6)))
"""
    assert inside(world, script) == ["EPERM", *["EAFNOSUPPORT"] * 4, "EPERM", "done", "done", "done"]


def test_unix_sockets_only_where_the_host_has_none(world, monkeypatch):
    script = """
print(attempt(lambda: socket.socket(socket.AF_UNIX)), attempt(lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)))
"""
    shared = world.home / "shared"
    shared.mkdir()
    assert inside(world, script) == ["done", "done"]
    for options in (("--workspace", "direct"), ("--workspace", "ro"), ("--rw", str(shared))):
        assert inside(world, script, options) == ["EAFNOSUPPORT", "EPERM"], options
    assert inside(world, script, ("--ro", str(shared))) == ["done", "done"]
    with socket.socket(socket.AF_UNIX) as one:
        monkeypatch.chdir(shared)  # a socket's path may have 107 bytes
        one.bind("service.sock")
        assert inside(world, script, ("--ro", str(shared))) == ["EAFNOSUPPORT", "EPERM"]


def test_no_file_becomes_setuid(world):
    script = """
open("f", "w").close()
print(attempt(lambda: os.chmod("f", 0o4755)), attempt(lambda: os.chmod("f", 0o2755)), attempt(lambda: os.chmod("f", 0o755)))
print(attempt(lambda: os.open("g", os.O_CREAT | os.O_WRONLY, 0o4755)), attempt(lambda: os.open("h", os.O_CREAT, 0o644)))
print(attempt(lambda: os.fchmod(os.open("f", os.O_RDONLY), 0o6755)))
"""
    assert inside(world, script) == ["EPERM", "EPERM", "done", "EPERM", "done", "EPERM"]


def test_nobody_types_into_a_terminal(world):
    script = """
import pty
a, b = pty.openpty()
print(attempt(lambda: fcntl.ioctl(b, termios.TIOCSTI, b"x")), attempt(lambda: fcntl.ioctl(b, 0x541C, b"x")))
print(call(16, b, ctypes.c_ulong(0x100000000 | termios.TIOCSTI), b"x")) if os.uname().machine == "x86_64" else print("EPERM")
print(attempt(lambda: open("/dev/tty")))
"""
    assert inside(world, script)[:3] == ["EPERM"] * 3


def test_no_new_namespaces(anyone):
    assert anyone.run("unshare", "-Ur", "true").returncode != 0


def test_no_capabilities_and_no_new_privileges(anyone):
    done = anyone.run("grep", "-E", "CapEff|CapPrm|CapBnd|CapAmb|NoNewPrivs|^Seccomp:", "/proc/self/status")
    found = dict(line.split() for line in done.stdout.splitlines())
    assert found["NoNewPrivs:"] == "1"
    assert found["Seccomp:"] == "2"
    assert int(found["CapEff:"], 16) == int(found["CapPrm:"], 16) == int(found["CapAmb:"], 16) == 0
