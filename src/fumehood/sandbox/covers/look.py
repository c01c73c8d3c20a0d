"""The state of all files that may hold a secret, as one number: whether anything changed since the last look.

A process of its own takes it while the rest of a start goes on: with a thousand files it is the dearest part. A few files
in one folder are looked at sooner than a process starts.
"""

import os

from fumehood.core.hashing import blake2b
from fumehood.core.named_tuple import NamedTuple
from fumehood.core.signals import signal
from fumehood.core.skipped_folders import SKIPPED_FOLDERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_TEXT = (
    ".pyc", ".pyo", ".so", ".o", ".a", ".dylib", ".dll", ".exe", ".class", ".jar", ".wasm", ".png", ".jpg", ".jpeg",
    ".gif", ".webp", ".ico", ".svg", ".pdf", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".mov", ".wav",
    ".zip", ".gz", ".bz2", ".xz", ".zst", ".7z", ".tar", ".whl", ".npy", ".npz", ".parquet", ".feather", ".arrow", ".h5",
    ".hdf5", ".pt", ".pkl", ".onnx", ".safetensors", ".css", ".scss", ".map",
)  # fmt: skip
_LENGTH = 16
_FEW = 64


class State(NamedTuple):
    """A digest of the state of all candidates, and the newest change time among them (ns)."""

    digest: str
    newest: int


class Candidate(NamedTuple):
    """A file that may hold a secret: its path below the project, change time (ns), size, inode."""

    path: str
    changed: int
    size: int
    inode: int


class Look:
    """A look that is under way."""

    def __init__(self, project: str) -> None:
        self._project = project
        self._pid = 0
        if _holds_few(project):
            return
        self._answer, say = os.pipe()
        self._pid = os.fork()
        if not self._pid:
            try:
                state = take(project)
                os.write(say, f"{state.digest} {state.newest}\n".encode())
            finally:
                os._exit(0)
        os.close(say)

    def end(self) -> State | None:
        """The state; None when the process was ended before it could tell."""
        if not self._pid:
            return take(self._project)
        text = b""
        while part := os.read(self._answer, 4096):
            text += part
        self.drop()
        digest, _, newest = text.decode("ascii").partition(" ")
        return State(digest, int(newest)) if newest.endswith("\n") else None

    def drop(self) -> None:
        """Ends the look when nobody wants it any more."""
        if self._pid:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._answer)
            self._pid = 0


def _holds_few(project: str) -> bool:
    count = 0
    try:
        with os.scandir(project) as found:
            for entry in found:
                count += 1
                if count > _FEW or (
                    entry.name not in SKIPPED_FOLDERS and entry.is_dir(follow_symlinks=False)
                ):
                    return False
    except OSError:
        return False
    return True


def take(project: str) -> State:
    """The state of the project's candidates now."""
    newest = 0
    lines = []
    for one in candidates(project):
        newest = max(newest, one.changed)
        lines.append(f"{one.path}\0{one.changed}\0{one.size}\0{one.inode}")
    lines.sort()
    text = "\n".join(lines).encode("utf-8", "surrogateescape")
    return State(blake2b(text, digest_size=_LENGTH).hexdigest(), newest)


def candidates(project: str) -> "Iterator[Candidate]":
    """The plain files of the project that may hold a secret; those of other people's packages are left out."""
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(os.path.join(project, folder)) as found:
                entries = list(found)
        except OSError:
            continue
        if folder and any(entry.name == "pyvenv.cfg" for entry in entries):
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in SKIPPED_FOLDERS:
                    pending.append(path)
            elif entry.is_file(follow_symlinks=False) and not path.endswith(_NO_TEXT):
                try:
                    info = entry.stat(follow_symlinks=False)
                except OSError:
                    continue
                yield Candidate(path, info.st_ctime_ns, info.st_size, info.st_ino)
