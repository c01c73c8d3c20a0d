"""The report of a twin as one HTML file that works offline: figures, what they mean, pictures, what is not promised.

Nothing in the page comes from elsewhere or can: its policy allows the inline style by its hash and nothing else.
"""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from fumehood import __version__
from fumehood.exposure.synth.measure import Figures, told
from fumehood.exposure.synth.report.pictures import bars, grid

_HERE = Path(__file__).parent
_MOST_COLUMNS = 120


MADE = {
    "schema": "Only names, types, rounded ranges and frequent categories were learnt. Every value in range is as likely as any other.",
    "marginal": "Each column's smoothed distribution was learnt. How columns go together was not.",
    "copula": "Each column's smoothed distribution was learnt, and how columns rise together (a Gaussian copula).",
    "dp": "Distributions and correlations were learnt through noise that bounds what the twin can tell about any one row.",
}
"""How each mode makes a twin, for readers who have not met it."""


class Tile(NamedTuple):
    """One figure: what it is, its value, whether it is good, fair or bad (empty: not measured), and what it means."""

    what: str
    value: str
    state: str
    meaning: str


def page(figures: Figures, table: str) -> str:
    """The whole page about the twin of `table`."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    style = (_HERE / "style.css").read_text("utf-8")
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, cache_size=0
    )
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    shown = figures.columns[:_MOST_COLUMNS]
    return environment.from_string((_HERE / "page.html.jinja").read_text("utf-8")).render(
        policy=f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # noqa: S704 - our own file
        version=__version__,
        table=table,
        made=MADE.get(figures.mode.partition(" ")[0], ""),
        figures=figures,
        tiles=tiles(figures),
        columns=[(c, Markup(bars(c)) if c.twin else "", _distance(c.ks, c.tv)) for c in shown],  # noqa: S704 - pictures.py escapes
        left=len(figures.columns) - len(shown),
        grids=[
            (title, Markup(grid(figures.together, values)))  # noqa: S704 - pictures.py escapes
            for title, values in zip(("Source", "Twin"), figures.correlations, strict=True)
            if values
        ],
    )


def tiles(figures: Figures) -> list[Tile]:
    """The figures with the limits that they are judged by."""
    found = [
        _tile(
            "KS, mean", figures.ks, 0.08, 0.16, "distance of the distributions of numbers and dates, 0 to 1"
        ),
        _tile("TV, mean", figures.tv, 0.08, 0.16, "distance of the shares of categories, 0 to 1"),
        _tile(
            "rank correlation off",
            figures.correlation_off,
            0.08,
            0.16,
            "how far correlations moved, on average",
        ),
    ]
    copies = "good" if figures.copies == 0 else "bad"
    found.append(
        Tile("copied rows", f"{figures.copies:,}", copies, "rows of the twin that are rows of the source")
    )
    ratio = figures.dcr_ratio
    state = "" if ratio is None else "good" if ratio >= 0.9 else "fair" if ratio >= 0.7 else "bad"
    found.append(
        Tile(
            "distance to closest record",
            told(ratio),
            state,
            "over that of rows the twin never saw; 1 is as far as a stranger",
        )
    )
    one, base = figures.singled_out, figures.singled_out_by_chance
    meaning = f"share of guesses that hit one row; by chance {told(base)}"
    found.append(Tile("singled out", told(one), _beyond(one, base), meaning))
    meaning = "a row of the source told from a stranger's by its distance to the twin; 0.5 is a coin"
    found.append(Tile("membership", told(figures.membership), _beyond(figures.membership, 0.5), meaning))
    one, base = figures.guessed, figures.guessed_of_strangers
    meaning = f"values of a row guessed from its other columns; of strangers {told(base)}"
    found.append(Tile("values guessed", told(one), _beyond(one, base), meaning))
    return found


def _beyond(value: float | None, base: float | None) -> str:
    """Whether an attack does better than it would without the twin's help."""
    if value is None or base is None:
        return ""
    return "good" if value <= base + 0.05 else "fair" if value <= base + 0.15 else "bad"


def _tile(what: str, value: float | None, good: float, fair: float, meaning: str) -> Tile:
    state = "" if value is None else "good" if value <= good else "fair" if value <= fair else "bad"
    return Tile(what, told(value), state, meaning)


def _distance(ks: float | None, tv: float | None) -> str:
    return f"KS {ks:.3f}" if ks is not None else f"TV {tv:.3f}" if tv is not None else "made anew"
