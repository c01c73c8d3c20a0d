"""The distribution of one column, smoothed so that no rare value comes back, and its inverse."""

import math
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.exposure.synth.kinds import RARE, Kind, clock
from fumehood.exposure.synth.spelling import Spelling

BINS = 50
MONTH = 2_592_000
"""The step of dates that are written without a day, in place of seconds: months differ."""
_PLAIN = Spelling()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Marginal(Struct):
    """Maps a share of the rows, 0 to 1, to a value: a polygon through `shares` and `knots`; for categories, their order.

    `knots` are numbers (seconds since 1970 for dates), or indexes into `names`. Dates are multiples of `step` seconds.
    """

    kind: Kind
    shares: Any
    knots: Any
    names: list[str]
    step: int = 1

    def at(self, shares: Any) -> Any:
        """The values at these shares, as numbers rounded to what the column can hold."""
        if self.names:
            return (
                np.searchsorted(self.shares, shares, side="right").clip(0, len(self.names) - 1).astype(float)
            )
        values = np.interp(shares, self.shares, self.knots)
        return self.rounded(values)

    def rounded(self, values: Any) -> Any:
        """The numbers as the column would write them."""
        if self.kind.name == "date":
            if self.step == MONTH:
                months = np.floor(values).astype("datetime64[s]").astype("datetime64[M]")
                return months.astype("datetime64[s]").astype(float)
            return np.round(values / self.step) * self.step
        most = self.kind.decimals[1]
        if self.kind.spelling.exponent:
            return np.array([float(f"{v:.{most}e}") for v in np.ravel(values)]).reshape(np.shape(values))
        # rounding further moves the last digit of a double
        return values if most > 12 else np.round(values, most)

    def texts(self, values: Any) -> list[str]:
        """The values as they are written in the file."""
        if self.names:
            return [self.names[int(v)] for v in values]
        if self.kind.name == "date":
            form, offset = self.kind.form, self.kind.offset
            known = {v: (_EPOCH + timedelta(seconds=v)).strftime(form) + offset for v in set(values.tolist())}
            return [known[v] for v in values.tolist()]
        least, most = self.kind.decimals
        spelling = self.kind.spelling
        if spelling.exponent:
            return [f"{v:.{most}{spelling.exponent}}" for v in (values + 0.0).tolist()]
        if most > 12:
            written = [np.format_float_positional(v, trim="0") for v in values + 0.0]
        else:
            written = [f"{v:.{most}f}" for v in (values + 0.0).tolist()]
        if least < most <= 12:
            written = [_short(v, least) for v in written]
        return written if spelling == _PLAIN else [spelling.dressed(v) for v in written]


def _short(value: str, least: int) -> str:
    whole, _, rest = value.partition(".")
    rest = rest.rstrip("0").ljust(least, "0")
    return f"{whole}.{rest}" if rest else whole


def numbers(kind: Kind, filled: list[str]) -> Any:
    """The values of a column of numbers or dates as an array of floats."""
    if kind.name == "date":
        known = {v: _seconds(kind, v) for v in set(filled)}
        return np.array([known[v] for v in filled])
    return np.array(
        filled if kind.spelling == _PLAIN else [kind.spelling.plain(v) for v in filled], dtype=float
    )


def _seconds(kind: Kind, value: str) -> float:
    return (datetime.strptime(clock(kind, value), kind.form).replace(tzinfo=UTC) - _EPOCH).total_seconds()


def smooth(kind: Kind, values: Any) -> Marginal:
    """The smoothed distribution of numbers.

    Values that many rows share stay as they are (atoms). Between them run about 50 bins whose edges are means of five
    neighbours, and the ends are the means of the five most extreme values.
    """
    ordered = np.sort(values)
    n = len(ordered)
    distinct, counts = np.unique(ordered, return_counts=True)
    few = len(distinct) <= 20 or counts.mean() >= 2 * RARE
    frequent = counts >= (RARE if few else max(RARE, n // 100))
    atoms = distinct[frequent]
    shares: list[float] = []
    knots: list[float] = []
    start = 0
    while start < n:
        value = ordered[start]
        if len(atoms) and atoms[min(len(atoms) - 1, int(np.searchsorted(atoms, value)))] == value:
            end = int(np.searchsorted(ordered, value, side="right"))
            _add(shares, knots, start / n, value, end / n, value)
        else:
            later = atoms[atoms > value]
            end = int(np.searchsorted(ordered, later[0])) if len(later) else n
            _run(shares, knots, ordered, start, end)
        start = end
    if not knots:
        mean = float(ordered.mean())
        shares, knots = [0.0, 1.0], [mean, mean]
    return Marginal(kind, np.array(shares), np.array(knots), [], step_of(kind, ordered))


def step_of(kind: Kind, values: Any) -> int:
    """The coarsest of day, hour, minute and second in which these dates are written, in seconds."""
    if kind.name != "date":
        return 1
    if "%d" not in kind.form and "%m" in kind.form.replace("%b", "%m").replace("%B", "%m"):
        return MONTH
    return next((step for step in (86400, 3600, 60) if not (values % step).any()), 1)


def _run(shares: list[float], knots: list[float], ordered: Any, start: int, end: int) -> None:
    n, size = len(ordered), end - start
    if size < RARE:
        return  # too few to show: the polygon joins the neighbours
    bins = max(1, min(round(BINS * size / n), size // (RARE + 2)))
    middles = [start + size * i / bins for i in range(bins + 1)]
    lows = [int(np.clip(round(m - RARE / 2), start, end - RARE)) for m in middles]
    means = [float(ordered[low : low + RARE].mean()) for low in lows]
    if bins > 1:  # the means at the ends stand two and a half rows further in; beyond them the slope goes on
        least, most = outward(float(ordered[0]), float(ordered[-1]))
        reach = RARE / 2 * bins / size
        if start == 0:
            means[0] = max(least, means[0] - reach * (means[1] - means[0]))
        if end == n:
            means[-1] = min(most, means[-1] + reach * (means[-1] - means[-2]))
    for middle, mean in zip(middles, means, strict=True):
        shares.append(middle / n)
        knots.append(mean)


def _add(shares: list[float], knots: list[float], low: float, value: float, high: float, same: float) -> None:
    shares.extend((low, high))
    knots.extend((float(value), float(same)))


def categories(kind: Kind, filled: list[str], order: dict[str, float]) -> Marginal:
    """The shares of the categories that are seen five times or more, in the given order; the others are dropped."""
    counts = Counter(filled)
    names = sorted((v for v, n in counts.items() if n >= RARE), key=lambda v: (order.get(v, 0.0), v))
    if not names:
        names, counts = ["other"], Counter({"other": 1})
    shares = np.cumsum([counts[v] for v in names]) / sum(counts[v] for v in names)
    return Marginal(kind, shares, np.arange(len(names)), names)


def outward(low: float, high: float) -> tuple[float, float]:
    """The range widened to round numbers: a tenth of its power of ten on both sides."""
    width = high - low or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(width))
    return math.floor(low / step) * step, math.ceil(high / step) * step
