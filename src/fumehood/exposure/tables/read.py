"""Which reader a file's name and first bytes call for."""

import os
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from fumehood.exposure.tables.endings import ENDINGS
from fumehood.exposure.tables.sheet import Sheet, Unread

Reader = Callable[[str], Iterator[Sheet]]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB]: old Office files, and new ones behind a password
_SQLITE = b"SQLite format 3\0"
_MAGIC = 16


def _workbook(full: str) -> Iterator[Sheet]:
    if _head(full).startswith(_OLE):
        raise Unread("a password-protected workbook, not read; remove the password, or look at it yourself")
    from fumehood.exposure.tables.workbook import sheets

    return sheets(full)


def _old_workbook(full: str) -> Iterator[Sheet]:
    del full
    raise Unread("an old or OpenDocument workbook, not read; save it as .xlsx or .csv")


def _parquet(full: str) -> Iterator[Sheet]:
    from fumehood.exposure.tables.parquet import sheets

    return sheets(full)


def _statistics(full: str) -> Iterator[Sheet]:
    from fumehood.exposure.tables.statistics import sheets

    return sheets(full)


def _database(full: str) -> Iterator[Sheet]:
    if _head(full) != _SQLITE:
        return iter(())  # other programs use these endings for files of their own
    from fumehood.exposure.tables.database import sheets

    return sheets(full)


def _head(full: str) -> bytes:
    with open(os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
        return file.read(_MAGIC)


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "workbook": _workbook,
        "old workbook": _old_workbook,
        "parquet": _parquet,
        "statistics": _statistics,
        "database": _database,
    }
)
_BY_ENDING = {ending: _READERS[kind] for kind, endings in ENDINGS.items() for ending in endings}


def sheets_of(full: str) -> Iterator[Sheet]:
    """The tables in a file, a bounded sample of each.

    Raises:
        Unread: the file is damaged, locked with a password, or needs a package that is not installed.
    """
    try:
        yield from _BY_ENDING[os.path.splitext(full)[1].lower()](full)
    except Unread:
        raise
    except ModuleNotFoundError as error:
        raise Unread(
            f"reading it needs {error.name}, which is not installed: pip install 'fumehood[tables]'"
        ) from None
    except MemoryError:
        raise Unread("reading it needs more memory than a scan may take") from None
    except Exception as error:  # noqa: BLE001 - a reader of somebody else's may raise anything on a damaged file
        raise Unread(f"damaged, or not what its name says ({type(error).__name__})") from None
