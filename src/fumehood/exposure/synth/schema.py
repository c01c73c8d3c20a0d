"""The mode `schema`: names, types, ranges rounded outward and frequent categories; nothing else is learnt."""

from collections import Counter
from datetime import UTC, datetime

import numpy as np

from fumehood.exposure.synth.kinds import RARE, Kind
from fumehood.exposure.synth.marginal import Marginal, numbers, outward, step_of
from fumehood.exposure.synth.model import MODELLED, Model, codes, kinds_of
from fumehood.exposure.synth.odd_words import apart
from fumehood.exposure.synth.table import MISSING, Table


def learn(table: Table) -> Model:
    """The model: every value of a range, every frequent category, is as likely as the others; nothing is missing."""
    table, words = apart(table)
    kinds = kinds_of(table)
    modelled = [i for i, k in enumerate(kinds) if k.name in MODELLED]
    marginals = [_uniform(kinds[i], [v for v in table.columns[i] if v not in MISSING]) for i in modelled]
    model = Model(kinds, modelled, marginals, [], {}, None, np.empty((0, len(modelled))), words=words)
    model.source = codes(model, table)
    return model


def _uniform(kind: Kind, filled: list[str]) -> Marginal:
    if kind.name == "category":
        names = sorted(v for v, n in Counter(filled).items() if n >= RARE) or ["other"]
        shares = np.arange(1, len(names) + 1) / len(names)
        return Marginal(kind, shares, np.arange(len(names)), names)
    values = numbers(kind, filled)
    low, high = float(values.min()), float(values.max())
    if kind.name == "date":  # whole years, as --describe tells them
        years = [datetime.fromtimestamp(v, UTC).year for v in (low, high)]
        low, high = (datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in (years[0], years[1] + 1))
        high -= step_of(kind, values)
    else:
        low, high = outward(low, high)
    return Marginal(kind, np.array([0.0, 1.0]), np.array([low, high]), [], step_of(kind, values))
