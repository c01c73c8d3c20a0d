"""What may be shown of a secret: the vendor's prefix, the length, at most four characters."""

MOST_SHOWN = 4
_LONG_ENOUGH = 24


def preview(value: str, shown: int = 0) -> str:
    """A masked form: `ghp_…9fQ2 (40 characters)`. `shown` characters in front are the vendor's.

    The last characters are shown only of long values, where they help to tell keys apart and say nothing.
    """
    tail = value[-MOST_SHOWN:] if len(value) - shown >= _LONG_ENOUGH and value[-MOST_SHOWN:].isalnum() else ""
    return f"{value[:shown]}…{tail} ({len(value)} characters)"
