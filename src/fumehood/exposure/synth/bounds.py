"""Bounds that the user names for a column (`--bounds age=0:120`): what anyone would know without the data."""

from datetime import UTC, datetime

from fumehood.core.errors import UsageError
from fumehood.exposure.synth.kinds import Kind

_FORM = "--bounds age=0:120, a date as --bounds born=1900-01-01:2030-01-01"


def parsed(texts: list[str]) -> dict[str, tuple[str, str]]:
    """Column name to its two bounds as written.

    Raises:
        UsageError: a text has another form.
    """
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        column, equals, both = text.rpartition("=")
        low, colon, high = both.partition(":")
        if not (column and equals and colon and low and high):
            raise UsageError(f"--bounds {text} is not COLUMN=LOW:HIGH", _FORM)
        found[column] = (low, high)
    return found


def within(kind: Kind, column: str, bounds: tuple[str, str]) -> tuple[float, float]:
    """The bounds as numbers, seconds since 1970 for dates.

    Raises:
        UsageError: they are no numbers or dates, or the first is not below the second.
    """
    try:
        if kind.name == "date":
            low, high = (datetime.fromisoformat(b).replace(tzinfo=UTC).timestamp() for b in bounds)
        else:
            low, high = float(bounds[0]), float(bounds[1])
    except ValueError:
        what = "dates (YYYY-MM-DD)" if kind.name == "date" else "numbers"
        raise UsageError(f"the bounds of {column} must be {what}", _FORM) from None
    if not low < high or high - low == float("inf"):
        raise UsageError(f"the lower bound of {column} is not below the upper", _FORM)
    return low, high
