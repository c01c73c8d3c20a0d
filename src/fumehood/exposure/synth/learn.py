"""Learns the model of a table: each column, and for the copula how the columns go together."""

from typing import Any

import numpy as np

from fumehood.exposure.synth import copula
from fumehood.exposure.synth.identities import identities
from fumehood.exposure.synth.marginal import categories, smooth
from fumehood.exposure.synth.model import MODELLED, Model, kinds_of, measured_values, missing, realised
from fumehood.exposure.synth.odd_words import apart
from fumehood.exposure.synth.ranks import evenly, ranks
from fumehood.exposure.synth.relations import relations
from fumehood.exposure.synth.table import MISSING, Table

MOST_TOGETHER = 400
"""More columns (with patterns of missing values) than this are modelled one by one: their correlations would fill the memory."""
_CALIBRATED = 8000  # rows that the calibration looks at: its error is then far below what is asked


def learn(table: Table, seed: int, *, together: bool) -> Model:
    """The model of a table; `together` False leaves the columns independent (the mode `marginal`).

    Tables of more than 400 columns are always modelled so.
    """
    table, words = apart(table)
    kinds = kinds_of(table)
    modelled = [i for i, k in enumerate(kinds) if k.name in MODELLED]
    raw = {i: measured_values(kinds[i], table.columns[i]) for i in modelled if kinds[i].name != "category"}
    looked = evenly(table.rows, _CALIBRATED)
    numeric = [np.nan_to_num(ranks(v[looked]) / max(1, len(looked)), nan=-1.0) for v in raw.values()]
    marginals = []
    for i in modelled:
        if i in raw:
            marginals.append(smooth(kinds[i], raw[i][~np.isnan(raw[i])]))
            continue
        filled = [v for v in table.columns[i] if v not in MISSING]
        marginals.append(
            categories(kinds[i], filled, _order([table.columns[i][r] for r in looked.tolist()], numeric))
        )
        places = {v: float(n) for n, v in enumerate(marginals[-1].names)}
        raw[i] = np.array([places.get(v, np.nan) for v in table.columns[i]])
    masks, gone_of = _patterns(table)
    source = np.column_stack([raw[i] for i in modelled]) if modelled else np.empty((table.rows, 0))
    size = len(modelled) + len(masks)
    model = Model(
        kinds, modelled, marginals, [float(m.mean()) for m in masks], gone_of, None, source, words=words
    )
    if together and 1 < size <= MOST_TOGETHER:
        of, sizes = [kinds[i] for i in modelled], [len(m.names) for m in marginals]
        model.relations = [*relations(of, sizes, source), *identities(of, sizes, source)]
        target = copula.rank_correlation(np.column_stack([source, *(m.astype(float) for m in masks)]))
        rows = min(max(table.rows, 500), _CALIBRATED)
        normals = np.random.default_rng(seed).standard_normal((rows, size))
        model.correlation = copula.latent(target, normals, lambda shares: realised(model, shares))
    return model


def _patterns(table: Table) -> tuple[list[Any], dict[int, int]]:
    """The different patterns of missing values, and which column has which."""
    masks: list[Any] = []
    places: dict[bytes, int] = {}
    gone_of: dict[int, int] = {}
    for i, column in enumerate(table.columns):
        mask = missing(column)
        if mask.any() and not mask.all():
            key = mask.tobytes()
            if key not in places:
                places[key] = len(masks)
                masks.append(mask)
            gone_of[i] = places[key]
    return masks, gone_of


def _order(column: list[str], numeric: list[Any]) -> dict[str, float]:
    """Mean rank of each category in the numeric column (its ranks as shares, -1 for missing) that separates them best."""
    names, codes = np.unique(column, return_inverse=True)
    best: tuple[float, Any] = (0.0, None)
    if len(names) < 2:
        return {}
    for shares in numeric:
        known = shares >= 0
        counts = np.maximum(np.bincount(codes[known], minlength=len(names)), 1)
        means = np.bincount(codes[known], shares[known], minlength=len(names)) / counts
        between = float((counts * (means - shares[known].mean()) ** 2).sum()) if known.any() else 0.0
        if between > best[0]:
            best = (between, means)
    return {} if best[1] is None else dict(zip(names.tolist(), best[1].tolist(), strict=True))
