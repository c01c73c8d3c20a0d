"""What always holds between two columns: one is never above the other, or a code decides its label."""

from itertools import permutations
from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.exposure.synth.kinds import RARE, Kind
from fumehood.exposure.synth.ranks import evenly

_ENOUGH = 40  # rows that must agree before an order is a rule
_SAMPLE = 2000
_MOST_CODES = 400
_MOST_COLUMNS = 60  # pairs are looked at one by one


class Relation(Struct, frozen=True):
    """`first` and `second` are places among the modelled columns.

    `label_of` is empty for an order (first <= second), else the label (or its place) of each of `codes`, in their order.
    """

    first: int
    second: int
    codes: tuple[float, ...] = ()
    label_of: tuple[float, ...] = ()

    def settle(self, values: Any) -> None:
        """Makes the relation hold in rows of values, in place; missing values stay missing."""
        one, two = values[:, self.first], values[:, self.second]
        known = ~np.isnan(one) & ~np.isnan(two)
        if self.label_of:
            codes = np.array(self.codes)
            places = np.searchsorted((codes[1:] + codes[:-1]) / 2, one[known])  # the nearest code
            values[known, self.second] = np.array(self.label_of)[places]
            return
        wrong = known & (one > two)
        values[wrong, self.first], values[wrong, self.second] = two[wrong], one[wrong]


def relations(kinds: list[Kind], sizes: list[int], source: Any) -> list[Relation]:
    """The relations between modelled columns, given the number of categories of each (0: numbers or dates)."""
    if len(kinds) > _MOST_COLUMNS:
        return []
    some = source[evenly(len(source), _SAMPLE)]
    found: list[Relation] = []
    decided: set[int] = set()
    for a, b in permutations(range(len(kinds)), 2):
        coded = bool(sizes[a] or sizes[b])
        if coded and (b in decided or a in decided or kinds[b].name == "date"):
            continue
        if not coded and not _alike(kinds[a], kinds[b]):
            continue
        if len(some) < len(source) and not _may_hold(*_known(some, a, b), coded=coded):
            continue
        one, two = _known(source, a, b)
        if len(one) < _ENOUGH:
            continue
        if coded:
            if codes := _labels(one, two):
                found.append(Relation(a, b, *codes))
                decided.add(b)
        elif _ordered(one, two):
            found.append(Relation(a, b))
    return found


def _known(source: Any, a: int, b: int) -> tuple[Any, Any]:
    known = ~np.isnan(source[:, a]) & ~np.isnan(source[:, b])
    return source[known, a], source[known, b]


def _may_hold(one: Any, two: Any, *, coded: bool) -> bool:
    """Whether a few rows leave the relation open: most pairs end here."""
    if not coded:
        return bool((one <= two).all())
    return len(np.unique(one)) == len(np.unique(np.column_stack([one, two]), axis=0)) <= _MOST_CODES


def _labels(codes: Any, labels: Any) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """The codes and their labels when every code has one only, seen often enough; else nothing."""
    if len(np.unique(codes[:2000])) > _MOST_CODES:
        return None
    names, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
    if len(names) > _MOST_CODES or (counts < RARE).any():
        return None
    low, high = np.full(len(names), np.inf), np.full(len(names), -np.inf)
    np.minimum.at(low, places, labels)
    np.maximum.at(high, places, labels)
    if (low != high).any() or len(np.unique(low)) < 2:
        return None
    return tuple(names.tolist()), tuple(low.tolist())


def _alike(one: Kind, two: Kind) -> bool:
    return (one.name, one.decimals[1], one.spelling) == (two.name, two.decimals[1], two.spelling)


def _ordered(one: Any, two: Any) -> bool:
    """Whether the first is never above the second, although their ranges would allow it."""
    if not (one <= two).all() or not (one < two).any():
        return False
    return bool(np.quantile(one, 0.95) > np.quantile(two, 0.05))
