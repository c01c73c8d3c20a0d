"""What a decoder yields."""

from typing import NamedTuple


class Decoding(NamedTuple):
    """Characters `start` to `end` of a text stand for `text`, written in the way `name`."""

    name: str
    start: int
    end: int
    text: str
