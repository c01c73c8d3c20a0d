"""What installations wrote, and the files as they were before: kept private below the configuration folder.

Each entry is written before its file is touched, so that an interrupted installation can be taken back.
"""

import contextlib
import fcntl
import hashlib
import os
import time
from collections.abc import Iterator

import msgspec

from fumehood.agents.settings.files import Trace
from fumehood.core.errors import IncompleteError, UsageError
from fumehood.core.paths import config_folder
from fumehood.core.replace_file import replace_file

_PATIENCE = 10.0  # seconds to wait for another installation


class Written(msgspec.Struct, frozen=True):
    """One file that was written: for which agent and scope, its hash then, and what was there before.

    `original` names the copy of the file as it was (None: there was none); `folders` were made for it; `line` is the
    hook's line of that installation.
    """

    agent: str
    scope: str
    trace: Trace
    hash: str
    original: str | None
    folders: tuple[str, ...] = ()
    line: str = ""


class Journal:
    """The record of all files written, by their real path."""

    def __init__(self, folder: str, entries: dict[str, Written]) -> None:
        self._folder = folder
        self.entries = entries

    def of(self, agent: str, scope: str) -> dict[str, Written]:
        """The files of an agent in a scope."""
        return {p: e for p, e in self.entries.items() if e.agent == agent and e.scope == scope}

    def original(self, entry: Written) -> bytes | None:
        """The file as it was before, None when there was none.

        Raises:
            OSError: the copy is gone.
        """
        if entry.original is None:
            return None
        with open(os.path.join(self._folder, "originals", entry.original), "rb") as file:
            return file.read()

    def note(self, path: str, entry: Written, original: bytes | None) -> None:
        """Keeps the original and the entry of a file that is about to be written.

        Raises:
            OSError: the configuration folder cannot be written.
        """
        if original is not None and entry.original is not None:
            replace_file(os.path.join(self._folder, "originals", entry.original), original, mode=0o600)
        self.entries[path] = entry
        self._save()

    def forget(self, path: str) -> None:
        """Drops the entry of a file and the copy of what it was."""
        entry = self.entries.pop(path, None)
        self._save()
        if entry and entry.original:
            with contextlib.suppress(OSError):
                os.unlink(os.path.join(self._folder, "originals", entry.original))

    def _save(self) -> None:
        raw = msgspec.json.encode(self.entries)
        replace_file(os.path.join(self._folder, "journal.json"), raw, mode=0o600)


def name_of(path: str) -> str:
    """The name of the copy of a file."""
    return hashlib.blake2b(os.fsencode(path), digest_size=12).hexdigest()


def hash_of(raw: bytes) -> str:
    """A hash that tells whether a file was edited since."""
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


def peek() -> Journal:
    """The journal to read in, without a lock.

    Raises:
        UsageError: it is damaged.
    """
    folder = os.path.join(config_folder(), "agents")
    return Journal(folder, _read(os.path.join(folder, "journal.json")))


@contextlib.contextmanager
def journal() -> Iterator[Journal]:
    """The journal to write in; one process at a time.

    Raises:
        IncompleteError: the configuration folder cannot be written, or another installation does not end.
        UsageError: the journal is damaged.
    """
    folder = os.path.join(config_folder(), "agents")
    try:
        os.makedirs(os.path.join(folder, "originals"), mode=0o700, exist_ok=True)
        os.chmod(folder, 0o700)
        lock = os.open(os.path.join(folder, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise IncompleteError(
            f"cannot write {folder}: {error.strerror}", "make the folder writable; no settings were touched"
        ) from None
    try:
        _wait_for(lock)
        yield Journal(folder, _read(os.path.join(folder, "journal.json")))
    finally:
        os.close(lock)


def _wait_for(lock: int) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > end:
                raise IncompleteError(
                    "another fumehood is installing or uninstalling", "wait until it has ended"
                ) from None
            time.sleep(0.05)
        else:
            return


def _read(path: str) -> dict[str, Written]:
    try:
        with open(path, "rb") as file:
            return msgspec.json.decode(file.read(), type=dict[str, Written])
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "mend its permissions") from None
    except msgspec.MsgspecError:
        raise UsageError(
            f"{path} is damaged", "move it away; uninstall then removes only what it can recognise"
        ) from None
