"""A settings file on the disk: read whole, replaced in one step, never through a link that leads elsewhere."""

import contextlib
import os
import stat
from collections.abc import Iterable

from msgspec import Struct

from fumehood.agents.settings.jsonc import SettingsError
from fumehood.core.replace_file import replacing

_LARGEST = 8 * 1024 * 1024


class Place(Struct, frozen=True):
    """A file's real path (links resolved), its bytes (None: not there) and its permissions."""

    path: str
    now: bytes | None
    mode: int | None = None


def look(path: str, roots: Iterable[str]) -> Place:
    """The file at `path`, which must lie below one of `roots` even when links are followed.

    Raises:
        SettingsError: it leads out, is no regular file, is too large or cannot be read.
    """
    real = os.path.realpath(path)
    if not any(real.startswith(os.path.realpath(root).rstrip("/") + "/") for root in roots):
        raise SettingsError("a link in its path leads out of the folder that is being set up")
    try:
        descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return Place(real, None)
    except OSError as error:
        raise SettingsError(_reason(error)) from None
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise SettingsError("it is no regular file")
        raw = file.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise SettingsError("it is larger than 8 MiB")
    return Place(real, raw, stat.S_IMODE(status.st_mode))


def put(place: Place, raw: bytes, *, executable: bool = False) -> list[str]:
    """Makes `raw` the content of the file; the folders that had to be made, outermost first.

    Permissions and owner of a file that is there stay; a new one belongs to whom its folder belongs.

    Raises:
        SettingsError: it is marked read-only, or its folder cannot be written.
    """
    if place.mode is not None and not place.mode & stat.S_IWUSR:
        raise SettingsError("it is marked read-only")
    try:
        made = _make_folders(os.path.dirname(place.path))
        owner = os.stat(place.path if place.now is not None else os.path.dirname(place.path))
        mode = 0o755 if executable else place.mode if place.mode is not None else 0o644
        with replacing(place.path, mode=mode) as temporary, open(temporary, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
            if os.geteuid() == 0:
                os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
    except OSError as error:
        raise SettingsError(_reason(error)) from None
    return made


def delete(place: Place) -> None:
    """Removes the file, if it is there.

    Raises:
        SettingsError: the file cannot be removed.
    """
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(place.path)
    except OSError as error:
        raise SettingsError(_reason(error)) from None


def remove_empty(folders: Iterable[str]) -> None:
    """Removes those of the folders that are empty, innermost first."""
    for folder in sorted(set(folders), key=len, reverse=True):
        with contextlib.suppress(OSError):
            os.rmdir(folder)


def _make_folders(folder: str) -> list[str]:
    missing = []
    while folder and not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    owner = os.stat(folder)
    for each in reversed(missing):
        os.mkdir(each, 0o755)
        if os.geteuid() == 0:
            os.chown(each, owner.st_uid, owner.st_gid)
    return missing[::-1]


def _reason(error: OSError) -> str:
    return (error.strerror or "it cannot be read or written").lower()
