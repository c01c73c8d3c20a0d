"""One folder that stands for /etc in the room: copies of the chosen files, and accounts of the room's own.

Thirty binds of single files cost a room more than all its namespaces (each makes bubblewrap read the table of mounts
again), one bind of a folder next to nothing. The folder is made once and kept in the cache; its name is a digest of
what it was made from, so a file of the machine that is changed makes a new one.
"""

import os
import zlib

from fumehood.core.paths import cache_folder
from fumehood.sandbox.system import SHOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from fumehood.sandbox.plan import Plan

_KEPT_DAYS = 30
"""A folder that is older and not the one asked for is removed; no run lasts that long."""


def shows_more_of_etc(plan: "Plan") -> bool:
    """Whether the user named files of /etc himself: those are bound, never copied."""
    named = [path for path in plan.shown if path not in SHOWN]
    return any(path.startswith("/etc/") for path in (*named, *plan.writable, plan.project))


def folder(shown: tuple[str, ...], own: "Mapping[str, str]") -> str | None:
    """The folder with copies of what of /etc is in `shown`, and the texts of `own` by their names.

    None when the cache cannot be written or belongs to somebody else: the files are then bound one by one.
    """
    sources = [path for path in shown if path.startswith("/etc/")]
    base = os.path.join(cache_folder(), "rooms")
    place = os.path.join(base, f"etc-{_digest(sources, own)}")
    try:
        if not os.path.isdir(place):
            _make(place, base, sources, own)
        return place if os.stat(place).st_uid == os.getuid() else None
    except OSError:
        return None


def _digest(sources: list[str], own: "Mapping[str, str]") -> str:
    """Changes when a file or folder is exchanged, edited, or gets another entry, at any depth."""
    told = [repr(sorted(own.items()))]
    pending = list(sources)
    while pending:
        path = pending.pop()
        try:
            info = os.stat(path)
            told.append(f"{path} {info.st_ino} {info.st_mtime_ns} {info.st_size}")
            if info.st_mode & 0o170000 == 0o040000 and info.st_nlink > 2:
                with os.scandir(path) as found:
                    pending += [entry.path for entry in found if entry.is_dir(follow_symlinks=False)]
        except OSError:
            continue
    text = "\n".join(told).encode("utf-8", "surrogateescape")
    return f"{zlib.crc32(text):08x}{zlib.adler32(text):08x}{len(text):x}"


def _make(place: str, base: str, sources: list[str], own: "Mapping[str, str]") -> None:
    import contextlib
    import shutil
    import tempfile
    import time

    os.makedirs(base, mode=0o700, exist_ok=True)
    new = tempfile.mkdtemp(prefix=".new-", dir=base)
    try:
        for source in sources:
            target = os.path.join(new, source[len("/etc/") :])
            os.makedirs(os.path.dirname(target), exist_ok=True)
            _copy(source, target)
        for name, text in own.items():
            with open(os.path.join(new, name), "w", encoding="utf-8") as file:
                file.write(text)
        os.chmod(new, 0o755)  # noqa: S103 - the room's user must enter it
        # Another run may have been quicker: then its folder is as good.
        with contextlib.suppress(OSError):
            os.rename(new, place)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    for name in os.listdir(base):
        path = os.path.join(base, name)
        if path != place and time.time() - os.lstat(path).st_mtime > _KEPT_DAYS * 86400:
            shutil.rmtree(path, ignore_errors=True)


def _copy(source: str, target: str) -> None:
    """What can be read; links stay links where they lead to something that the room shows too."""
    import contextlib
    import shutil

    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
        for name in os.listdir(source):
            inner = os.path.join(source, name)
            if os.path.islink(inner):
                with contextlib.suppress(OSError):
                    os.symlink(os.readlink(inner), os.path.join(target, name))
            elif os.path.isdir(inner) or os.path.isfile(inner):
                _copy(inner, os.path.join(target, name))
    else:
        with contextlib.suppress(OSError):
            shutil.copyfile(source, target)
            os.chmod(target, 0o755 if os.access(source, os.X_OK) else 0o644)
