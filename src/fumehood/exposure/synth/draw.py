"""Draws the rows of a twin from what was learnt."""

import random
from collections import Counter

import numpy as np

from fumehood.core.errors import IncompleteError
from fumehood.exposure.synth import copula
from fumehood.exposure.synth.copies import without_copies
from fumehood.exposure.synth.invent import invented
from fumehood.exposure.synth.model import INVENTED, Model, realised
from fumehood.exposure.synth.odd_words import filled
from fumehood.exposure.synth.table import MISSING, Table


def draw(model: Model, table: Table, rows: int, seed: int, *, private: bool = False) -> Table:
    """A new table of that many rows, none of which is a row of the source.

    With `private` nothing is asked of the source, neither for copies nor for the form of its identifiers: what is
    drawn then depends on the model alone.

    Raises:
        IncompleteError: the table can take so few values that every row drawn is one of the source.
    """
    generator, chance = np.random.default_rng(seed), random.Random(seed)  # noqa: S311 - repeatable, not secret
    width = model.size
    values = (
        realised(model, copula.shares(model.correlation, generator.standard_normal((rows, width))))
        if width
        else np.empty((rows, 0))
    )
    others = [i for i, k in enumerate(model.kinds) if k.name in INVENTED]
    if not private:
        values, left = without_copies(model, values, generator)
        if left and not others:
            raise IncompleteError(
                f"{left:,} of {rows:,} rows would be copies of rows of the source: its columns can take too few values",
                "drop rows or columns, or describe the table with --describe",
            )
    columns = [[""] * rows for _ in table.headers]
    for n, i in enumerate(model.modelled):
        gone = np.isnan(values[:, n])
        texts = model.marginals[n].texts(np.where(gone, 0, values[:, n]))
        if i in model.words:
            blank = ["" if g else t for g, t in zip(gone.tolist(), texts, strict=True)]
            columns[i] = filled(blank, model.words[i], chance)
        else:
            columns[i] = _blanked(texts, gone.tolist(), table.columns[i], private=private)
    for i in others:
        samples = [f"ID{n:07d}" for n in range(20)] if private else table.columns[i]
        columns[i] = invented(model.kinds[i].name, samples, rows, chance)
        if i in model.gone_of:
            gone = values[:, model.width + model.gone_of[i]] == 1
            columns[i] = _blanked(columns[i], gone.tolist(), table.columns[i], private=private)
    for i, k in enumerate(model.kinds):
        if k.name == "missing" and not private:
            columns[i] = [_blank(table.columns[i])] * rows
    return Table(table.headers, columns, dict(table.dialect), table.types)


def _blanked(texts: list[str], gone: list[bool], column: list[str], *, private: bool) -> list[str]:
    if not any(gone):
        return texts
    blank = "" if private else _blank(column)
    return [blank if g else t for g, t in zip(gone, texts, strict=True)]


def _blank(column: list[str]) -> str:
    """What stands for a missing value in this column."""
    return Counter(v for v in column if v in MISSING).most_common(1)[0][0]
