"""A twin from start to end: which mode learns how, what is drawn, how it is judged."""

from fumehood.core.errors import UsageError
from fumehood.exposure.synth import learn, measure, private, schema
from fumehood.exposure.synth.draw import draw
from fumehood.exposure.synth.measure import Figures
from fumehood.exposure.synth.model import Model
from fumehood.exposure.synth.privacy import Privacy
from fumehood.exposure.synth.privacy import measured as privacy_of
from fumehood.exposure.synth.table import Table


def twin_of(
    table: Table,
    mode: str,
    rows: int,
    seed: int,
    *,
    bounds: dict[str, tuple[str, str]] | None = None,
    epsilon: float = 1.0,
) -> tuple[Model, Table, Figures]:
    """What was learnt, a twin of so many rows, and its figures.

    `bounds` and `epsilon` serve the mode `dp` alone; its noise has no seed.

    Raises:
        UsageError: the table or the arguments do not suit the mode.
        IncompleteError: every row that could be drawn is one of the source.
    """
    if mode == "dp":
        if not 0 < epsilon <= 20:
            raise UsageError(
                "--epsilon must be above 0 and at most 20", "1 is a usual promise, 0.1 a strong one"
            )
        model, spent = private.learn(table, bounds or {}, epsilon)
        twin = draw(model, table, rows, seed, private=True)
        return (
            model,
            twin,
            measure.measured(table, model, twin, mode, Privacy(), (spent.epsilon, spent.delta)),
        )

    def learned(one: Table) -> Model:
        return schema.learn(one) if mode == "schema" else learn.learn(one, seed, together=mode == "copula")

    model = learned(table)
    if mode == "copula" and model.size > learn.MOST_TOGETHER:
        mode = "marginal (the table is too wide for a copula)"
    twin = draw(model, table, rows, seed)
    return model, twin, measure.measured(table, model, twin, mode, privacy_of(table, learned, seed))
