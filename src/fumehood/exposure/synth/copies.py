"""No row of the twin is one of the source: copies are drawn anew, in the end moved by one step in one column."""

from typing import Any

import numpy as np

from fumehood.exposure.synth import copula
from fumehood.exposure.synth.model import Model, realised

_TRIES = 40
_LEAST_DRAWN = 2000  # ranks are spread evenly over the rows drawn: a handful would all be alike


def without_copies(model: Model, values: Any, generator: Any) -> tuple[Any, int]:
    """The rows (as `realised` gives them) without copies, and how many copies are left when nothing helps."""
    width = model.width
    if not width:
        return values, 0
    rounded = [
        model.source[:, n] if m.names else m.rounded(model.source[:, n])
        for n, m in enumerate(model.marginals)
    ]
    real = set(_keys(np.column_stack(rounded)))
    for attempt in range(_TRIES):
        bad = [i for i, key in enumerate(_keys(values[:, :width])) if key in real]
        if not bad:
            return values, 0
        if attempt < _TRIES // 2:
            normals = generator.standard_normal((max(_LEAST_DRAWN, len(bad)), values.shape[1]))
            values[bad] = realised(model, copula.shares(model.correlation, normals))[: len(bad)]
        else:
            _move(model, values, bad, generator)
    return values, sum(key in real for key in _keys(values[:, :width]))


def _move(model: Model, values: Any, rows: list[int], generator: Any) -> None:
    for i in rows:
        n = int(generator.integers(model.width))
        if not np.isnan(values[i, n]):
            values[i, n] = model.marginals[n].at(generator.random(1))[0]
    moved = values[rows]
    for relation in model.relations:
        relation.settle(moved)
    values[rows] = moved


def _keys(values: Any) -> list[bytes]:
    plain = np.ascontiguousarray(np.where(np.isnan(values), -1e300, values) + 0.0)
    return [row.tobytes() for row in plain]
