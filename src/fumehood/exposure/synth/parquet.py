"""Parquet, through pyarrow. The source's metadata is not carried over."""

from typing import Any

from fumehood.core.errors import UsageError
from fumehood.exposure.synth.needs import need
from fumehood.exposure.synth.table import MISSING, Table


def read(path: str) -> Table:
    """The table in a Parquet file.

    Raises:
        UsageError: it is damaged, or a column holds lists or records.
    """
    arrow = need("pyarrow")
    try:
        found = need("pyarrow.parquet").read_table(path)
    except (arrow.ArrowException, ValueError) as error:
        raise UsageError(f"{path} is no readable Parquet file", str(error).partition("\n")[0][:150]) from None
    names = [n for n in found.column_names if not n.startswith("__index_level_")]
    for name in names:
        if arrow.types.is_nested(found.schema.field(name).type):
            raise UsageError(f"{path}: the column {name!r} holds lists or records", "flatten it first")
    columns = [["" if v is None else _text(v) for v in found.column(n).to_pylist()] for n in names]
    return Table(names, columns, {}, [found.schema.field(n).type for n in names])


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def write(path: str, table: Table) -> None:
    """Writes the table with the types it was read with, text where there are none."""
    arrow = need("pyarrow")
    types = (
        table.types
        if table.types and isinstance(table.types[0], arrow.DataType)
        else [arrow.string()] * len(table.headers)
    )
    arrays = []
    for column, kind in zip(table.columns, types, strict=True):
        plain = kind.value_type if arrow.types.is_dictionary(kind) else kind
        text = arrow.array([None if v in MISSING else v for v in column], arrow.string())
        arrays.append(_cast(arrow, text, plain))
    need("pyarrow.parquet").write_table(arrow.table(arrays, names=table.headers), path)


def _cast(arrow: Any, text: Any, kind: Any) -> Any:
    types = arrow.types
    try:
        if types.is_integer(kind):
            return text.cast(arrow.float64()).cast(kind)
        return text.cast(kind)
    except arrow.ArrowException:
        return text
