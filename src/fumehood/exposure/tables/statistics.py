"""SPSS, Stata and SAS files. Their labels say in words what the columns hold, and leave with the file."""

import os
from collections.abc import Iterator
from typing import Any

from fumehood.exposure.tables.sheet import MOST_ROWS, Sheet

_READERS = {
    ".sav": "read_sav",
    ".zsav": "read_sav",
    ".por": "read_por",
    ".dta": "read_dta",
    ".sas7bdat": "read_sas7bdat",
    ".xpt": "read_xport",
}


def sheets(full: str) -> Iterator[Sheet]:
    """The one table of the file, with its labels."""
    import pyreadstat

    read = getattr(pyreadstat, _READERS[os.path.splitext(full)[1].lower()])
    columns, about = read(full, row_limit=MOST_ROWS, output_format="dict")
    labels = {k: v for k, v in (about.column_names_to_labels or {}).items() if v}
    yield Sheet("", list(columns), zip(*columns.values(), strict=True), labels=labels, notes=_notes(about))


def _notes(about: Any) -> str:
    lines = [about.file_label or "", *(about.notes or ())]
    lines += [str(label) for label in (about.column_labels or ()) if label]
    lines += [
        str(text) for values in (about.variable_value_labels or {}).values() for text in values.values()
    ]
    return "\n".join(line for line in lines if line)[:200_000]
