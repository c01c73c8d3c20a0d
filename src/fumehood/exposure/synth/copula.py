"""A Gaussian copula: which columns rise together, learnt from ranks and calibrated until the ranks agree."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fumehood.exposure.synth.ranks import evenly, ranks

_ROUNDS = 8
_LOOKED_AT = 40_000  # rows; a rank correlation is then known to half a per cent


def rank_correlation(values: Any) -> Any:
    """Spearman's correlation of all pairs of columns (rows x columns), over the rows where both are known (not NaN).

    Of more than 40,000 rows, as many are looked at, spread evenly.
    """
    values = values[evenly(len(values), _LOOKED_AT)]
    known = ~np.isnan(values)
    ranked = np.column_stack([ranks(column) for column in values.T])
    counts = np.maximum(known.sum(0), 1)
    ranked = np.where(known, ranked - np.nansum(ranked, 0) / counts, 0.0)
    ranked /= np.maximum(np.sqrt((ranked**2).sum(0) / counts), 1e-12)
    mask = known.astype(float)
    spread = (ranked**2).T @ mask
    scale = np.sqrt(spread * spread.T)
    found = np.divide(ranked.T @ ranked, scale, out=np.zeros_like(scale), where=scale > 1e-9)
    np.fill_diagonal(found, 1.0)
    return found.clip(-1, 1)


def nearest(matrix: Any) -> Any:
    """The nearest correlation matrix: eigenvalues below zero are raised, the diagonal is one again (Higham 2002, one step)."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    fixed = (vectors * values.clip(1e-6)) @ vectors.T
    scale = np.sqrt(np.diag(fixed))
    return fixed / np.outer(scale, scale)


def latent(target: Any, normals: Any, realise: Callable[[Any], Any]) -> Any:
    """The latent correlation with which `realise(shares)` reaches the rank correlation `target`, from these normals."""
    current = nearest(2 * np.sin(np.pi / 6 * target))
    best, least = current, np.inf
    for _ in range(_ROUNDS):
        miss = target - rank_correlation(realise(shares(current, normals)))
        off = float(np.abs(miss).mean())
        if off < least:
            best, least = current, off
        current = nearest((current + 0.9 * miss).clip(-0.999, 0.999))
    return best


def shares(correlation: Any | None, normals: Any) -> Any:
    """Rows of dependent shares in (0, 1); each column is spread evenly, so that marginals carry no sampling noise.

    Without a correlation the columns are independent.
    """
    mixed = normals if correlation is None else normals @ np.linalg.cholesky(nearest(correlation)).T
    ranks = np.argsort(np.argsort(mixed, axis=0), axis=0)
    return (ranks + 0.5) / len(mixed)
