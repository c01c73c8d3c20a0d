"""Reads and writes tables: the suffix decides the format."""

import os

from fumehood.core.errors import UsageError
from fumehood.core.replace_file import replacing
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
    if kind == ".tsv":
        table.dialect["separator"] = "\t"
    try:
        with replacing(path, suffix=kind) as temporary:
            _FORMATS[kind].write(temporary, table)
    except OSError as error:
        raise UsageError(
            f"cannot write {path}: {error.strerror or error}", "choose another -o FILE"
        ) from None
