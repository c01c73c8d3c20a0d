"""Variation selectors in a row: a byte each (U+FE00 to U+FE0F are 0 to 15, U+E0100 to U+E01EF are 16 to 255).

One after an emoji, a symbol or an ideograph picks a form and is normal, and so is the same one twice by
accident; a row of different ones, or one after each letter of a word, carries data.
"""

from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.injection.invisible.tags import Hidden

_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_ROW = pattern(f"[{_SELECTOR}]{{2,}}")
_SPREAD = pattern(f"(?:[a-zA-Z\u00c0-\u024f ]{{1,3}}[{_SELECTOR}]){{4,}}")
_NOT = pattern(f"[^{_SELECTOR}]")
_FEWEST = 3


def find(text: str) -> Iterator[Hidden]:
    """The rows that carry data."""
    for row in _ROW.finditer(text):
        if len(row[0]) >= _FEWEST or len(set(row[0])) > 1:
            yield Hidden(row.start(), row.end(), _decoded(row[0]))
    for row in _SPREAD.finditer(text):
        yield Hidden(row.start(), row.end(), _decoded(_NOT.sub("", row[0])))


def _decoded(selectors: str) -> str:
    data = bytes(ord(c) - 0xFE00 if ord(c) < 0xFFFF else ord(c) - 0xE0100 + 16 for c in selectors)
    text = data.decode("utf-8", "replace")
    return text if sum(c.isprintable() for c in text) * 2 > len(text) else ""
