"""Does a string look like names and words, or like noise? A character-bigram model, better than entropy.

Source of the idea: the log-likelihood ratio of two Markov chains. One is learnt from identifiers and words
(`tools/build_randomness.py`), the other is base62 noise. Letters count by case, digits as one class and
everything else as one class.
"""

import os
from functools import cache, lru_cache

CLASSES = 55
BOUNDARY = 54
_SEPARATOR = 53
_DIGIT = 52
SCALE = 12
"""Entries of the table are log2 odds times this."""

_CLASS = bytearray([_SEPARATOR]) * 256
for _i in range(26):
    _CLASS[ord("a") + _i] = _i
    _CLASS[ord("A") + _i] = 26 + _i
for _i in range(10):
    _CLASS[ord("0") + _i] = _DIGIT
_TABLE_OF_CLASSES = bytes(_CLASS)


def classes_of(text: str) -> bytes:
    """The class of each character: one byte each; characters beyond Latin-1 are separators."""
    return text.encode("latin-1", "replace").translate(_TABLE_OF_CLASSES)


@cache
def _table() -> tuple[int, ...]:
    with open(os.path.join(os.path.dirname(__file__), "data", "randomness.bin"), "rb") as file:
        raw = file.read()
    return tuple(b - 256 if b > 127 else b for b in raw)


@lru_cache(maxsize=4096)
def wordiness(text: str) -> float:
    """Mean log2 odds a character that `text` is made of names and words rather than noise.

    Positive for words and identifiers, negative for keys. 0.0 for the empty string.
    """
    if not text:
        return 0.0
    odds = _table()
    before, total = BOUNDARY * CLASSES, 0
    for c in classes_of(text):
        total += odds[before + c]
        before = c * CLASSES
    return total / SCALE / len(text)
