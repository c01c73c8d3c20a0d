"""What always holds between two columns: one is never above the other, or a code decides its label."""

from itertools import permutations
from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.exposure.synth.kinds import RARE, Kind

_ENOUGH = 40  # rows that must agree before an order is a rule
_MOST_COLUMNS = 60  # pairs are looked at one by one


class Relation(Struct, frozen=True):
    """`first` and `second` are places among the modelled columns.

    `label_of` is empty for an order (first <= second), else the place of the label for each place of the code.
    """

    first: int
    second: int
    label_of: tuple[float, ...] = ()

    def settle(self, values: Any) -> None:
        """Makes the relation hold in rows of values, in place; missing values stay missing."""
        one, two = values[:, self.first], values[:, self.second]
        known = ~np.isnan(one) & ~np.isnan(two)
        if self.label_of:
            values[known, self.second] = np.array(self.label_of)[one[known].astype(int)]
            return
        wrong = known & (one > two)
        values[wrong, self.first], values[wrong, self.second] = two[wrong], one[wrong]


def relations(kinds: list[Kind], sizes: list[int], source: Any) -> list[Relation]:
    """The relations between modelled columns, given the number of categories of each (0: numbers or dates)."""
    if len(kinds) > _MOST_COLUMNS:
        return []
    found: list[Relation] = []
    decided: set[int] = set()
    for a, b in permutations(range(len(kinds)), 2):
        known = ~np.isnan(source[:, a]) & ~np.isnan(source[:, b])
        one, two = source[known, a], source[known, b]
        if len(one) < _ENOUGH:
            continue
        if sizes[a] and sizes[b]:
            labels = _labels(one.astype(int), two.astype(int), sizes[a])
            if labels and b not in decided and a not in decided and 1 < sizes[b] <= sizes[a]:
                found.append(Relation(a, b, labels))
                decided.add(b)
        elif not sizes[a] and not sizes[b] and _alike(kinds[a], kinds[b]) and _ordered(one, two):
            found.append(Relation(a, b))
    return found


def _labels(codes: Any, labels: Any, size: int) -> tuple[float, ...]:
    """The label of each code when every code that is there has one only, seen often enough; else nothing."""
    low, high = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(low, codes, labels)
    np.maximum.at(high, codes, labels)
    counts = np.bincount(codes, minlength=size)
    if (counts < RARE).any() or (low != high).any():
        return ()
    return tuple(low.tolist())


def _alike(one: Kind, two: Kind) -> bool:
    return (one.name, one.decimals[1]) == (two.name, two.decimals[1])


def _ordered(one: Any, two: Any) -> bool:
    """Whether the first is never above the second, although their ranges would allow it."""
    if not (one <= two).all() or not (one < two).any():
        return False
    return bool(np.quantile(one, 0.95) > np.quantile(two, 0.05))
