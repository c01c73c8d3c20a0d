"""What stands in a run's upper folder for a path that it removed, and for a folder that it made anew.

Source: overlayfs (kernel documentation): a character device 0/0; an opaque folder carries `user.overlay.opaque`. On a file
system that is an overlay itself such a device cannot be seen; there a link that leads nowhere stands for it, a relative
one: sshfs does not show where absolute ones lead.
"""

import contextlib
import os
import stat
from functools import lru_cache

_OPAQUE = ("user.overlay.opaque", "trusted.overlay.opaque")
_NOWHERE = ".fumehood/removed-by-the-run"


def make(path: str, top: str) -> None:
    """Puts a whiteout at `path`, somewhere in the folder `top`.

    Raises:
        OSError: the folder cannot be written.
    """
    if _can_be_seen(top):
        os.mknod(path, stat.S_IFCHR | 0o600, 0)
    else:
        os.symlink(_NOWHERE, path)


@lru_cache(maxsize=8)
def _can_be_seen(top: str) -> bool:
    """Whether a device 0/0 that is made in `top` is there afterwards."""
    name = ".whiteout"
    path = os.path.join(top, name)
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, 0)
    except OSError:
        return False
    seen = name in os.listdir(top)
    with contextlib.suppress(OSError):
        os.unlink(path)
    return seen


def is_whiteout(path: str, info: os.stat_result) -> bool:
    """Whether `path`, of which `info` is the state, says that something was removed."""
    if stat.S_ISCHR(info.st_mode):
        return info.st_rdev == 0
    return stat.S_ISLNK(info.st_mode) and os.readlink(path) == _NOWHERE


def is_opaque(folder: str) -> bool:
    """Whether a folder of an upper one hides all of the project's folder of that name."""
    try:
        found = os.listxattr(folder, follow_symlinks=False)
    except OSError:
        return False
    return any(name in found for name in _OPAQUE)
