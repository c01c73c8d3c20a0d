"""A table in sentences that can be pasted into a prompt: no value of a row, ranges rounded outward, frequent categories."""

import math
from collections import Counter
from datetime import datetime

from fumehood.exposure.synth.kinds import RARE, Kind, kind
from fumehood.exposure.synth.marginal import numbers
from fumehood.exposure.synth.table import MISSING, Table

_MOST = 12
_WORDS = {
    "identifier": "identifiers", "name": "names of people", "email": "e-mail addresses", "address": "addresses", "text": "free text",
    "missing": "nothing",
}  # fmt: skip


def described(table: Table) -> str:
    """The sentences, one a column."""
    comma = table.dialect.get("separator") not in {None, ","}
    size = float(f"{table.rows:.1g}")
    found = [f"The table has about {size:,.0f} rows and {len(table.headers)} columns:"]
    for header, column in zip(table.headers, table.columns, strict=True):
        filled = [v for v in column if v not in MISSING]
        share = 1 - len(filled) / table.rows
        gone = f"; about {round(share * 20) * 5} % missing" if share >= 0.025 else ""
        found.append(f"- `{header}` holds {_words(kind(header, column, decimal_comma=comma), filled)}{gone}.")
    return "\n".join(found)


def _words(what: Kind, filled: list[str]) -> str:
    if what.name == "category":
        often = [v for v, n in Counter(filled).most_common(_MOST) if n >= RARE and len(v) <= 60]
        return "categories such as " + ", ".join(repr(v) for v in sorted(often)) if often else "categories"
    if what.name == "date":
        years = sorted(datetime.strptime(v, what.form).year for v in filled)  # noqa: DTZ007 - only its form and year are asked
        return f"dates written {what.form}, between {years[0]} and {years[-1] + 1}"
    if what.name == "number":
        values = numbers(what, filled)
        low, high = outward(float(values.min()), float(values.max()))
        return f"{'whole numbers' if what.decimals[1] == 0 else 'numbers'} from {low:g} to {high:g}"
    return _WORDS[what.name]


def outward(low: float, high: float) -> tuple[float, float]:
    """The range widened to round numbers: a tenth of its power of ten on both sides."""
    width = high - low or abs(high) or 1.0
    step = 10.0 ** math.floor(math.log10(width))
    return math.floor(low / step) * step, math.ceil(high / step) * step
