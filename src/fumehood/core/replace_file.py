"""Replaces a file in one step: a reader sees the old one or the new one, never half of it."""

import contextlib
import os
from collections.abc import Iterator


@contextlib.contextmanager
def replacing(path: str, *, mode: int | None = None, suffix: str = "") -> Iterator[str]:
    """A path beside `path` to write to; when the block ends without an error it takes the place of `path`.

    `mode` are the permissions of the new file (None: as the umask has them); until then it is private.

    Raises:
        OSError: the folder cannot be written; nothing is left behind.
    """
    import tempfile

    handle, temporary = tempfile.mkstemp(
        prefix=".fumehood-", suffix=suffix, dir=os.path.dirname(os.path.abspath(path))
    )
    os.close(handle)
    try:
        yield temporary
        os.chmod(temporary, _by_umask() if mode is None else mode)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def replace_file(path: str, raw: bytes, *, mode: int | None = None) -> None:
    """Makes `raw` the content of `path`, on disk before it takes the old one's place.

    Raises:
        OSError: as `replacing`.
    """
    with replacing(path, mode=mode) as temporary, open(temporary, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _by_umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
