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
    state = (
        ""
        if one is None or base is None
        else "good"
        if one <= base + 0.05
        else "fair"
        if one <= base + 0.15
        else "bad"
    )
    found.append(
        Tile("singled out", told(one), state, f"share of guesses that hit one row; by chance {told(base)}")
    )
    return found


def _tile(what: str, value: float | None, good: float, fair: float, meaning: str) -> Tile:
    state = "" if value is None else "good" if value <= good else "fair" if value <= fair else "bad"
    return Tile(what, told(value), state, meaning)


def _distance(ks: float | None, tv: float | None) -> str:
    return f"KS {ks:.3f}" if ks is not None else f"TV {tv:.3f}" if tv is not None else "made anew"
