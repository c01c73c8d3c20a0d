"""Group, mode and access list that something has when it is made or edited in its place.

A folder with the setgid bit hands its group on to what is made in it, and one with a default access list a list. The
kernel does both when something is made; what stands here keeps a later change of the mode from undoing it, and gives
a file that takes another's place what that one had. Source: inode(7), acl(5).
"""

import contextlib
import os
import stat

_LIST, _DEFAULT = "system.posix_acl_access", "system.posix_acl_default"
_ALL, _NEW = 0o1777, 0o666


def asked(mode: int, base: int = _NEW) -> int:
    """The mode with which a program most likely made what has `mode`: the usual one, where only the umask was taken off."""
    umask = os.umask(0)
    os.umask(umask)
    usual = base | (mode & 0o111 and 0o777)
    return usual if mode & 0o777 == usual & ~umask else mode & _ALL


def make_folder(folder: int, name: str, mode: int) -> None:
    """Makes the folder `name` in the open `folder`, as a program would have that gave it `mode`.

    Raises:
        OSError: it cannot be made.
    """
    os.mkdir(name, asked(mode, 0o777), dir_fd=folder)
    made = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    # A change of the mode by one who is no member of the group would take the bit away.
    if (made ^ mode) & _ALL and not _has(folder, _DEFAULT):
        os.chmod(name, mode & _ALL | made & stat.S_ISGID, dir_fd=folder)


def settle(new: int, mode: int, folder: int, name: str) -> None:
    """Gives the open file `new`, made in `folder` with the mode `asked`, what a file called `name` has there.

    Raises:
        OSError: the mode cannot be set.
    """
    old = None
    with contextlib.suppress(FileNotFoundError):
        old = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if old is not None and stat.S_ISREG(old.st_mode):
        keep(new, old, access_list(folder, name))
    elif _has(folder, _DEFAULT):
        return
    os.fchmod(new, mode & _ALL)


def keep(new: int, old: os.stat_result, listed: bytes | None) -> None:
    """Gives `new` the group of `old` and its access list, as far as we may."""
    if os.fstat(new).st_gid != old.st_gid:
        with contextlib.suppress(OSError):
            os.fchown(new, -1, old.st_gid)
    if listed is not None:
        with contextlib.suppress(OSError):
            os.setxattr(new, _LIST, listed)


def access_list(folder: int, name: str) -> bytes | None:
    """The access list of `name` in the open `folder`; None where there is none, or where the system has no such lists."""
    return _read(f"/proc/self/fd/{folder}/{name}", _LIST)


def _has(folder: int, what: str) -> bool:
    return _read(folder, what) is not None


def _read(path: str | int, what: str) -> bytes | None:
    if not hasattr(os, "getxattr"):
        return None
    try:
        return os.getxattr(path, what, follow_symlinks=isinstance(path, int))
    except OSError:
        return None
