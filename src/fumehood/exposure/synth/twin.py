"""Makes the twin: learns each column and how they go together, draws rows, removes what equals a row of the source."""

import random
from collections import Counter
from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.core.errors import IncompleteError
from fumehood.exposure.synth import copula
from fumehood.exposure.synth.invent import invented
from fumehood.exposure.synth.kinds import Kind, kind
from fumehood.exposure.synth.marginal import Marginal, categories, numbers, smooth
from fumehood.exposure.synth.table import MISSING, Table

_CALIBRATED = 8000  # rows that the calibration looks at: its error is then far below what is asked
_TRIES = 40


class Model(Struct):
    """What was learnt: kinds of all columns, marginals of the modelled ones, masks of missing values, latent correlation."""

    kinds: list[Kind]
    modelled: list[int]
    marginals: list[Marginal]
    masks: list[Any]
    mask_of: dict[int, int]
    correlation: Any
    source: Any


def learn(table: Table, mode: str, seed: int) -> Model:
    """The model of a table; `mode` marginal leaves the columns independent."""
    comma = table.dialect.get("separator") not in {None, ","}
    kinds = [kind(h, c, decimal_comma=comma) for h, c in zip(table.headers, table.columns, strict=True)]
    modelled = [i for i, k in enumerate(kinds) if k.name in {"number", "date", "category"}]
    missing = {i: np.array([v in MISSING for v in c]) for i, c in enumerate(table.columns)}
    raw: dict[int, Any] = {}
    for i in modelled:
        if kinds[i].name != "category":
            column = np.full(table.rows, np.nan)
            column[~missing[i]] = numbers(kinds[i], [v for v in table.columns[i] if v not in MISSING])
            raw[i] = column
    marginals = []
    for i in modelled:
        if i in raw:
            marginals.append(smooth(kinds[i], raw[i][~missing[i]]))
        else:
            marginal = categories(
                kinds[i],
                [v for v in table.columns[i] if v not in MISSING],
                _order(table.columns[i], list(raw.values())),
            )
            places = {v: float(n) for n, v in enumerate(marginal.names)}
            raw[i] = np.array([places.get(v, np.nan) for v in table.columns[i]])
            marginals.append(marginal)
    masks: list[Any] = []
    mask_of: dict[int, int] = {}
    for i, mask in missing.items():
        if mask.any() and not mask.all():
            same = next((n for n, m in enumerate(masks) if np.array_equal(m, mask)), None)
            mask_of[i] = len(masks) if same is None else same
            if same is None:
                masks.append(mask)
    source = (
        np.column_stack([raw[i] for i in modelled] + [m.astype(float) for m in masks])
        if modelled or masks
        else np.empty((table.rows, 0))
    )
    model = Model(kinds, modelled, marginals, masks, mask_of, np.eye(source.shape[1]), source)
    if mode == "copula" and source.shape[1] > 1:
        model.correlation = _latent(model, table.rows, seed)
    return model


def _latent(model: Model, rows: int, seed: int) -> Any:
    target = copula.rank_correlation(model.source)
    normals = np.random.default_rng(seed).standard_normal(
        (min(max(rows, 500), _CALIBRATED), model.source.shape[1])
    )
    return copula.latent(target, normals, lambda shares: _realised(model, shares))


def _order(column: list[str], numeric: list[Any]) -> dict[str, float]:
    """Mean rank of each category in the numeric column that separates the categories best."""
    names, codes = np.unique(column, return_inverse=True)
    best: tuple[float, Any] = (0.0, None)
    for values in numeric:
        known = ~np.isnan(values)
        ranks = np.zeros(len(values))
        ranks[known] = np.argsort(np.argsort(values[known])) / max(1, known.sum())
        counts = np.maximum(np.bincount(codes[known], minlength=len(names)), 1)
        means = np.bincount(codes[known], ranks[known], minlength=len(names)) / counts
        between = float((counts * (means - ranks[known].mean()) ** 2).sum()) if known.any() else 0.0
        if between > best[0]:
            best = (between, means)
    return {} if best[1] is None else dict(zip(names.tolist(), best[1].tolist(), strict=True))


def _realised(model: Model, shares: Any) -> Any:
    """Values at these shares (rows x latent columns), missing ones as NaN, masks as 0 and 1."""
    found = np.empty_like(shares)
    width = len(model.modelled)
    for n, mask in enumerate(model.masks):
        found[:, width + n] = shares[:, width + n] > 1 - mask.mean()
    for n, marginal in enumerate(model.marginals):
        at = model.mask_of.get(model.modelled[n])
        if at is None:
            found[:, n] = marginal.at(shares[:, n])
            continue
        gone = found[:, width + at] == 1
        found[gone, n] = np.nan
        kept = shares[~gone, n]
        found[~gone, n] = marginal.at((np.argsort(np.argsort(kept)) + 0.5) / max(1, len(kept)))
    return found


def draw(model: Model, table: Table, rows: int, seed: int) -> Table:
    """A new table of that many rows, none of which is a row of the source.

    Raises:
        IncompleteError: the table can take so few values that every row drawn is one of the source.
    """
    generator, chance = np.random.default_rng(seed), random.Random(seed)  # noqa: S311 - repeatable, not secret
    width = model.source.shape[1]
    values = (
        _realised(model, copula.shares(model.correlation, generator.standard_normal((rows, width))))
        if width
        else np.empty((rows, 0))
    )
    others = [i for i, k in enumerate(model.kinds) if k.name not in {"number", "date", "category", "missing"}]
    values, left = _without_copies(model, values, generator)
    if left and not others:
        raise IncompleteError(
            f"{left:,} of {rows:,} rows would be copies of rows of the source: its columns can take too few values",
            "drop rows or columns, or describe the table with --describe",
        )
    columns = [[""] * rows for _ in table.headers]
    for n, i in enumerate(model.modelled):
        gone = np.isnan(values[:, n])
        texts = model.marginals[n].texts(np.where(gone, 0, values[:, n]))
        columns[i] = [_blank(table.columns[i]) if g else t for g, t in zip(gone.tolist(), texts, strict=True)]
    for i in others:
        columns[i] = invented(model.kinds[i].name, table.columns[i], rows, chance)
        if i in model.mask_of:
            gone = values[:, len(model.modelled) + model.mask_of[i]] == 1
            columns[i] = [
                _blank(table.columns[i]) if g else v for g, v in zip(gone.tolist(), columns[i], strict=True)
            ]
    for i, k in enumerate(model.kinds):
        if k.name == "missing":
            columns[i] = [_blank(table.columns[i])] * rows
    return Table(table.headers, columns, dict(table.dialect), table.types)


def _blank(column: list[str]) -> str:
    return Counter(v for v in column if v in MISSING).most_common(1)[0][0]


def _keys(values: Any) -> list[bytes]:
    plain = np.ascontiguousarray(np.where(np.isnan(values), -1e300, values) + 0.0)
    return [row.tobytes() for row in plain]


def _without_copies(model: Model, values: Any, generator: Any) -> tuple[Any, int]:
    """The rows with every copy drawn anew, in the end moved by one step in one column; and how many are left."""
    width = len(model.modelled)
    if not width:
        return values, 0
    real = set(
        _keys(
            np.column_stack(
                [
                    m.rounded(model.source[:, n]) if not m.names else model.source[:, n]
                    for n, m in enumerate(model.marginals)
                ]
            )
        )
    )
    for attempt in range(_TRIES):
        bad = [i for i, key in enumerate(_keys(values[:, :width])) if key in real]
        if not bad:
            return values, 0
        if attempt < _TRIES // 2:
            normals = generator.standard_normal((max(2000, len(bad)), values.shape[1]))
            values[bad] = _realised(model, copula.shares(model.correlation, normals))[: len(bad)]
        else:
            for i in bad:
                n = int(generator.integers(width))
                if not np.isnan(values[i, n]):
                    values[i, n] = model.marginals[n].at(generator.random(1))[0]
    return values, sum(key in real for key in _keys(values[:, :width]))
