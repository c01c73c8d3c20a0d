"""A table in sentences that can be pasted into a prompt: no value of a row, ranges rounded outward, frequent categories."""

from collections import Counter
from datetime import datetime

from fumehood.exposure.synth.kinds import RARE, Kind, clock, kind
from fumehood.exposure.synth.marginal import numbers, outward
from fumehood.exposure.synth.odd_words import apart
from fumehood.exposure.synth.spelling import Spelling
from fumehood.exposure.synth.table import MISSING, Table

_MOST = 12
_WORDS = {
    "identifier": "identifiers", "serial": "row numbers", "name": "names of people", "email": "e-mail addresses", "address": "addresses", "text": "free text",
    "missing": "nothing",
}  # fmt: skip


def described(table: Table) -> str:
    """The sentences, one a column."""
    comma = table.dialect.get("separator") not in {None, ","}
    size = float(f"{table.rows:.1g}")
    found = [f"The table has about {size:,.0f} rows and {len(table.headers)} columns:"]
    plain, words = apart(table)
    for i, (header, column) in enumerate(zip(table.headers, plain.columns, strict=True)):
        filled = [v for v in column if v not in MISSING]
        share = 1 - len(filled) / table.rows
        gone = f"; about {round(share * 20) * 5} % missing" if share >= 0.025 else ""
        odd = [repr(w) for w in words.get(i, ()) if w not in MISSING]
        gone = f", or {', '.join(odd)} instead; about {round(share * 20) * 5} % no number" if odd else gone
        found.append(f"- `{header}` holds {_words(kind(header, column, decimal_comma=comma), filled)}{gone}.")
    return "\n".join(found)


def _words(what: Kind, filled: list[str]) -> str:
    if what.name == "category":
        often = [v for v, n in Counter(filled).most_common(_MOST) if n >= RARE and len(v) <= 60]
        return "categories such as " + ", ".join(repr(v) for v in sorted(often)) if often else "categories"
    if what.name == "date":
        if "%d" not in what.form and "%Y" not in what.form:
            return f"times of day written {what.form}"
        years = sorted(datetime.strptime(clock(what, v), what.form).year for v in set(filled))  # noqa: DTZ007 - only its form and year are asked
        return f"dates written {what.form}, between {years[0]} and {years[-1] + 1}"
    if what.name == "number":
        values = numbers(what, filled)
        low, high = outward(float(values.min()), float(values.max()))
        written = "" if what.spelling == Spelling() else f", written like {filled_like(what)!r}"
        kind_of = "whole numbers" if what.decimals[1] == 0 and not what.spelling.exponent else "numbers"
        return f"{kind_of} from {low:.15g} to {high:.15g}{written}"
    return _WORDS[what.name]


def filled_like(what: Kind) -> str:
    """A made-up number in the column's spelling."""
    if what.spelling.exponent:
        return f"{1.2345678901:.{what.decimals[1]}{what.spelling.exponent}}"
    return what.spelling.dressed(f"{1234.5678901:.{what.decimals[1]}f}")
