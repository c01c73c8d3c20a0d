"""Reads and writes tables: the suffix decides the format."""

import os
import tempfile

from fumehood.core.errors import UsageError
from fumehood.exposure.synth import delimited, parquet, workbook
from fumehood.exposure.synth.table import Table, checked

_FORMATS = {
    ".csv": delimited,
    ".tsv": delimited,
    ".txt": delimited,
    ".parquet": parquet,
    ".pq": parquet,
    ".xlsx": workbook,
    ".xlsm": workbook,
}
SUFFIXES = ".csv .tsv .parquet .xlsx"


def suffix(path: str) -> str:
    """The path's suffix, lower case.

    Raises:
        UsageError: no table format has it.
    """
    found = os.path.splitext(path)[1].lower()
    if found not in _FORMATS:
        raise UsageError(
            f"{path}: {found or 'no suffix'} is no table format that synth knows", f"one of: {SUFFIXES}"
        )
    return found


def read(path: str, sheet: str | None = None) -> Table:
    """The table in the file.

    Raises:
        UsageError: it cannot be read, or is no table.
    """
    kind = suffix(path)
    try:
        if os.path.getsize(path) == 0:
            raise UsageError(f"{path} is empty", "name a table with a header and rows")
        table = workbook.read(path, sheet) if _FORMATS[kind] is workbook else _FORMATS[kind].read(path)
    except OSError as error:
        raise UsageError(
            f"cannot read {path}: {error.strerror or error}", "name a file that exists"
        ) from None
    return checked(table, path)


def write(path: str, table: Table) -> None:
    """Writes the table; what stood there is replaced in one step, or not at all.

    Raises:
        UsageError: the folder cannot be written.
    """
    kind = suffix(path)
    folder = os.path.dirname(os.path.abspath(path))
    if kind == ".tsv":
        table.dialect["separator"] = "\t"
    try:
        handle, temporary = tempfile.mkstemp(prefix=".synth-", suffix=kind, dir=folder)
        os.close(handle)
        try:
            _FORMATS[kind].write(temporary, table)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise UsageError(
            f"cannot write {path}: {error.strerror or error}", "choose another -o FILE"
        ) from None
