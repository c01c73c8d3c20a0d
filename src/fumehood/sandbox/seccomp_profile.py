"""The system call filter as an OCI profile, for rooms whose engine loads it: the same refusals as `seccomp`'s bytes.

Each condition looks at bits under a mask: the kernel ignores the upper half of these arguments, an engine's plain
comparison does not. Source: OCI runtime specification 1.0, config-linux.md; seccomp_rule_add(3).
"""

import errno
from typing import Any

from fumehood.sandbox import seccomp
from fumehood.sandbox.numbers import NUMBERS

_ARCHES = {"x86_64": "SCMP_ARCH_X86_64", "aarch64": "SCMP_ARCH_AARCH64"}
_ALL = 0xFFFFFFFF
_FAMILIES = 64
"""Families below are compared one by one; one above has a higher bit."""
Test = tuple[int, int, int]
"""An argument's index, a mask, and the value under the mask."""
Refusal = tuple[int, tuple[Test, ...]]
"""An error number, and what must all hold for it; nothing to hold means always."""


def profile(machine: str, *, absent: bool = True, local: bool = False) -> dict[str, Any]:
    """The value of `linux.seccomp`; everything is allowed that is not named.

    `absent` is False where the engine answers EPERM whatever it was told: the calls that libraries must find missing,
    to fall back to older ones, are left alone then. `local`: Unix sockets may be made.

    Raises:
        KeyError: the machine is neither x86_64 nor aarch64.
    """
    column = list(_ARCHES).index(machine)
    rules = [
        {
            "names": [name],
            "action": "SCMP_ACT_ERRNO",
            "errnoRet": number,
            "args": [
                {"index": index, "value": mask, "valueTwo": value, "op": "SCMP_CMP_MASKED_EQ"}
                for index, mask, value in tests
            ],
        }
        for name, numbers in (*NUMBERS.items(), ("setpriority", (141, 140)))
        if numbers[column] is not None and (absent or name not in seccomp.ABSENT)
        for number, tests in refusals(name, local=local)
    ]
    return {"defaultAction": "SCMP_ACT_ALLOW", "architectures": [_ARCHES[machine]], "syscalls": rules}


def refusals(name: str, *, local: bool = False) -> tuple[Refusal, ...]:
    """When the call `name` is refused; `local` as in `profile`."""
    if name in seccomp.ABSENT:
        return ((errno.ENOSYS, ()),)
    if name == "socket":
        kept = (seccomp.AF_INET, seccomp.AF_INET6, *((seccomp.AF_UNIX,) if local else ()))
        others = [(0, _ALL, one) for one in range(_FAMILIES) if one not in kept]
        high = [_bit(0, 1 << n) for n in range(_FAMILIES.bit_length() - 1, 32)]
        raw = (errno.EPERM, ((1, 0xF, seccomp.SOCK_RAW),))
        return (*((errno.EAFNOSUPPORT, (one,)) for one in (*others, *high)), raw)
    if name == "socketpair" and local:
        return ()
    return tuple((errno.EPERM, tests) for tests in _conditions(name))


def _conditions(name: str) -> list[tuple[Test, ...]]:
    if name == "clone":
        return [(_bit(0, one),) for one in _bits(seccomp.NAMESPACES)]
    if name == "socketpair":
        return [((1, 0xF, kind),) for kind in seccomp.UNCONNECTED]
    if name == "ioctl":
        return [((1, _ALL, one),) for one in (seccomp.TIOCSTI, seccomp.TIOCLINUX)]
    if name == "setpriority":  # below zero: better than the caller's; a kernel of its own may not mind
        return [(_bit(2, 1 << 31),)]
    if name == "personality":  # neither 0 nor all ones: somewhere two neighbours differ
        return [((0, 3 << n, pair << n),) for n in range(31) for pair in (1, 2)]
    if name in ("open", "openat"):
        flags = 1 if name == "open" else 2
        return [
            (_bit(flags, create), _bit(flags + 1, mode))
            for create in _bits(seccomp.CREATES)
            for mode in _bits(seccomp.SET_ID)
        ]
    if name in seccomp.MODES:
        return [(_bit(seccomp.MODES[name], mode),) for mode in _bits(seccomp.SET_ID)]
    return [()]


def _bits(mask: int) -> list[int]:
    return [1 << n for n in range(mask.bit_length()) if mask >> n & 1]


def _bit(index: int, bit: int) -> Test:
    return (index, bit, bit)
