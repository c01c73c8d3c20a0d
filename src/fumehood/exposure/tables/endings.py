"""Endings of the names of files that are tables and no text, by what reads them. Every scan asks; few need a reader."""

from collections.abc import Mapping
from types import MappingProxyType

ENDINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "workbook": (".xlsx", ".xlsm", ".xltx"),
        "old workbook": (".xls", ".ods"),
        "parquet": (".parquet", ".pq", ".feather", ".arrow"),
        "statistics": (".sav", ".zsav", ".por", ".dta", ".sas7bdat", ".xpt"),
        "database": (".sqlite", ".sqlite3", ".db", ".gpkg"),
    }
)
FORMATS = frozenset(ending for endings in ENDINGS.values() for ending in endings)
"""All of them."""
