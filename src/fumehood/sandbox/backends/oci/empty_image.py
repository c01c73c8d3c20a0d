"""The image of a room that shows this machine's own programs: an empty root, made here and never pulled.

Everything in it is bound from the machine, read-only, as bubblewrap does it. So no registry is needed and there is
nothing to build, and the programs inside are the ones that the user knows. Source: OCI image specification, layer.md.
"""

import io
import subprocess
import tarfile
import zlib

from fumehood.sandbox.backends.oci.engine import Engine
from fumehood.sandbox.errors import NoSandboxError

_FOLDERS = ("usr", "proc", "dev", "sys", "tmp", "var", "var/tmp", "run", "etc", "home", "root")
_FOR_ALL = ("tmp", "var/tmp")
"""An engine gives a file system mounted there the mode of the folder below it."""
_SECONDS = 60


def see_to_it(engine: Engine, links: tuple[tuple[str, str], ...]) -> str:
    """The name of the image, after it has been imported where the engine does not have it yet.

    `links` are the root's symbolic links, as target and path.

    Raises:
        NoSandboxError: the engine refuses it.
    """
    content = _layer(links)
    name = f"fumehood-empty:{zlib.crc32(content):08x}"
    if _ask(engine, ("image", "inspect", name)).returncode:
        made = _ask(engine, ("import", "-", name), content)
        if made.returncode:
            said = made.stderr.decode("utf-8", "replace").strip().splitlines()
            raise NoSandboxError(
                f"{engine.kind} cannot import an empty image: {said[-1] if said else 'it says nothing'}",
                f"`{engine.kind} info` says what it lacks",
            )
    return name


def _layer(links: tuple[tuple[str, str], ...]) -> bytes:
    """The same bytes for the same links, on every machine."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for folder in _FOLDERS:
            entry = tarfile.TarInfo(folder)
            entry.type, entry.mode = tarfile.DIRTYPE, 0o1777 if folder in _FOR_ALL else 0o755
            archive.addfile(entry)
        for target, path in links:
            entry = tarfile.TarInfo(path.lstrip("/"))
            entry.type, entry.linkname, entry.mode = tarfile.SYMTYPE, target, 0o777
            archive.addfile(entry)
    return out.getvalue()


def _ask(engine: Engine, words: tuple[str, ...], given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            [*engine.words, *words], input=given, capture_output=True, check=False, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoSandboxError(f"the container engine does not answer: {error}", "start it") from None
