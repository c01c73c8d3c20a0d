"""How like the source the twin is, and how near it comes to the source's rows."""

from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.core.errors import IncompleteError
from fumehood.exposure.synth import copula
from fumehood.exposure.synth.marginal import numbers
from fumehood.exposure.synth.needs import need
from fumehood.exposure.synth.table import MISSING, Table
from fumehood.exposure.synth.twin import Model, draw, learn

_MOST = 1500


class Figures(Struct, frozen=True, kw_only=True):
    """KS and TV distances (0 to 1, mean over columns), rank correlation off (mean), DCR over that of held-out rows, copies."""

    mode: str
    rows: int
    ks: float | None
    tv: float | None
    correlation_off: float | None
    dcr_ratio: float | None
    copies: int
    invented: list[str]
    not_guaranteed: str


def measured(table: Table, model: Model, twin: Table, mode: str, seed: int) -> Figures:
    """The figures; the distances are those of a second twin, learnt from half of the rows, beside the other half."""
    drawn = codes(model, twin)
    width = len(model.modelled)
    real = model.source[:, :width]
    statistics = need("scipy.stats")
    ks, tv = [], []
    for n, marginal in enumerate(model.marginals):
        one, two = real[:, n][~np.isnan(real[:, n])], drawn[:, n][~np.isnan(drawn[:, n])]
        if not len(one) or not len(two):
            continue
        if marginal.names:
            k = len(marginal.names)
            tv.append(
                float(
                    np.abs(
                        np.bincount(one.astype(int), minlength=k) / len(one)
                        - np.bincount(two.astype(int), minlength=k) / len(two)
                    ).sum()
                    / 2
                )
            )
        else:
            ks.append(float(statistics.ks_2samp(one, two, method="asymp").statistic))
    off = None
    if width > 1 and len(drawn) > 2:
        upper = np.triu_indices(width, 1)
        off = float(np.abs(copula.rank_correlation(real) - copula.rank_correlation(drawn))[upper].mean())
    originals = set(zip(*table.columns, strict=True))
    return Figures(
        mode=mode,
        rows=twin.rows,
        ks=round(float(np.mean(ks)), 4) if ks else None,
        tv=round(float(np.mean(tv)), 4) if tv else None,
        correlation_off=None if off is None else round(off, 4),
        dcr_ratio=_distance(table, mode, seed),
        copies=sum(row in originals for row in zip(*twin.columns, strict=True)),
        invented=[
            h
            for h, k in zip(table.headers, model.kinds, strict=True)
            if k.name in {"identifier", "name", "email", "address", "text"}
        ],
        not_guaranteed="this is no anonymisation and no differential privacy: a person with access to other data may still learn something about someone in the source",
    )


def codes(model: Model, table: Table) -> Any:
    """The modelled columns of a table as numbers, unknown ones as NaN."""
    found = np.full((table.rows, len(model.modelled)), np.nan)
    for n, i in enumerate(model.modelled):
        known = [r for r, v in enumerate(table.columns[i]) if v not in MISSING]
        values = [table.columns[i][r] for r in known]
        if model.marginals[n].names:
            places = {v: float(p) for p, v in enumerate(model.marginals[n].names)}
            found[known, n] = [places.get(v, np.nan) for v in values]
        elif values:
            found[known, n] = numbers(model.kinds[i], values)
    return found


def _distance(table: Table, mode: str, seed: int) -> float | None:
    if table.rows < 40:
        return None
    order = np.random.default_rng(seed).permutation(table.rows)[: 2 * _MOST]
    half = len(order) // 2
    parts = [
        Table(table.headers, [[c[r] for r in part] for c in table.columns], dict(table.dialect), [])
        for part in (order[:half], order[half : 2 * half])
    ]
    model = learn(parts[0], mode, seed)
    if not model.modelled:
        return None
    try:
        twin = draw(model, parts[0], half, seed)
    except IncompleteError:
        return None
    spread = np.nan_to_num(np.nanstd(model.source[:, : len(model.modelled)], axis=0)) + 1e-12
    known, new, held = (np.nan_to_num(codes(model, t) / spread, nan=-9.0) for t in (parts[0], twin, parts[1]))
    tree = need("scipy.spatial").cKDTree(known)
    distance = [float(np.median(tree.query(rows)[0])) for rows in (new, held)]
    return round(distance[0] / distance[1], 3) if distance[1] > 0 else None


def lines(figures: Figures) -> list[str]:
    """What the user is always told."""
    copies = f"{figures.copies:,} cop{'y' if figures.copies == 1 else 'ies'} of a source row"
    return [
        f"{figures.rows:,} rows, mode {figures.mode}; likeness: KS {_told(figures.ks)}, TV {_told(figures.tv)}, rank correlation off by {_told(figures.correlation_off)}",
        f"privacy: {copies}; distance to the closest record {_told(figures.dcr_ratio)} of that of held-out rows (1 or more is good)",
        f"made anew: {', '.join(figures.invented) or 'no column'}; values seen under five times are not repeated",
        f"not guaranteed: {figures.not_guaranteed}",
    ]


def _told(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"
