"""The mode `dp`: a copula learnt under (epsilon, delta) differential privacy, with the mechanisms of OpenDP.

The unit is one row: two tables that differ in one row give any twin with almost the same probability. Names,
types and formats of columns and the number of rows are taken as public; ranges are the user's bounds and never the
data's. The budget is split evenly: half for the columns, half for the correlations.
Sources: Kaplan, Schnapp, Stemmer 2022 (quantiles by halving); Li, Xiong, Jiang 2014 (copula under privacy).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.core.errors import UsageError
from fumehood.exposure.synth import copula
from fumehood.exposure.synth.bounds import within
from fumehood.exposure.synth.kinds import Kind
from fumehood.exposure.synth.marginal import MONTH, Marginal
from fumehood.exposure.synth.model import MODELLED, Model, codes, kinds_of, measured_values
from fumehood.exposure.synth.noise import Noise
from fumehood.exposure.synth.table import MISSING, Table

LEAST_ROWS = 5000
_WHOLE = 128  # whole numbers in a range up to this wide are counted one by one
_CANDIDATES = 1024
_CLEAR = 4  # times the noise: fewer missing values than this are none, else noise alone would make some
_LEVELS = 4  # 2 ** 4 - 1 = 15 quantiles


class Spent(Struct, frozen=True):
    """What a model cost: the sum over all mechanisms that looked at the data."""

    epsilon: float
    delta: float


def learn(table: Table, bounds: dict[str, tuple[str, str]], epsilon: float) -> tuple[Model, Spent]:
    """The model, and what it cost.

    Raises:
        UsageError: fewer than 5,000 rows, or a column of numbers or dates without bounds.
    """
    if table.rows < LEAST_ROWS:
        raise UsageError(
            f"differential privacy needs {LEAST_ROWS:,} rows, {table.rows:,} are there: the noise would drown them",
            "use --mode schema, which learns next to nothing, or copula, which gives no such promise",
        )
    kinds = kinds_of(table)
    modelled = [i for i, k in enumerate(kinds) if k.name in MODELLED]
    ranges = _ranges(table.headers, kinds, bounds)
    noise = Noise(table.rows)
    part = epsilon / 2 / max(1, len(modelled))
    marginals, gone = [], []
    for i in modelled:
        if kinds[i].name == "category":
            marginals.append(_categories(kinds[i], table.columns[i], noise, part * 0.9))
        else:
            values = measured_values(kinds[i], table.columns[i])
            marginals.append(_numbers(kinds[i], values[~np.isnan(values)], ranges[i], noise, part * 0.9))
        blank = sum(v in MISSING for v in table.columns[i])
        gone.append(min(0.99, max(0.0, noise.count(blank, part * 0.1) / table.rows)))
    least = max(0.01, _CLEAR / (part * 0.1) / table.rows)
    kept = [n for n, share in enumerate(gone) if share > least]
    model = Model(
        kinds,
        modelled,
        marginals,
        [gone[n] for n in kept],
        {modelled[n]: at for at, n in enumerate(kept)},
        None,
        np.empty((0, len(modelled))),
    )
    model.source = codes(model, table)
    width = model.width
    if width > 1:
        model.correlation = np.eye(model.size)
        model.correlation[:width, :width] = _correlation(model, noise, epsilon / 2)
    return model, Spent(noise.epsilon, noise.delta)


def _ranges(
    headers: Sequence[str], kinds: list[Kind], bounds: dict[str, tuple[str, str]]
) -> dict[int, tuple[float, float]]:
    unknown = [name for name in bounds if name not in headers]
    if unknown:
        raise UsageError(f"--bounds: there is no column {unknown[0]!r}", "the columns: " + ", ".join(headers))
    needed = [i for i, k in enumerate(kinds) if k.name in {"number", "date"}]
    without = [headers[i] for i in needed if headers[i] not in bounds]
    if without:
        raise UsageError(
            "bounds taken from the data would tell its extreme values; missing for: " + ", ".join(without),
            "name a range that anyone would know: --bounds " + without[0] + "=LOW:HIGH …",
        )
    return {i: within(kinds[i], headers[i], bounds[headers[i]]) for i in needed}


def _categories(kind: Kind, column: list[str], noise: Noise, epsilon: float) -> Marginal:
    counts = noise.names([v for v in column if v not in MISSING], epsilon) or {"other": 1.0}
    names = sorted(counts)
    shares = np.cumsum([counts[v] for v in names]) / sum(counts.values())
    return Marginal(kind, shares, np.arange(len(names)), names)


def _numbers(kind: Kind, values: Any, within: tuple[float, float], noise: Noise, epsilon: float) -> Marginal:
    low, high = within
    inside = values.clip(low, high)
    if kind.name == "number" and kind.decimals[1] == 0 and high - low < _WHOLE:
        counts = noise.histogram((inside - low).astype(int), int(high - low) + 1, epsilon)
        ends = np.cumsum(counts) / counts.sum()
        shares = np.column_stack([np.concatenate([[0.0], ends[:-1]]), ends]).ravel()
        knots = np.repeat(np.arange(len(counts)) + low, 2)
        return Marginal(kind, shares, knots, [])
    inner = _quantiles(inside, low, high, noise, epsilon / _LEVELS, _LEVELS)
    return Marginal(kind, np.linspace(0, 1, len(inner) + 2), np.array([low, *inner, high]), [], _step(kind))


def _step(kind: Kind) -> int:
    if "%d" not in kind.form and "%H" not in kind.form and "%I" not in kind.form:
        return MONTH
    return 1 if "%S" in kind.form else 60 if "%M" in kind.form else 86400


def _quantiles(
    values: Any, low: float, high: float, noise: Noise, epsilon: float, levels: int
) -> list[float]:
    """Quantiles by halving; the halves of a level hold different rows, so that a level costs `epsilon` once."""
    found: list[float] = []
    parts = [(values, low, high)]
    for _ in range(levels):
        halves = []
        for rows, least, most in parts:
            middle = noise.median(rows, np.linspace(least, most, _CANDIDATES), epsilon)
            found.append(middle)
            halves += [(rows[rows <= middle], least, middle), (rows[rows > middle], middle, most)]
        noise.spend(epsilon)
        parts = halves
    return sorted(found)


def _correlation(model: Model, noise: Noise, epsilon: float) -> Any:
    """The latent correlation, from noisy means of products of shares (spread over -1 to 1)."""
    width = model.width
    scores = np.zeros_like(model.source)
    for n, marginal in enumerate(model.marginals):
        known = ~np.isnan(model.source[:, n])
        scores[known, n] = 2 * _share(marginal, model.source[known, n]) - 1
    pairs = width * (width - 1) // 2
    found = np.eye(width)
    for a in range(width):
        for b in range(a):
            product = (scores[:, a] * scores[:, b]).clip(-1, 1)
            mean = noise.mean(product, epsilon / pairs)
            scale = np.sqrt(_variance(model.marginals[a]) * _variance(model.marginals[b]))
            found[a, b] = found[b, a] = np.clip(mean / max(scale, 1e-6), -0.99, 0.99)
    return copula.nearest(2 * np.sin(np.pi / 6 * found))


def _share(marginal: Marginal, values: Any) -> Any:
    """The share of rows below each value, half of those that have the value itself included."""
    if marginal.names:
        starts = np.concatenate([[0.0], marginal.shares])
        place = values.astype(int)
        return (starts[place] + starts[place + 1]) / 2
    shift = 1e-9 * (1 + np.abs(marginal.knots).max())
    below = np.interp(values - shift, marginal.knots, marginal.shares)
    return (below + np.interp(values + shift, marginal.knots, marginal.shares)) / 2


def _variance(marginal: Marginal) -> float:
    """The variance of the scores that the released marginal itself implies."""
    middles = (np.arange(2000) + 0.5) / 2000
    return float(np.var(2 * _share(marginal, marginal.at(middles)) - 1))
