"""What the readers of TOML and JSON give: each value with its keys, and where all of them stand."""

from msgspec import Struct


class NotReadError(ValueError):
    """The rest of a document is not read; the message says why."""


class Entry(Struct, frozen=True):
    """A value under `path`, its keys from the outside in; `spans[i]` is where key i stands.

    `value` is the text of a string or of another scalar, and None for a table. Elements of a list have
    the path of the list; `item` numbers the nearest list element (0 outside of lists).
    """

    path: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    value: str | None
    start: int
    end: int
    item: int = 0
    string: bool = True
