"""The user's own key of the fingerprints, kept in the state folder, readable by the user only."""

import contextlib
import os

from fumehood.core.paths import state_folder
from fumehood.exposure.fingerprint import KEY_BYTES

_FILE = "fingerprint.key"


def local_key(folder: str | None = None) -> bytes:
    """The user's key in `folder` (the state folder by default), made (mode 0600) if there is none.

    Where nothing can be stored or read, a key for this run only: fingerprints then differ between runs.
    """
    folder = state_folder() if folder is None else folder
    path = os.path.join(folder, _FILE)
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        for _ in range(2):
            found = _read(path)
            if found is not None:
                return found
            _create(path)
    except OSError:
        pass
    return os.urandom(KEY_BYTES)


def _read(path: str) -> bytes | None:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        if hasattr(os, "fchmod") and os.fstat(handle).st_mode & 0o077:
            os.fchmod(handle, 0o600)
        found = file.read(KEY_BYTES + 1)
    if len(found) != KEY_BYTES:
        raise OSError("the key file is damaged")
    return found


def _create(path: str) -> None:
    """Writes a new key so that two processes end with the same one: whoever links first wins."""
    own = f"{path}.{os.getpid()}"
    handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(KEY_BYTES))
        with contextlib.suppress(FileExistsError):
            os.link(own, path)
    finally:
        os.unlink(own)
