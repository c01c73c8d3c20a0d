"""Excel workbooks, sheet by sheet, hidden ones too."""

import zipfile
from collections.abc import Iterator

from fumehood.exposure.tables.sheet import MOST_ROWS, Sheet, Unread, with_header

_MOST_SHEETS = 100
_LARGEST_UNPACKED = 400 * 1024 * 1024


def sheets(full: str) -> Iterator[Sheet]:
    """The sheets of the workbook.

    Raises:
        Unread: it unpacks to more than a scan may take.
    """
    import openpyxl

    with zipfile.ZipFile(full) as archive:
        if sum(member.file_size for member in archive.infolist()) > _LARGEST_UNPACKED:
            raise Unread(
                f"unpacks to more than {_LARGEST_UNPACKED // 1_048_576} MiB, not read; save it as .csv"
            )
    book = openpyxl.load_workbook(full, read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in book.worksheets[:_MOST_SHEETS]:
            rows = list(sheet.iter_rows(max_row=MOST_ROWS, values_only=True))
            if found := with_header(sheet.title, rows):
                yield found
    finally:
        book.close()
