"""Whether a run's version of a path is what the project has."""

import os
import stat

_CHUNK = 1 << 20


def alike(source: str, info: os.stat_result, host: str) -> bool:
    """Whether `source` (of which `info` is the state) and the project's `host` are of one kind, mode and content."""
    try:
        other = os.lstat(host)
        if stat.S_IFMT(info.st_mode) != stat.S_IFMT(other.st_mode):
            return False
        if stat.S_ISLNK(info.st_mode):
            return os.readlink(source) == os.readlink(host)
        if not stat.S_ISREG(info.st_mode) or info.st_size != other.st_size:
            return False
        # Neither a copy nor what was applied has setuid, setgid bits, so these do not count.
        if (info.st_mode ^ other.st_mode) & 0o1777 or info.st_mode & 0o6000:
            return False
        with open(source, "rb") as one, open(host, "rb") as two:
            while chunk := one.read(_CHUNK):
                if chunk != two.read(_CHUNK):
                    return False
    except OSError:
        return False
    return True


def same_mode(one: os.stat_result, other: os.stat_result) -> bool:
    """Whether two folders have the same permissions; what their owner may is no matter, for a copy needs all of it."""
    return not (one.st_mode ^ other.st_mode) & 0o1077
