"""Zero-width characters: rows of them hold bits; between the letters of a word they hide it from filters.

Joiners between Arabic, Persian and Indic letters and in emoji, marks of direction, one break opportunity
between the words of Thai or Khmer, and a byte order mark at the beginning are normal.
"""

from collections import Counter
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.injection.invisible.tags import Hidden

ZERO_WIDTH = "\u200b-\u200f\u2060-\u2064\u206a-\u206f\ufeff\u180e\u034f\u115f\u1160\u3164\uffa0"
_ROW = pattern(f"[{ZERO_WIDTH}]{{4,}}")
_SPREAD = pattern(f"(?:[a-zA-Z0-9 .,]{{1,2}}[{ZERO_WIDTH}]{{1,8}}){{6,}}")
_IN_WORD = pattern("[a-zA-Z][\u200b-\u200d\u2060-\u2064\ufeff\u180e]{1,3}(?=[a-zA-Z])")
_VISIBLE = pattern(f"[^{ZERO_WIDTH}]+")
_FEWEST_BITS = 16
_LONG_ROW = 12
_MANY_SPLITS = 6
_SPLITS_PER_LETTER = 0.02


def find(text: str) -> Iterator[Hidden]:
    """Rows, and letters each followed by some, that hold bits."""
    for row in _ROW.finditer(text):
        decoded = _decoded(row[0])
        if decoded or len(row[0]) >= _LONG_ROW or (len(row[0]) >= 6 and len(set(row[0])) > 1):
            yield Hidden(row.start(), row.end(), decoded)
    for row in _SPREAD.finditer(text):
        marks = _VISIBLE.sub("", row[0])
        decoded = _decoded(marks)
        if decoded:
            yield Hidden(row.start(), row.end(), decoded)


def splits(text: str) -> list[int]:
    """Offsets of zero-width characters between two Latin letters, when there are too many to be accidents."""
    found = [m.start() + 1 for m in _IN_WORD.finditer(text)]
    if len(found) < _MANY_SPLITS:
        return []
    stretch = max(1, found[-1] - found[0])
    return found if len(found) >= 12 or len(found) / stretch > _SPLITS_PER_LETTER else []


def _decoded(marks: str) -> str:
    """The text that the characters hold at one or two bits each, or "" when no reading gives any."""
    if len(marks) < _FEWEST_BITS:
        return ""
    counts = [c for c, _ in Counter(marks).most_common(5)]
    if len(counts) == 1:
        return ""
    for separator in (None, *(counts if len(counts) == 3 else ())):
        used = sorted(c for c in counts if c != separator)
        body = marks if separator is None else marks.replace(separator, "")
        if len(used) == 2:
            for zero in used:
                text = _text("".join("0" if c == zero else "1" for c in body))
                if text:
                    return text
    if len(counts) in (3, 4):
        digits = {c: f"{i:02b}" for i, c in enumerate(sorted(counts))}
        return _text("".join(digits[c] for c in marks if c in digits))
    return ""


def _text(bits: str) -> str:
    for width in (8, 7, 16):
        for start in (0, len(bits) % width):
            codes = [int(bits[i : i + width], 2) for i in range(start, len(bits) - width + 1, width)]
            data = bytes(codes) if width == 8 else None
            text = data.decode("utf-8", "ignore") if data is not None else "".join(map(chr, codes))
            letters = sum(c.isascii() and (c.isalnum() or c in " .,:;/-_!?'\"@") for c in text)
            if len(text) >= 2 and letters * 10 >= len(codes) * 8:
                return text
    return ""


def without(text: str) -> str:
    """The text without zero-width characters."""
    return "".join(_VISIBLE.findall(text))
