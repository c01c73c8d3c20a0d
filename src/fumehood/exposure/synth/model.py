"""What was learnt of a table, and the values that it stands for."""

from typing import Any

import numpy as np
from msgspec import Struct

from fumehood.exposure.synth.identities import Identity
from fumehood.exposure.synth.kinds import Kind, kind
from fumehood.exposure.synth.marginal import Marginal, numbers
from fumehood.exposure.synth.odd_words import blanked
from fumehood.exposure.synth.relations import Relation
from fumehood.exposure.synth.table import MISSING, Table

MODELLED = frozenset({"number", "date", "category"})
INVENTED = frozenset({"identifier", "serial", "name", "email", "address", "text"})


class Model(Struct):
    """Kinds of all columns, marginals of the modelled ones, how they depend on each other.

    `modelled` are the places of the columns with a marginal. `gone` are the shares of missing values, one a
    pattern; `gone_of` says which column follows which. `correlation` (latent) has the modelled columns first, then
    the patterns; None when all are independent. `source` holds the modelled columns of the source as numbers (rows x columns, NaN for missing): it
    serves the removal of copies and the figures, and is never written. `words` stand among the numbers of some columns.
    """

    kinds: list[Kind]
    modelled: list[int]
    marginals: list[Marginal]
    gone: list[float]
    gone_of: dict[int, int]
    correlation: Any | None
    source: Any
    relations: list[Relation | Identity] = []
    words: dict[int, dict[str, int]] = {}

    @property
    def width(self) -> int:
        """How many columns are modelled."""
        return len(self.modelled)

    @property
    def size(self) -> int:
        """How many shares a row has: one a modelled column, one a pattern of missing values."""
        return len(self.modelled) + len(self.gone)


def kinds_of(table: Table) -> list[Kind]:
    """The kind of each column."""
    comma = table.dialect.get("separator") not in {None, ","}
    return [kind(h, c, decimal_comma=comma) for h, c in zip(table.headers, table.columns, strict=True)]


def missing(column: list[str]) -> Any:
    """Which values of a column are missing."""
    return np.array([v in MISSING for v in column], dtype=bool)


def measured_values(what: Kind, column: list[str]) -> Any:
    """A column of numbers or dates as floats (seconds since 1970 for dates), NaN for missing."""
    gone = missing(column)
    found = np.full(len(column), np.nan)
    found[~gone] = numbers(what, [v for v, g in zip(column, gone.tolist(), strict=True) if not g])
    return found


def codes(model: Model, table: Table) -> Any:
    """The modelled columns of a table as numbers (categories by their place), unknown ones as NaN."""
    table = blanked(table, model.words) if model.words else table
    found = np.full((table.rows, model.width), np.nan)
    for n, i in enumerate(model.modelled):
        if model.marginals[n].names:
            places = {v: float(p) for p, v in enumerate(model.marginals[n].names)}
            found[:, n] = [places.get(v, np.nan) for v in table.columns[i]]
        else:
            found[:, n] = measured_values(model.kinds[i], table.columns[i])
    return found


def realised(model: Model, shares: Any) -> Any:
    """Values at these shares (rows x latent columns): missing ones as NaN, patterns of missing values as 0 and 1."""
    found = np.empty_like(shares)
    width = model.width
    for n, share in enumerate(model.gone):
        found[:, width + n] = shares[:, width + n] > 1 - share
    for n, marginal in enumerate(model.marginals):
        at = model.gone_of.get(model.modelled[n])
        if at is None:
            found[:, n] = marginal.at(shares[:, n])
            continue
        gone = found[:, width + at] == 1
        found[gone, n] = np.nan
        kept = shares[~gone, n]
        found[~gone, n] = marginal.at((np.argsort(np.argsort(kept)) + 0.5) / max(1, len(kept)))
    for relation in model.relations:
        relation.settle(found)
    return found
