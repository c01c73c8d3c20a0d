"""Parquet and Feather files: the first rows, one thread."""

from collections.abc import Iterator, Sequence
from typing import Any

from fumehood.exposure.tables.sheet import MOST_ROWS, Sheet

_BATCH = 500


def sheets(full: str) -> Iterator[Sheet]:
    """The one table of the file."""
    if full.lower().endswith((".parquet", ".pq")):
        import pyarrow.parquet as pq

        with pq.ParquetFile(full, memory_map=False) as file:
            names = list(file.schema_arrow.names)
            batches = file.iter_batches(batch_size=_BATCH, use_threads=False)
            yield Sheet("", names, _rows(batches), notes=_notes(file.schema_arrow.metadata))
        return
    import pyarrow.ipc

    with pyarrow.OSFile(full) as handle:
        reader = pyarrow.ipc.open_file(handle)
        batches = (reader.get_batch(i) for i in range(reader.num_record_batches))
        yield Sheet("", list(reader.schema.names), _rows(batches), notes=_notes(reader.schema.metadata))


def _rows(batches: Iterator[Any]) -> Iterator[Sequence[object]]:
    left = MOST_ROWS
    for batch in batches:
        part = batch.slice(0, left)
        yield from zip(*(column.to_pylist() for column in part.columns), strict=True)
        left -= len(part)
        if left <= 0:
            return


def _notes(metadata: dict[bytes, bytes] | None) -> str:
    """What the writer left beside the table, without the schema that it repeats."""
    pairs = (metadata or {}).items()
    texts = (
        f"{k.decode('utf-8', 'replace')}: {v.decode('utf-8', 'replace')}"
        for k, v in pairs
        if k != b"ARROW:schema"
    )
    return "\n".join(text[:20_000] for text in texts)
