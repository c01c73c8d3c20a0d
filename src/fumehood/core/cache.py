"""What earlier scans found, by file. Losing it costs time only: every fault of the database means "not known".

A row is used when the file's size, mtime and inode are as they were, unless the file was changed so
shortly before the row was written that a later change could hide behind the same mtime (git calls such
an entry racy); then, and when only the state differs, the bytes decide by their hash. Rows hold spans
and masked messages, never text of the file.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator

import msgspec

import fumehood
from fumehood.core.file_result import FileResult
from fumehood.core.hashing import blake2b
from fumehood.core.paths import cache_folder
from fumehood.core.walk import Entry

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
  root BLOB NOT NULL, path BLOB NOT NULL, engine BLOB NOT NULL, ignored INTEGER NOT NULL,
  size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
  written_ns INTEGER NOT NULL, day INTEGER NOT NULL, result BLOB NOT NULL,
  PRIMARY KEY (root, path)
) WITHOUT ROWID
"""
_RACY_NS = 2_000_000_000  # coarser than any file system's clock in use
_DAYS_KEPT = 30
_decoder = msgspec.msgpack.Decoder(FileResult)


class Row(msgspec.Struct):
    """A cached result, and whether the file's state alone proves that it still holds."""

    result: FileResult
    fresh: bool


class Cache:
    """The rows of one scanned root. `engine` is everything else that a result depends on."""

    def __init__(self, root: str, engine: bytes) -> None:
        self._root = os.fsencode(root)
        self._engine = engine
        self._rows: dict[bytes, tuple[int, int, int, int, int, bytes]] = {}
        self._file = os.path.join(cache_folder(), "scan-1.sqlite3")
        with contextlib.suppress(sqlite3.Error, OSError):
            self._load()

    def _load(self) -> None:
        if not os.path.exists(self._file):
            return
        with contextlib.closing(sqlite3.connect(self._file, timeout=2.0)) as database:
            rows = database.execute(
                "SELECT path, ignored, size, mtime_ns, inode, written_ns, result FROM files WHERE root = ? AND engine = ?",
                (self._root, self._engine),
            )
            self._rows = {row[0]: row[1:] for row in rows}

    def look_up(self, entry: Entry) -> Row | None:
        """The row of a file, or None when nothing useful is known."""
        row = self._rows.get(os.fsencode(entry.path))
        if row is None or row[0] != entry.ignored:
            return None
        _, size, mtime_ns, inode, written_ns, blob = row
        try:
            result = _decoder.decode(blob)
        except (msgspec.MsgspecError, TypeError):
            return None
        same = (size, mtime_ns, inode) == (entry.size, entry.mtime_ns, entry.inode)
        return Row(result, fresh=same and mtime_ns < written_ns - _RACY_NS)

    def store(self, results: Iterable[tuple[Entry, FileResult]], started_ns: int) -> None:
        """Writes results in one transaction; `started_ns` is when the scan began reading (time.time_ns)."""
        with contextlib.suppress(sqlite3.Error, OSError):
            os.makedirs(os.path.dirname(self._file), mode=0o700, exist_ok=True)
            try:
                self._write(results, started_ns)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                os.unlink(self._file)  # damaged: the next scan starts afresh

    def _write(self, results: Iterable[tuple[Entry, FileResult]], started_ns: int) -> None:
        day = time.time_ns() // 86_400_000_000_000
        with contextlib.closing(sqlite3.connect(self._file, timeout=2.0)) as database, database:
            database.execute("PRAGMA synchronous = OFF")
            database.execute(_SCHEMA)
            database.execute("DELETE FROM files WHERE day < ?", (day - _DAYS_KEPT,))
            database.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self._new_rows(results, started_ns, day),
            )

    def _new_rows(
        self, results: Iterable[tuple[Entry, FileResult]], started_ns: int, day: int
    ) -> Iterator[tuple[object, ...]]:
        for entry, result in results:
            yield (
                self._root, os.fsencode(entry.path), self._engine, int(entry.ignored), entry.size, entry.mtime_ns,
                entry.inode, started_ns, day, msgspec.msgpack.encode(result),
            )  # fmt: skip


def engine_key(*settings: str) -> bytes:
    """A hash of fumehood itself (its version, and the state of its files) and of `settings`."""
    state = blake2b("\0".join((fumehood.__version__, *settings)).encode(), digest_size=16)
    pending = list(fumehood.__path__)
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        pending.append(entry.path)
                else:
                    info = entry.stat()
                    state.update(f"{entry.name}\0{info.st_size}\0{info.st_mtime_ns}\0".encode())
    return state.digest()
