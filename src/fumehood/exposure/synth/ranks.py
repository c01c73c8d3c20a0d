"""Ranks and distances of distributions, on numpy alone: half of the start of a short run would be the import of more."""

from typing import Any

import numpy as np


def ranks(values: Any) -> Any:
    """The ranks of a column, 1 for the least, the mean rank for equal values, NaN where a value is missing."""
    found = np.full(len(values), np.nan)
    known = ~np.isnan(values)
    _, places, counts = np.unique(values[known], return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    found[known] = (ends - (counts - 1) / 2)[places]
    return found


def ks(one: Any, two: Any) -> float:
    """The Kolmogorov-Smirnov distance of two samples without missing values, 0 to 1."""
    one, two = np.sort(one), np.sort(two)
    every = np.concatenate([one, two])
    shares = [np.searchsorted(v, every, side="right") / len(v) for v in (one, two)]
    return float(np.abs(shares[0] - shares[1]).max())


def evenly(rows: int, most: int) -> Any:
    """Up to `most` places, spread evenly over so many rows."""
    return np.arange(rows) if rows <= most else np.linspace(0, rows - 1, most).astype(int)
