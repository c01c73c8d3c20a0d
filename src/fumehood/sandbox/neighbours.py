"""Refusals for a room without namespaces: calls that reach other processes of this user, or files by their owner's right.

The numbers are those of x86_64, then aarch64; None where there is no such call. Source: the kernel's user headers.
"""

import errno
from types import MappingProxyType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

REFUSED: "Mapping[str, tuple[int | None, int | None, int]]" = MappingProxyType(
    {
        "mq_open": (240, 180, errno.EPERM),
        "mq_unlink": (241, 181, errno.EPERM),
        **{
            name: (x86, arm, errno.EOPNOTSUPP)
            for name, x86, arm in (
                ("setxattr", 188, 5), ("lsetxattr", 189, 6), ("fsetxattr", 190, 7), ("removexattr", 197, 14),
                ("lremovexattr", 198, 15), ("fremovexattr", 199, 16), ("setxattrat", 463, 463),
                ("removexattrat", 466, 466), ("file_setattr", 469, 469),
            )
        },
    }
)  # fmt: skip
"""Refused whatever the arguments, with this error."""
OWN: "Mapping[str, tuple[int | None, int | None, int]]" = MappingProxyType(
    {
        "prlimit64": (302, 261, 0),
        "sched_setaffinity": (203, 122, 0),
        "sched_setscheduler": (144, 119, 0),
        "sched_setparam": (142, 118, 0),
        "sched_setattr": (314, 274, 0),
        "migrate_pages": (256, 238, 0),
        "move_pages": (279, 239, 0),
        "setpriority": (141, 140, 1),
        "ioprio_set": (251, 30, 1),
    }
)
"""Allowed when the argument of this index is 0, which means the caller itself."""
JUDGED: "Mapping[str, tuple[int | None, int | None]]" = MappingProxyType(
    {
        "chmod": (90, None),
        "fchmod": (91, 52),
        "fchmodat": (268, 53),
        "fchmodat2": (452, 452),
        "chown": (92, None),
        "fchown": (93, 55),
        "lchown": (94, None),
        "fchownat": (260, 54),
        "utime": (132, None),
        "utimes": (235, None),
        "futimesat": (261, None),
        "utimensat": (280, 88),
    }
)
"""Left to a process outside, which looks where the file lies (`backends.landlock.attributes`)."""
SOCKETS: "Mapping[str, tuple[int, int]]" = MappingProxyType(
    {"connect": (42, 203), "bind": (49, 200), "listen": (50, 201)}
)
"""Carried out by a process outside, for what is the room's own (`backends.landlock.sockets`)."""
FAST_OPEN = 0x20000000
"""MSG_FASTOPEN: a send that connects."""
SENDS: "Mapping[str, tuple[int, int, int]]" = MappingProxyType(
    {"sendto": (44, 206, 3), "sendmsg": (46, 211, 2), "sendmmsg": (307, 269, 3)}
)
"""Which argument has the flags."""
SETSOCKOPT = (54, 208)
REUSE_PORT = (1, 15)
"""SOL_SOCKET and SO_REUSEPORT: connections to a server of the host's could be shared."""
FLAGS_OF_FILES = (0x40086602, 0x401C5820)
"""FS_IOC_SETFLAGS and FS_IOC_FSSETXATTR: an owner's right as well, and it needs the file only open for reading."""
