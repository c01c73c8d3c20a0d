"""How like the source the twin is, column by column and together."""

from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.exposure.synth import copula
from fumehood.exposure.synth.kinds import RARE
from fumehood.exposure.synth.learn import MOST_TOGETHER
from fumehood.exposure.synth.model import INVENTED, Model, codes
from fumehood.exposure.synth.privacy import Privacy
from fumehood.exposure.synth.ranks import ks as distance
from fumehood.exposure.synth.saying import not_implied, said
from fumehood.exposure.synth.table import Table

_BARS = 24
_MOST_NAMES = 12
_MOST_KEPT = 8

NO_PROMISE = (
    "this is no anonymisation and no differential privacy: a person with access to other data may still learn"
    " something about someone in the source"
)


class Column(Struct, frozen=True, kw_only=True):
    """One column: its kind, its distance (`ks` for numbers and dates, `tv` for categories), and its picture.

    `labels` name the bars, `source` and `twin` are their shares; bars of fewer than five source rows are left out
    of `source` (None), so that the report tells no rare value.
    """

    name: str
    kind: str
    ks: float | None = None
    tv: float | None = None
    labels: list[str] = []
    source: list[float | None] = []
    twin: list[float] = []


class Figures(Struct, frozen=True, kw_only=True):
    """KS and TV distances (0 to 1, mean over columns), rank correlation off (mean), the privacy figures.

    `membership`, `guessed` and `guessed_of_strangers` are those of `Privacy`; `kept` are the relations between columns
    that always hold. `correlations` are the rank correlations of source and twin, for the columns in `together`.
    """

    mode: str
    rows: int
    ks: float | None
    tv: float | None
    correlation_off: float | None
    dcr_ratio: float | None
    copies: int
    singled_out: float | None
    singled_out_by_chance: float | None
    membership: float | None
    guessed: float | None
    guessed_of_strangers: float | None
    kept: list[str]
    epsilon: float | None
    delta: float | None
    invented: list[str]
    not_guaranteed: str
    columns: list[Column]
    together: list[str]
    correlations: tuple[list[list[float]], list[list[float]]]


def measured(
    table: Table,
    model: Model,
    twin: Table,
    mode: str,
    privacy: Privacy,
    spent: tuple[float, float] | None = None,
) -> Figures:
    """The figures of a twin; `spent` are the epsilon and delta of the mode `dp`."""
    drawn = codes(model, twin)
    columns = [_column(table.headers[i], model, n, drawn[:, n]) for n, i in enumerate(model.modelled)]
    told = {c.name: c for c in columns}
    correlations: tuple[Any, Any] = ([], [])
    off = None
    if 1 < model.width <= MOST_TOGETHER and twin.rows > 2:
        both = copula.rank_correlation(model.source), copula.rank_correlation(drawn)
        off = float(np.abs(both[0] - both[1])[np.triu_indices(model.width, 1)].mean())
        correlations = both[0].round(3).tolist(), both[1].round(3).tolist()
    originals = set(zip(*table.columns, strict=True))
    return Figures(
        mode=mode,
        rows=twin.rows,
        ks=_mean([c.ks for c in columns]),
        tv=_mean([c.tv for c in columns]),
        correlation_off=None if off is None else round(off, 4),
        dcr_ratio=privacy.dcr_ratio,
        copies=sum(row in originals for row in zip(*twin.columns, strict=True)),
        singled_out=privacy.singled_out,
        singled_out_by_chance=privacy.by_chance,
        membership=privacy.membership,
        guessed=privacy.guessed,
        guessed_of_strangers=privacy.guessed_of_strangers,
        kept=[said(r, table.headers, model.modelled) for r in not_implied(model.relations)],
        epsilon=None if spent is None else round(spent[0], 6),
        delta=None if spent is None else spent[1],
        invented=[h for h, k in zip(table.headers, model.kinds, strict=True) if k.name in INVENTED],
        not_guaranteed=_not_guaranteed(spent),
        columns=[
            told.get(h) or Column(name=h, kind=k.name)
            for h, k in zip(table.headers, model.kinds, strict=True)
        ],
        together=[table.headers[i] for i in model.modelled],
        correlations=correlations,
    )


def _not_guaranteed(spent: tuple[float, float] | None) -> str:
    if spent is None:
        return NO_PROMISE
    return (
        "epsilon bounds what the twin tells about one row; someone with several rows is protected less, names and"
        " types of columns are taken as public, and these figures are themselves computed from the data: keep them"
    )


def _mean(values: list[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return round(float(np.mean(known)), 4) if known else None


def _column(name: str, model: Model, n: int, twin: Any) -> Column:
    marginal = model.marginals[n]
    one, two = (v[~np.isnan(v)] for v in (model.source[:, n], twin))
    if not len(one) or not len(two):
        return Column(name=name, kind=marginal.kind.name)
    if marginal.names:
        size = len(marginal.names)
        counts = [np.bincount(v.astype(int), minlength=size) for v in (one, two)]
        tv = float(np.abs(counts[0] / len(one) - counts[1] / len(two)).sum() / 2)
        most = np.argsort(-counts[0], kind="stable")[:_MOST_NAMES]
        return Column(
            name=name, kind="category", tv=round(tv, 4), labels=[marginal.names[i] for i in most],
            source=_told([int(counts[0][i]) for i in most], len(one)), twin=[round(int(counts[1][i]) / len(two), 4) for i in most],
        )  # fmt: skip
    ks = distance(one, two)
    low, high = float(marginal.knots.min()), float(marginal.knots.max())
    edges = np.linspace(
        low, high if high > low else low + 1, min(_BARS, max(1, len(np.unique(one[:2000])))) + 1
    )
    bars = [np.histogram(v.clip(low, high), edges)[0] for v in (one, two)]
    ends = marginal.texts(marginal.rounded(edges[[0, -1]]))
    return Column(
        name=name, kind=marginal.kind.name, ks=round(ks, 4), labels=ends,
        source=_told(bars[0].tolist(), len(one)), twin=[round(b / len(two), 4) for b in bars[1].tolist()],
    )  # fmt: skip


def _told(counts: list[int], rows: int) -> list[float | None]:
    return [None if 0 < n < RARE else round(n / rows, 4) for n in counts]


def lines(figures: Figures) -> list[str]:
    """What the user is always told."""
    copies = f"{figures.copies:,} cop{'y' if figures.copies == 1 else 'ies'} of a source row"
    found = [
        f"{figures.rows:,} rows, mode {figures.mode}; likeness: KS {told(figures.ks)}, TV {told(figures.tv)}, rank correlation off by {told(figures.correlation_off)}",
        f"privacy: {copies}; distance to the closest record {told(figures.dcr_ratio)} of that of held-out rows (1 or more is good); guesses that single someone out {told(figures.singled_out)}, by chance {told(figures.singled_out_by_chance)}; members told from strangers {told(figures.membership)} (0.5 is a coin); values guessed of members {told(figures.guessed)}, of strangers {told(figures.guessed_of_strangers)}",
        *(
            [
                f"always holds: {'; '.join(figures.kept[:_MOST_KEPT])}{' …' if len(figures.kept) > _MOST_KEPT else ''}"
            ]
            if figures.kept
            else []
        ),
        f"made anew: {', '.join(figures.invented) or 'no column'}"
        + ("" if figures.epsilon is not None else "; values seen under five times are not repeated"),
        f"not guaranteed: {figures.not_guaranteed}",
    ]
    if figures.epsilon is not None:
        found.insert(
            1,
            f"differential privacy: epsilon {figures.epsilon:g}, delta {figures.delta:.1g}: whether any one row was in the source changes the chance of any twin by a factor of at most {np.exp(figures.epsilon):.3g}",
        )
    return found


def told(value: float | None) -> str:
    """A figure with three decimals."""
    return "not measured" if value is None else f"{value:.3f}"
