"""The three system calls of Landlock.

Source: landlock(7) and the kernel's user header linux/landlock.h (ABI 1 to 7). The numbers are those of every machine.
"""

import ctypes
import os
import platform
import stat
import struct

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_BENEATH = 1
_NO_NEW_PRIVS = 38
_CAPBSET_DROP = 24
_CAPABILITIES = 64
_CAPSET_VERSION = 0x20080522
_SECCOMP = {"x86_64": 317, "aarch64": 277}
_FILTER = 1
_LISTENER, _KILLABLE = 1 << 3, 1 << 5
"""A descriptor that is told of calls; their callers can still be killed while they wait (Linux 5.19)."""
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 2, 4, 8
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = (1 << n for n in range(6, 13))
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
READ = EXECUTE | READ_FILE | READ_DIR
WRITE = (
    READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO | MAKE_SYM | REFER | TRUNCATE
)  # fmt: skip
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
_TCP = 3
_SCOPES = 3


def abi() -> int:
    """The version of Landlock in this kernel; 0 where there is none."""
    found: int = _libc().syscall(_CREATE, None, ctypes.c_size_t(0), _VERSION)
    return max(found, 0)


def handled(version: int) -> int:
    """Rights on files that a kernel of this version can refuse."""
    rights = (1 << 13) - 1
    for since, right in ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV)):
        if version >= since:
            rights |= right
    return rights


def restrict(grants: tuple[tuple[str, int], ...], program: bytes) -> int:
    """Leaves this process, and all that it starts, only the granted rights; then the system call filter.

    Returns a descriptor on which the filter hands over the calls that somebody outside has to judge.

    `grants` pairs paths with rights; a path that is not there is left out. TCP, abstract sockets and signals to
    processes outside are refused as far as the kernel can. `program` are the bytes of the filter.

    Raises:
        OSError: the kernel refuses; the caller must not go on.
    """
    version = abi()
    rights = handled(version)
    attributes = struct.pack("=Q", rights)
    if version >= 4:
        attributes += struct.pack("=Q", _TCP)
    if version >= 6:
        attributes += struct.pack("=Q", _SCOPES)
    ruleset = _checked(_libc().syscall(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0), "Landlock")
    for path, wanted in grants:
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            continue
        possible = rights if stat.S_ISDIR(os.fstat(place).st_mode) else rights & _OF_FILES
        rule = struct.pack("=Qi", wanted & possible, place)
        _checked(_libc().syscall(_ADD, ruleset, _BENEATH, rule, 0), f"a rule for {path}")
        os.close(place)
    drop_capabilities()
    _checked(_libc().prctl(_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    _checked(_libc().syscall(_RESTRICT, ruleset, 0), "Landlock")
    os.close(ruleset)
    buffer = ctypes.create_string_buffer(program)
    sock_fprog = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    call = _SECCOMP[platform.machine()]
    return _checked(
        _libc().syscall(call, _FILTER, _LISTENER | _KILLABLE, sock_fprog), "the system call filter"
    )


def drop_capabilities() -> None:
    """Root keeps its files and loses its powers; some of them reach other processes past Landlock. See capset(2)."""
    for number in range(_CAPABILITIES):
        _libc().prctl(_CAPBSET_DROP, number, 0, 0, 0)
    head, none = struct.pack("=Ii", _CAPSET_VERSION, 0), bytes(24)
    _checked(_libc().capset(head, none), "dropping capabilities")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what} is refused: {os.strerror(number)}")
    return result
