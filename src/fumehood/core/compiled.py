"""Rules that are data, read once: the decoded form of YAML files is kept in the cache folder.

Loading eighty small YAML files costs more than scanning a small file. The kept form is MessagePack of
plain values, so reading it runs nothing; when it is missing, stale or damaged the files are read again.
"""

import contextlib
import os
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from fumehood.core.hashing import blake2b
from fumehood.core.paths import cache_folder
from fumehood.core.replace_file import replace_file

_T = TypeVar("_T")
_SECONDS_KEPT = 30 * 86_400


def load_yaml(path: str) -> Any:
    """The plain values in a YAML file of ours."""
    import yaml

    with open(path, encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe


def _forget_old(folder: str, name: str) -> None:
    """Removes forms that were made of other files and not used for a month."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(f"{name}-") and time.time() - entry.stat().st_mtime > _SECONDS_KEPT:
                os.unlink(entry.path)


def compiled(name: str, files: Sequence[str], kind: type[_T], build: Callable[[], _T]) -> _T:
    """What `build()` makes of `files`, from the cache folder when it was made of the same files before.

    `kind` is the type that msgspec decodes the kept form to.
    """
    state = blake2b(f"{name}\0{sys.version_info[:2]}\0".encode(), digest_size=12)
    for path in files:
        info = os.stat(path)
        state.update(f"{os.path.basename(path)}\0{info.st_size}\0{info.st_mtime_ns}\0".encode())
    kept = os.path.join(cache_folder(), f"{name}-{state.hexdigest()}.msgpack")
    with contextlib.suppress(OSError, msgspec.MsgspecError), open(kept, "rb") as found:
        return msgspec.msgpack.decode(found.read(), type=kind)
    made = build()
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(kept), mode=0o700, exist_ok=True)
        replace_file(kept, msgspec.msgpack.encode(made), mode=0o600)
        _forget_old(os.path.dirname(kept), name)
    return made
