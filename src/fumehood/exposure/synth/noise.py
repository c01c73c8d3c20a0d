"""The mechanisms of OpenDP that the mode `dp` uses, and the account of what they cost together."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fumehood.exposure.synth.needs import need

_CHANGED = 2  # one row changed is one taken away and one added


class Noise:
    """Noisy answers about a table of `rows` rows. `epsilon` and `delta` sum up what was spent (basic composition)."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.epsilon = 0.0
        self.delta = 0.0
        self._scales: dict[tuple[str, float], float] = {}
        self._dp = need("opendp.prelude", "fumehood[dp]")
        self._dp.enable_features("contrib")

    def spend(self, epsilon: float) -> None:
        """Notes the cost of answers that are about different rows, once for all of them."""
        self.epsilon += float(epsilon)

    def count(self, value: int, epsilon: float) -> float:
        """A count with discrete Laplace noise; one row changes it by one."""
        dp = self._dp
        space = dp.atom_domain(T=int), dp.absolute_distance(T=int)
        found: int = (space >> dp.m.then_laplace(1 / epsilon))(value)
        self.spend(epsilon)
        return float(found)

    def histogram(self, places: Any, size: int, epsilon: float) -> Any:
        """Noisy counts of the places 0 to `size` - 1, none below zero; their sum stays what the noise made of it."""
        dp = self._dp
        counts = np.bincount(places, minlength=size)
        space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
        noisy = (space >> dp.m.then_laplace(_CHANGED / epsilon))(counts.tolist())
        self.spend(epsilon)
        return _positive(np.array(noisy, dtype=float))

    def names(self, values: list[str], epsilon: float) -> dict[str, float]:
        """Noisy counts of the values that enough rows have for their name to be told (threshold by delta = 1 / rows²)."""
        dp = self._dp
        delta = 1 / self.rows**2
        space = dp.vector_domain(dp.atom_domain(T=str)), dp.symmetric_distance()
        counted = space >> dp.t.then_count_by(TV=int)
        scale = _CHANGED / epsilon
        threshold = dp.binary_search(
            lambda at: (counted >> dp.m.then_laplace_threshold(scale, at)).map(_CHANGED)[1] <= delta,
            bounds=(_CHANGED + 1, 10_000_000),
        )
        mechanism = counted >> dp.m.then_laplace_threshold(scale, threshold)
        cost = mechanism.map(_CHANGED)
        self.spend(cost[0])
        self.delta += float(cost[1])
        return {name: float(max(1, n)) for name, n in mechanism(values).items()}

    def median(self, values: Any, candidates: Any, epsilon: float) -> float:
        """A value near the median, one of the candidates (exponential mechanism); its cost is noted by the caller."""
        dp = self._dp
        space = dp.vector_domain(dp.atom_domain(T=float, nan=False)), dp.symmetric_distance()
        grid = np.unique(candidates)
        if len(grid) < 2:
            return float(grid[0])

        def mechanism(scale: float) -> Any:
            return space >> dp.m.then_private_quantile(dp.max_divergence(), grid.tolist(), 0.5, scale)

        return float(mechanism(self._scale(mechanism, "median", epsilon))(values.tolist()))

    def mean(self, values: Any, epsilon: float) -> float:
        """The mean of values between -1 and 1, one a row."""
        dp = self._dp
        space = (
            dp.vector_domain(dp.atom_domain(bounds=(-1.0, 1.0)), size=len(values)),
            dp.symmetric_distance(),
        )

        def mechanism(scale: float) -> Any:
            return space >> dp.t.then_sum() >> dp.m.then_laplace(scale)

        chosen = mechanism(self._scale(mechanism, "mean", epsilon))
        self.spend(chosen.map(_CHANGED))
        return float(chosen(values.tolist())) / len(values)

    def _scale(self, mechanism: Callable[[float], Any], name: str, epsilon: float) -> float:
        """The least noise with which the mechanism costs `epsilon`; searched once a kind, checked each time."""
        if (name, epsilon) not in self._scales:
            self._scales[name, epsilon] = self._dp.binary_search_param(
                mechanism, d_in=_CHANGED, d_out=epsilon, T=float
            )
        scale = self._scales[name, epsilon]
        assert mechanism(scale).check(_CHANGED, epsilon)
        return scale


def _positive(counts: Any) -> Any:
    """The nearest counts that are not negative and have the same sum (projection on a simplex; Duchi et al. 2008)."""
    total = max(1.0, float(counts.sum()))
    ordered = np.sort(counts)[::-1]
    excess = (np.cumsum(ordered) - total) / np.arange(1, len(counts) + 1)
    return np.maximum(counts - excess[np.flatnonzero(ordered > excess)[-1]], 0.0)
