"""Where an index lies: the user's own newer one, else the bundled one, unpacked once and mapped.

The bundled files are packed. The first use unpacks one into the cache folder (written aside, then renamed,
so that racing processes both end with a whole file); later uses only map it. Where the cache cannot be
written, the index is unpacked into memory each time. A damaged file in the cache is made anew.
"""

import mmap
import os
from collections.abc import Mapping
from datetime import date
from functools import cache

from msgspec import Struct

from fumehood.core.paths import cache_folder, data_folder
from fumehood.core.replace_file import replace_file
from fumehood.packages.index import Index
from fumehood.packages.index_file import DamagedIndexError, IndexFile

IN_MEMORY = "memory"  # the origin of an index that could not be kept in the cache
BUNDLED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


class Bundled(Struct, frozen=True):
    """One line of the manifest: what is shipped for an ecosystem. `size` is that of the unpacked file."""

    ecosystem: str
    as_of: date
    digest: str
    size: int

    @property
    def packed(self) -> str:
        """The path of the packed file."""
        return os.path.join(BUNDLED, f"{self.ecosystem}.index.xz")

    @property
    def unpacked(self) -> str:
        """The path of the unpacked file in the cache folder; it may not be there."""
        return os.path.join(cache_folder(), f"index-{self.digest}", f"{self.ecosystem}.index")


@cache
def manifest() -> Mapping[str, Bundled]:
    """What is shipped, by ecosystem."""
    with open(os.path.join(BUNDLED, "manifest.txt"), encoding="ascii") as file:
        lines = [line.split() for line in file if line.strip()]
    return {e: Bundled(e, date.fromisoformat(as_of), digest, int(size)) for e, as_of, digest, size in lines}


def users_own(ecosystem: str) -> str:
    """The path of the index that `fumehood index update` writes; it may not be there."""
    return os.path.join(data_folder(), "index", f"{ecosystem}.index")


def open_index(ecosystem: str) -> Index | None:
    """The newest index of the ecosystem, or None when there is none for it.

    Raises:
        DamagedIndexError: the shipped file itself cannot be read.
    """
    shipped = manifest().get(ecosystem)
    own = _mapped(users_own(ecosystem), ecosystem)
    if own and (shipped is None or own.as_of >= shipped.as_of):
        return own
    return _open_bundled(shipped) if shipped else None


def _open_bundled(shipped: Bundled) -> Index:
    if found := _mapped(shipped.unpacked, shipped.ecosystem, shipped.size):
        return found
    raw = _unpack(shipped)
    if store(shipped.unpacked, raw) and (found := _mapped(shipped.unpacked, shipped.ecosystem, shipped.size)):
        return found
    return Index(IndexFile(memoryview(raw)), IN_MEMORY)


def _unpack(shipped: Bundled) -> bytes:
    import lzma

    try:
        with open(shipped.packed, "rb") as file:
            raw = lzma.decompress(file.read())
    except (OSError, lzma.LZMAError) as error:
        raise DamagedIndexError(f"{shipped.ecosystem}: {error}") from error
    if len(raw) != shipped.size:
        raise DamagedIndexError(f"{shipped.ecosystem}: {len(raw)} bytes instead of {shipped.size}")
    return raw


def _mapped(path: str, ecosystem: str, size: int | None = None) -> Index | None:
    """The index at `path`, mapped, when it is whole and nobody but its owner could have written it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if status.st_uid not in {0, os.geteuid()} or status.st_mode & 0o022:
            return None
        if status.st_size == 0 or (size is not None and status.st_size != size):
            return None
        index = Index(IndexFile(memoryview(mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ))), path)
    except (OSError, ValueError, DamagedIndexError):
        return None
    finally:
        os.close(descriptor)
    return index if index.ecosystem == ecosystem else None


def store(path: str, raw: bytes) -> bool:
    """Writes a file as a whole or not at all; whether it is there now."""
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        replace_file(path, raw, mode=0o600)
    except OSError:
        return False
    return True
