"""Assembles the system call filter as classic BPF bytes; refusals are errors, not kills, so that programs can go on.

Source: seccomp(2), linux/filter.h, linux/audit.h.
"""

import errno
import os
import struct

from fumehood.sandbox.numbers import NUMBERS

_ARCHES = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1)}
_LOAD, _JEQ, _JGE, _JSET, _AND, _RET = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCH = 0, 4
_X32 = 0x40000000
NAMESPACES = 0x7E020080
"""CLONE_NEWUSER, NEWNS, NEWPID, NEWNET, NEWIPC, NEWUTS, NEWCGROUP and NEWTIME."""
SET_ID = 0o6000
CREATES = 0o100 | 0o20000000
"""O_CREAT and the bit of O_TMPFILE; the mode argument means something with these only."""
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
SOCK_STREAM, SOCK_RAW, SOCK_SEQPACKET = 1, 3, 5
UNCONNECTED = (2, 3)
"""SOCK_DGRAM and SOCK_RAW, the same for AF_UNIX: an end of such a pair can send to any socket that has a path."""
ABSENT = ("clone3", "openat2")
"""Their arguments stand in memory, where a filter cannot look; libraries fall back to the older calls."""
_CONDITIONAL = (
    "clone", "socket", "socketpair", "ioctl", "chmod", "fchmod", "fchmodat", "fchmodat2", "open", "openat", "creat", "mknod",
    "mknodat", "personality",
)  # fmt: skip
MODES = {"chmod": 1, "fchmod": 1, "fchmodat": 2, "fchmodat2": 2, "creat": 1, "mknod": 1, "mknodat": 2}
"""Which argument is the mode."""

Step = tuple[int, int, int, int]
_ALLOWED: Step = (_RET, 0, 0, _ALLOW)
_JUDGED: Step = (_RET, 0, 0, 0x7FC00000)
"""SECCOMP_RET_USER_NOTIF."""


def supported(machine: str | None = None) -> bool:
    """Whether the filter is known for this kind of machine."""
    return (machine or os.uname().machine) in _ARCHES


def assemble(machine: str, *, apart: bool = True, local: bool = False) -> bytes:
    """The filter for `machine` as an array of struct sock_filter.

    `local`: Unix sockets may be made, since none of the host's can be reached. `apart` is False where no namespace
    keeps the host away: then sockets, pseudo-terminals and changes of modes, owners and times are handed to a listener, and other processes are left alone.

    Raises:
        KeyError: the machine is neither x86_64 nor aarch64.
    """
    audit, column = _ARCHES[machine]
    steps: list[Step] = [
        (_LOAD, 0, 0, _ARCH),
        (_JEQ, 1, 0, audit),
        (_RET, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    if machine == "x86_64":
        steps += [(_JGE, 0, 1, _X32), (_RET, 0, 0, _KILL)]
    for name, numbers in NUMBERS.items():
        number = numbers[column]
        if number is None:
            continue
        body = _body(name, local=local) if apart else _body_beside_others(name)
        steps += [(_JEQ, 0, len(body), number), *body]
    if not apart:
        from fumehood.sandbox import neighbours  # few rooms need it

        more: list[tuple[int | None, list[Step]]] = [
            *((one[column], [_refuse(one[2])]) for one in neighbours.REFUSED.values()),
            *(
                (one[column], [_argument(one[2]), (_JEQ, 1, 0, 0), _refuse(errno.EPERM), _ALLOWED])
                for one in neighbours.OWN.values()
            ),
            *((one[column], [_JUDGED]) for name, one in neighbours.JUDGED.items() if name not in NUMBERS),
            *((one[column], [_JUDGED]) for one in neighbours.SOCKETS.values()),
            *(
                (
                    one[column],
                    [
                        _argument(one[2]),
                        (_JSET, 0, 1, neighbours.FAST_OPEN),
                        _refuse(errno.EOPNOTSUPP),
                        _ALLOWED,
                    ],
                )
                for one in neighbours.SENDS.values()
            ),
            (neighbours.SETSOCKOPT[column], _no_sharing(neighbours.REUSE_PORT)),
        ]
        for number, body in more:
            if number is not None:
                steps += [(_JEQ, 0, len(body), number), *body]
    steps.append((_RET, 0, 0, _ALLOW))
    return b"".join(struct.pack("<HBBI", *step) for step in steps)


def _body_beside_others(name: str) -> list[Step]:
    from fumehood.sandbox import neighbours

    if name == "socket":
        return _streams_only()
    body = _body(name)
    if name in neighbours.JUDGED:
        return [*body[:-1], _JUDGED]
    if name == "ioctl":
        flags = [(_JEQ, 0, 1, one) for one in neighbours.FLAGS_OF_FILES]
        peer = [(_JEQ, 0, 1, 0x5441), _JUDGED]  # TIOCGPTPEER
        return [
            _argument(1),
            *peer,
            *(step for one in flags for step in (one, _refuse(errno.EOPNOTSUPP))),
            *body,
        ]
    return body


def _no_sharing(option: tuple[int, int]) -> list[Step]:
    level, name = option
    refuse = _refuse(errno.ENOPROTOOPT)
    return [_argument(1), (_JEQ, 0, 3, level), _argument(2), (_JEQ, 0, 1, name), refuse, _ALLOWED]


def _streams_only() -> list[Step]:
    """TCP, and Unix sockets that are connected: whoever connects or binds them asks somebody outside."""
    kind: list[Step] = [_argument(1), (_AND, 0, 0, 0xF)]
    refuse = _refuse(errno.EACCES)
    internet: list[Step] = [
        *kind,
        (_JEQ, 1, 0, SOCK_STREAM),
        refuse,
        _argument(2),
        (_JEQ, 2, 0, 0),
        (_JEQ, 1, 0, 6),
        refuse,
        _ALLOWED,
    ]
    local: list[Step] = [*kind, (_JEQ, 2, 0, SOCK_STREAM), (_JEQ, 1, 0, SOCK_SEQPACKET), refuse, _ALLOWED]
    return [
        _argument(0), (_JEQ, 0, len(local), AF_UNIX), *local,
        (_JEQ, 2, 0, AF_INET), (_JEQ, 1, 0, AF_INET6), _refuse(errno.EAFNOSUPPORT), *internet,
    ]  # fmt: skip


def _body(name: str, *, local: bool = False) -> list[Step]:
    """What happens to the call `name`; every way through it ends in a return."""
    if name in ABSENT:
        return [_refuse(errno.ENOSYS)]
    if name not in _CONDITIONAL:
        return [_refuse(errno.EPERM)]
    allow = _ALLOWED
    refuse = _refuse(errno.EPERM)
    if name == "clone":
        return [_argument(0), (_JSET, 0, 1, NAMESPACES), refuse, allow]
    if name == "socket":
        families = (AF_UNIX, AF_INET, AF_INET6) if local else (AF_INET, AF_INET6)
        return [
            _argument(0), *((_JEQ, len(families) - n, 0, one) for n, one in enumerate(families)), _refuse(errno.EAFNOSUPPORT),
            _argument(1), (_AND, 0, 0, 0xF), (_JEQ, 0, 1, SOCK_RAW), refuse, allow,
        ]  # fmt: skip
    if name == "socketpair":
        if local:
            return [allow]
        return [
            _argument(1),
            (_AND, 0, 0, 0xF),
            (_JEQ, 1, 0, UNCONNECTED[0]),
            (_JEQ, 0, 1, UNCONNECTED[1]),
            refuse,
            allow,
        ]
    if name == "ioctl":
        return [_argument(1), (_JEQ, 1, 0, TIOCSTI), (_JEQ, 0, 1, TIOCLINUX), refuse, allow]
    if name == "personality":
        # 0 and the question 0xffffffff; anything else weakens address randomisation or changes the ABI.
        return [_argument(0), (_JEQ, 2, 0, 0), (_JEQ, 1, 0, 0xFFFFFFFF), refuse, allow]
    if name in ("open", "openat"):
        flags = 1 if name == "open" else 2
        return [
            _argument(flags), (_JSET, 0, 3, CREATES), _argument(flags + 1), (_JSET, 0, 1, SET_ID), refuse, allow,
        ]  # fmt: skip
    return [_argument(MODES[name]), (_JSET, 0, 1, SET_ID), refuse, allow]


def _argument(index: int) -> Step:
    """Loads the lower half of an argument: the kernel ignores the upper half of all that we compare."""
    return (_LOAD, 0, 0, 16 + 8 * index)


def _refuse(number: int) -> Step:
    return (_RET, 0, 0, _ERRNO | number)
