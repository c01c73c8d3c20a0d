"""Tables in text that are larger than memory should be: learnt from an even sample, written in parts.

Two passes at most: one over the source (a sample of its rows, and a hash of each, eight bytes a row), one over the
twin as it is drawn. Rows whose hash the source has are dropped and drawn anew.
"""

import csv
import os
import random
from array import array
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.core.errors import IncompleteError, UsageError
from fumehood.core.replace_file import replacing
from fumehood.exposure.synth import delimited
from fumehood.exposure.synth.draw import draw
from fumehood.exposure.synth.model import Model
from fumehood.exposure.synth.table import Table, checked

WHOLE = 64 * 1024 * 1024
"""Bytes up to which a table is read whole."""
SAMPLE = 100_000
_FIELD = 10_000_000


class Large(Struct, frozen=True):
    """An even sample of a large table, how many rows it has in all, and the sorted hashes of all its rows."""

    sample: Table
    rows: int
    hashes: Any


def is_large(path: str) -> bool:
    """Whether this is a table in text that is not read whole."""
    return (
        path.lower().endswith((".csv", ".tsv", ".txt"))
        and os.path.isfile(path)
        and os.path.getsize(path) > WHOLE
    )


def read(path: str, seed: int) -> Large:
    """The table, in one pass over the file.

    Raises:
        UsageError: it cannot be read, is binary, or a row has more or fewer cells than the header.
    """
    try:
        try:
            return _read(path, seed, "utf-8")
        except UnicodeDecodeError:
            return _read(path, seed, "cp1252")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", "name a file that can be read") from None
    except csv.Error as error:
        raise UsageError(f"{path} is no well-formed table: {error}", "check its quotes") from None


def _read(path: str, seed: int, encoding: str) -> Large:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    csv.field_size_limit(_FIELD)
    errors = "strict" if encoding == "utf-8" else "replace"
    with open(path, encoding=encoding, errors=errors, newline="") as handle:
        head = handle.read(delimited.HEAD)
        if "\0" in head:
            raise UsageError(f"{path} is binary, not a table in text", "save it as CSV in UTF-8")
        handle.seek(0)
        dialect = delimited.dialect_of(path, head, encoding)
        if dialect["mark"]:
            handle.read(1)
        reader = csv.reader(handle, delimiter=dialect["separator"], strict=True)
        headers = next(reader, [])
        kept: list[list[str]] = []
        hashes = array("Q")
        for row in reader:
            if not row:
                continue
            if len(row) != len(headers):
                raise UsageError(
                    f"{path}: line {reader.line_num} has {len(row)} cells, the header has {len(headers)}",
                    "a separator inside a value needs quotes around it",
                )
            hashes.append(_hash(row))
            if len(kept) < SAMPLE:
                kept.append(row)
            elif (
                place := chance.randrange(len(hashes))
            ) < SAMPLE:  # reservoir sampling (Vitter 1985, algorithm R)
                kept[place] = row
    sample = Table(headers, [list(column) for column in zip(*kept, strict=True)], dialect, [])
    return Large(checked(sample, path), len(hashes), np.unique(np.frombuffer(hashes, dtype=np.uint64)))


def _hash(row: list[str] | tuple[str, ...]) -> int:
    raw = "\x1f".join(row).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(raw, digest_size=8).digest())


def write(path: str, large: Large, model: Model, rows: int, seed: int) -> None:
    """Writes `rows` rows of the twin, none of which is a row of the source.

    Raises:
        UsageError: the file cannot be written.
        IncompleteError: nearly every row that could be drawn is one of the source; nothing is written.
    """
    try:
        with replacing(path, suffix=os.path.splitext(path)[1]) as temporary:
            parts = _parts(large, model, rows, seed)
            delimited.write_parts(temporary, large.sample.headers, large.sample.dialect, parts)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}", "choose another -o FILE") from None


def _parts(large: Large, model: Model, rows: int, seed: int) -> Iterator[Table]:
    left, part = rows, 0
    while left:
        drawn = draw(model, large.sample, min(SAMPLE, max(left, 1000)), seed + part)
        part += 1
        found = np.array([_hash(row) for row in zip(*drawn.columns, strict=True)], dtype=np.uint64)
        places = np.searchsorted(large.hashes, found).clip(0, len(large.hashes) - 1)
        new = np.flatnonzero(large.hashes[places] != found)[:left].tolist()
        if len(new) * 20 < min(left, len(found)):
            raise IncompleteError(
                "nearly every row that can be drawn is one of the source: its columns can take too few values",
                "drop columns, or describe the table with --describe",
            )
        left -= len(new)
        columns = [[column[i] for i in new] for column in drawn.columns]
        yield Table(drawn.headers, columns, drawn.dialect, [])
