"""How near a twin comes to single rows: measured with a second twin, learnt from half of the rows, beside the other half.

Singling out follows Giomi, Boenisch, Wehmeyer, Tasnádi 2023: a value combination that one row of the twin has alone
is a guess; it succeeds when exactly one row of the source has it. The same guesses against rows that the twin never
saw show what chance alone gives.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.core.errors import FumehoodError
from fumehood.exposure.synth.draw import draw
from fumehood.exposure.synth.model import Model, codes
from fumehood.exposure.synth.needs import need
from fumehood.exposure.synth.ranks import ranks
from fumehood.exposure.synth.table import Table

_MOST = 1500
_LEAST = 40
_WIDEST = 400  # columns that are looked at, drawn by chance
_GUESSES = 400
_CUTS = 20
_TARGETS = 8  # columns that are guessed
_LEAST_KNOWN = 3  # columns: one to guess, two to guess from
_NEAR = 0.5  # standard deviations


class Privacy(Struct, frozen=True):
    """Median distance to the closest record over that of held-out rows; shares of guesses that single a row out.

    `membership` is the chance that of two rows, one of the source and one that the twin never saw, the one of the
    source lies nearer to the twin (.5: a coin). `guessed` is the share of values guessed right from the nearest
    row of the twin by all other columns, for rows of the source; `guessed_of_strangers` the same for held-out rows.
    """

    dcr_ratio: float | None = None
    singled_out: float | None = None
    by_chance: float | None = None
    membership: float | None = None
    guessed: float | None = None
    guessed_of_strangers: float | None = None


def measured(table: Table, learn: Callable[[Table], Model], seed: int) -> Privacy:
    """The figures of the way `learn` makes twins of this table; empty ones for fewer than 40 rows."""
    if table.rows < _LEAST:
        return Privacy()
    chance = np.random.default_rng(seed)
    order = chance.permutation(table.rows)[: 2 * _MOST].tolist()
    half = len(order) // 2
    width = len(table.headers)
    kept = sorted(chance.permutation(width)[:_WIDEST].tolist()) if width > _WIDEST else range(width)
    headers, columns = [table.headers[i] for i in kept], [table.columns[i] for i in kept]
    parts = [
        Table(headers, [[c[r] for r in part] for c in columns], dict(table.dialect), [])
        for part in (order[:half], order[half : 2 * half])
    ]
    try:
        model = learn(parts[0])
        twin = draw(model, parts[0], half, seed)
    except FumehoodError:
        return Privacy()
    if not model.width:
        return Privacy()
    known, new, held = (codes(model, t) for t in (parts[0], twin, parts[1]))
    scaled = _scaled(known, new, held)
    return Privacy(
        _distance(*scaled),
        *_singled(known, new, held, seed),
        _membership(*scaled),
        *_guessed(scaled, (known, new, held), seed),
    )


def _scaled(known: Any, *others: Any) -> list[Any]:
    spread = np.nan_to_num(np.nanstd(known, axis=0)) + 1e-12
    return [np.nan_to_num(rows / spread, nan=-9.0) for rows in (known, *others)]


def _membership(known: Any, new: Any, held: Any) -> float:
    tree = need("scipy.spatial").cKDTree(new)
    near, far = (tree.query(rows)[0] for rows in (known, held))
    placed = ranks(np.concatenate([far, near]))[
        : len(far)
    ]  # the area under the curve, from ranks (Mann, Whitney 1947)
    return round(float((placed.sum() - len(far) * (len(far) + 1) / 2) / (len(far) * len(near))), 3)


def _guessed(scaled: list[Any], plain: tuple[Any, Any, Any], seed: int) -> tuple[float | None, float | None]:
    """Values are right within half of a standard deviation: for codes and categories, mostly when they are equal."""
    width = scaled[0].shape[1]
    if width < _LEAST_KNOWN:
        return None, None
    chance = np.random.default_rng(seed)
    right: tuple[list[float], list[float]] = ([], [])
    for target in chance.permutation(width)[:_TARGETS].tolist():
        others = [n for n in range(width) if n != target]
        tree = need("scipy.spatial").cKDTree(scaled[1][:, others])
        for found, rows, true in ((right[0], scaled[0], plain[0]), (right[1], scaled[2], plain[2])):
            some = np.flatnonzero(~np.isnan(true[:, target]))[:_GUESSES]
            if len(some):
                guess = scaled[1][tree.query(rows[some][:, others])[1], target]
                found.append(float((np.abs(guess - rows[some, target]) < _NEAR).mean()))
    return (
        (round(float(np.mean(right[0])), 3), round(float(np.mean(right[1])), 3))
        if right[0] and right[1]
        else (None, None)
    )


def _distance(known: Any, new: Any, held: Any) -> float | None:
    scaled = known, new, held
    tree = need("scipy.spatial").cKDTree(scaled[0])
    distance = [float(np.median(tree.query(rows)[0])) for rows in scaled[1:]]
    return round(distance[0] / distance[1], 3) if distance[1] > 0 else None


def _singled(known: Any, new: Any, held: Any, seed: int) -> tuple[float | None, float | None]:
    if known.shape[1] < 2:
        return None, None
    cuts = [
        np.unique(np.nanquantile(c, np.linspace(0, 1, _CUTS + 1)[1:-1])) if (~np.isnan(c)).any() else c[:0]
        for c in new.T
    ]
    binned = [
        np.column_stack([np.searchsorted(cut, column) for cut, column in zip(cuts, rows.T, strict=True)])
        for rows in (known, new, held)
    ]
    chance = np.random.default_rng(seed)
    guesses = hits = base = 0
    for _ in range(_GUESSES * 4):
        if guesses == _GUESSES:
            break
        columns = chance.choice(known.shape[1], size=min(3, known.shape[1]), replace=False)
        guess = binned[1][chance.integers(len(new))][columns]
        counts = [int((rows[:, columns] == guess).all(axis=1).sum()) for rows in binned]
        if counts[1] != 1:
            continue
        guesses += 1
        hits += counts[0] == 1
        base += counts[2] == 1
    return (round(hits / guesses, 3), round(base / guesses, 3)) if guesses >= _LEAST else (None, None)
