"""SQLite files, opened so that nothing in them runs and nothing is written: no views, no virtual tables."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from urllib.parse import quote

from fumehood.exposure.tables.sheet import MOST_ROWS, Sheet

_MOST_TABLES = 300
_SECONDS = 10.0
_STEPS = 20_000  # instructions of SQLite's machine between two looks at the clock


def sheets(full: str) -> Iterator[Sheet]:
    """The tables of the database in the order of their names."""
    with closing(sqlite3.connect(f"file:{quote(full)}?mode=ro&immutable=1", uri=True)) as database:
        end = time.monotonic() + _SECONDS
        database.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        database.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            database.execute(f"PRAGMA {setting}")
        found = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
            "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name LIMIT ?",
            (_MOST_TABLES,),
        ).fetchall()
        for (name,) in found:
            quoted = '"' + name.replace('"', '""') + '"'
            cursor = database.execute(f"SELECT * FROM {quoted} LIMIT {MOST_ROWS}")  # noqa: S608 - the name is quoted
            headers = [column[0] for column in cursor.description or ()]
            yield Sheet(name, headers, _rows(cursor))


def _rows(cursor: sqlite3.Cursor) -> Iterator[Sequence[object]]:
    while rows := cursor.fetchmany(200):
        yield from rows
