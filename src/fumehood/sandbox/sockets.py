"""Looks for sockets in folders that a room shows as they are."""

import os
import stat

_MOST = 20_000
"""Names that are looked at; a start waits for it."""


def none_below(paths: tuple[str, ...]) -> bool:
    """Whether there is no socket at or below `paths`; False as well when that would take too long to say."""
    left = _MOST
    pending = []
    for path in paths:
        try:
            mode = os.stat(path).st_mode
        except OSError:
            continue
        if stat.S_ISSOCK(mode):
            return False
        if stat.S_ISDIR(mode):
            pending.append(path)
    while pending:
        try:
            entries = os.scandir(pending.pop())
        except OSError:
            continue
        with entries:
            for entry in entries:
                left -= 1
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif (
                    not entry.is_file(follow_symlinks=False) and not entry.is_symlink() and _is_socket(entry)
                ):
                    return False
                if left < 0:
                    return False
    return True


def _is_socket(entry: "os.DirEntry[str]") -> bool:
    return stat.S_ISSOCK(entry.stat(follow_symlinks=False).st_mode)
