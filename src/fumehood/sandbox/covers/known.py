"""What earlier looks found: which files hold secrets, and where. Losing it costs time only; no value is in it.

`known` is read at every start: the state of the tree, and the files to cover. `rows` has one entry a file and is read
when something changed. A file counts as unchanged when its state proves it, as in the cache of `scan`.
"""

import os

from fumehood.core.hashing import blake2b
from fumehood.core.named_tuple import NamedTuple
from fumehood.core.paths import cache_folder
from fumehood.sandbox.covers.look import State

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

RACY = 2_000_000_000
"""Nanoseconds: coarser than any file system's clock in use."""

Spans = tuple[tuple[int, int], ...]


class Cover(NamedTuple):
    """A file below the project, the byte spans to cover (none: all of it), and the digest of the content meant."""

    path: str
    spans: Spans
    digest: str


class Row(NamedTuple):
    """What is known of a file: its state, when it was looked at (ns), its content's digest, spans (None: no secret)."""

    changed: int
    size: int
    inode: int
    looked: int
    digest: str
    spans: Spans | None

    def proves(self, changed: int, size: int, inode: int) -> bool:
        """Whether a file in this state has the content that was looked at."""
        return (changed, size, inode) == (
            self.changed,
            self.size,
            self.inode,
        ) and changed < self.looked - RACY


def digest_of(raw: bytes) -> str:
    """What tells one content from another."""
    return blake2b(raw, digest_size=16).hexdigest()


def recall(project: str, state: State) -> tuple[Cover, ...] | None:
    """The files to cover when the tree is as it was; None when it has to be looked at."""
    try:
        with open(_file(project, "known"), encoding="utf-8", errors="surrogateescape") as file:
            lines = file.read().split("\n")
    except OSError:
        return None
    try:
        if lines[0] != _version() or lines[1] != state.digest or state.newest >= int(lines[2]) - RACY:
            return None
        return tuple(_read(line) for line in lines[3:] if line)
    except (IndexError, ValueError):
        return None


def rows(project: str) -> "dict[str, Row]":
    """What is known file by file."""
    import json

    try:
        with open(_file(project, "rows"), encoding="utf-8", errors="surrogateescape") as file:
            value = json.load(file)
        if value["version"] != _version():
            return {}
        return {path: _row(*fields) for path, fields in value["files"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def remember(
    project: str, found: "Mapping[str, Row]", covers: tuple[Cover, ...], state: State | None, looked: int
) -> None:
    """Writes what was found; `state` is None when not all could be looked at. A fault costs the next look time only."""
    import contextlib
    import json

    from fumehood.core.replace_file import replace_file

    if os.path.realpath(cache_folder()).startswith(project + "/"):
        return  # the command could write there
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(_file(project, "rows")), mode=0o700, exist_ok=True)
        whole = {"version": _version(), "files": {path: list(row) for path, row in found.items()}}
        text = json.dumps(whole, ensure_ascii=False).encode("utf-8", "surrogateescape")
        replace_file(_file(project, "rows"), text, mode=0o600)
        if state is None:
            os.unlink(_file(project, "known"))
            return
        lines = [_version(), state.digest, str(looked), *map(_written, covers)]
        text = ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")
        replace_file(_file(project, "known"), text, mode=0o600)


def _file(project: str, kind: str) -> str:
    import zlib

    name = f"{zlib.crc32(os.fsencode(project)):08x}{len(project):x}"
    return os.path.join(cache_folder(), "covers", f"{name}.{kind}")


def _version() -> str:
    """Of this program's detectors: another version may find more."""
    import fumehood

    folder = os.path.dirname(fumehood.__file__)
    times = []
    for part in ("exposure", "exposure/detect", "exposure/rules", "exposure/filters"):
        try:
            times.append(str(os.stat(os.path.join(folder, part)).st_mtime_ns))
        except OSError:
            times.append("-")
    return " ".join((fumehood.__version__, *times))


def _written(cover: Cover) -> str:
    spans = ",".join(f"{start}-{end}" for start, end in cover.spans)
    path = cover.path.replace("\\", "\\\\").replace("\n", "\\n")
    return f"{cover.digest} {spans or '*'} {path}"


def _read(line: str) -> Cover:
    digest, spans, path = line.split(" ", 2)
    found = (
        ()
        if spans == "*"
        else tuple(
            (int(start), int(end)) for start, _, end in (span.partition("-") for span in spans.split(","))
        )
    )
    parts = path.split("\\\\")
    return Cover("\\".join(part.replace("\\n", "\n") for part in parts), found, digest)


def _row(changed: int, size: int, inode: int, looked: int, digest: str, spans: list[list[int]] | None) -> Row:
    found = None if spans is None else tuple((start, end) for start, end in spans)
    return Row(changed, size, inode, looked, digest, found)
