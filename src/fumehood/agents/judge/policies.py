"""The policy on commands that holds in a folder, read anew when a configuration file has changed."""

import os

from fumehood.commands.policy.policy import Policy, shipped
from fumehood.core.paths import config_folder

FILE = "fumehood.toml"
_MOST = 64  # folders whose policy is remembered


class Policies:
    """Policies by folder."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[object, ...], Policy]] = {}

    def of(self, cwd: str) -> Policy:
        """The policy for what happens in `cwd`: the user's file, tightened by the project's.

        Raises:
            UsageError: one of the files is not valid.
        """
        files = _files(cwd)
        stamp = _stamps(files)
        if not any(stamp):
            return shipped()
        known = self._known.get(cwd)
        if known and known[0] == stamp:
            return known[1]
        from fumehood.commands.policy.load import load

        for path, found in zip(files, stamp, strict=True):
            if found and os.path.basename(path) == FILE:
                _check(path)
        policy, _ = load(cwd, config_folder())
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[cwd] = (stamp, policy)
        return policy


def stamp_of(cwd: str) -> tuple[object, ...]:
    """What changes when a configuration file that speaks of `cwd` changes."""
    return _stamps(_files(cwd))


def _stamps(files: list[str]) -> tuple[object, ...]:
    return tuple(_stamp(path) for path in files)


def _files(cwd: str) -> list[str]:
    """Every configuration file that may speak of `cwd`, as `load` looks for them."""
    files = [os.path.join(config_folder(), FILE)]
    folder = os.path.realpath(cwd)
    while True:
        files += [os.path.join(folder, FILE), os.path.join(folder, "pyproject.toml")]
        if folder == os.path.dirname(folder) or os.path.exists(os.path.join(folder, ".git")):
            return files
        folder = os.path.dirname(folder)


def _stamp(path: str) -> object:
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _check(path: str) -> None:
    """A file that is no TOML at all is an error even where it holds no policy."""
    import tomllib

    from fumehood.core.errors import UsageError

    try:
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            tomllib.load(file)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "mend the file") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path} is not valid TOML: {str(error)[:100]}", "mend the file") from None
