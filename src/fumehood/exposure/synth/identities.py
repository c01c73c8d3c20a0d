"""Columns that are computed from others: sums, differences, means, products, and days between two dates."""

from itertools import combinations
from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.exposure.synth.kinds import Kind

_ENOUGH = 40  # rows that must agree
_PROBE = 12  # rows that rule out most candidates
_MOST = 60  # numeric columns; all pairs are tried
_DAY = 86400.0


class Identity(Struct, frozen=True):
    """`whole` is the `how` (sum, mean, product) of `parts`, all of them places among the modelled columns.

    `scales` turn the values of parts and whole (the last) into common units: dates count days. `decimals` is what
    the whole is rounded to.
    """

    whole: int
    parts: tuple[int, ...]
    how: str
    scales: tuple[float, ...]
    decimals: int

    def settle(self, values: Any) -> None:
        """Computes the whole where it and all parts are known, in place."""
        parts = values[:, self.parts] / np.array(self.scales[:-1])
        known = ~np.isnan(parts).any(axis=1) & ~np.isnan(values[:, self.whole])
        made = _made(parts[known], self.how) * self.scales[-1]
        values[known, self.whole] = np.round(made, self.decimals)


def _made(parts: Any, how: str) -> Any:
    return (
        parts.prod(axis=1) if how == "product" else parts.mean(axis=1) if how == "mean" else parts.sum(axis=1)
    )


def identities(kinds: list[Kind], sizes: list[int], source: Any) -> list[Identity]:
    """The identities that hold in all rows of the source, so ordered that each part is settled before its whole."""
    places = [n for n, size in enumerate(sizes) if not size and _varies(source[:, n])]
    if len(places) < 3 or len(places) > _MOST:
        return []
    scales = {n: _DAY if kinds[n].name == "date" else 1.0 for n in places}
    values = source[:, places] / np.array([scales[n] for n in places])
    known = np.flatnonzero(~np.isnan(values).any(axis=1))
    probe = (
        values[known[np.linspace(0, len(known) - 1, _PROBE).astype(int)]] if len(known) >= _ENOUGH else None
    )
    if probe is None:
        return []
    units = np.array([0.0 if kinds[n].name == "date" else 10.0 ** -kinds[n].decimals[1] for n in places])
    found: list[Identity] = []
    for parts, how in _candidates(len(places)):
        guess = _made(probe[:, parts], how)
        near = np.abs(probe - guess[:, None]).max(axis=0) <= _slack(units, parts, how)
        for whole in np.flatnonzero(near).tolist():
            one = Identity(
                places[whole],
                tuple(places[p] for p in parts),
                how,
                tuple(scales[places[p]] for p in (*parts, whole)),
                0 if kinds[places[whole]].name == "date" else kinds[places[whole]].decimals[1],
            )
            if whole not in parts and _fits(one, found, kinds) and _holds(values, units, parts, whole, how):
                found.append(one)
    return found


def _candidates(count: int) -> Any:
    for pair in combinations(range(count), 2):
        yield list(pair), "sum"
        yield list(pair), "product"
    for low in range(count):
        for high in range(low + 2, count + 1):
            run = list(range(low, high))
            if len(run) > 2:
                yield run, "sum"
            yield run, "mean"


def _slack(units: Any, parts: list[int], how: str) -> Any:
    """How far off rounding may leave the whole; a product of rounded numbers must be right to the last digit."""
    own = np.where(units < 1, units * 0.51, 1e-6)
    if how == "mean":
        return np.where(units < 1, own, 0.51)
    return own + (0 if how == "product" else float(np.where(units[parts] < 1, units[parts], 0).sum()) * 0.51)


def _fits(one: Identity, found: list[Identity], kinds: list[Kind]) -> bool:
    """Whether the units suit (a date plus days is a date), and no column would be computed twice or from itself."""
    dates = sum(kinds[p].name == "date" for p in one.parts)
    if dates > 1 or (dates == 1) != (kinds[one.whole].name == "date") or (dates and one.how != "sum"):
        return False
    wholes = {f.whole for f in found}
    used = {p for f in found for p in f.parts}
    return one.whole not in wholes and one.whole not in used


def _holds(values: Any, units: Any, parts: list[int], whole: int, how: str) -> bool:
    rows = values[~np.isnan(values[:, [*parts, whole]]).any(axis=1)]
    guess = _made(rows[:, parts], how)
    return len(rows) >= _ENOUGH and bool(
        (np.abs(rows[:, whole] - guess) <= _slack(units, parts, how)[whole] + 1e-9 * np.abs(guess)).all()
    )


def _varies(column: Any) -> bool:
    known = column[~np.isnan(column)]
    return len(known) >= _ENOUGH and len(np.unique(known[:2000])) > 2 and bool((known != 0).mean() > 0.1)
