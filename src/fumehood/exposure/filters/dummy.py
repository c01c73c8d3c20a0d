"""Values that nobody uses: one repeated character, a repeated piece, an alphabet, a marked example."""

import re
from functools import lru_cache

from fumehood.core.patterns import pattern

_RUN = pattern(r"([A-Za-z0-9*#._-])\1{5,}")
_MASKED = pattern(r"[xX]{4,}|\*{3,}|\.{3,}|…|#{4,}|_{4,}|\?{3,}|-{5,}|•{2,}")
_MARKED = pattern(
    r"(?i)example|sample|dummy|fake|placeholder|redacted|insert|replace|change_?me|your[-_ ]|not[-_ ]?(?:a[-_ ])?real|"
    r"todo|lorem|foobar|notreal|invalid"
)
_LONG = 120
_BLANKS = frozenset("x0*#?.-_ ")
_SEQUENCES = (
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "01234567890123456789012345678901234567890123456789",
    "98765432109876543210",
    "zyxwvutsrqponmlkjihgfedcba",
    "qwertyuiopasdfghjklzxcvbnm",
)


@lru_cache(maxsize=2048)
def is_dummy(value: str) -> bool:
    """Whether the value is one character or one short piece over and over, or has been blanked out."""
    bare = re.sub(r"[-_.:/=+ \\]", "", value).lower()
    if len(bare) < 3 or "..." in value or value.count("*") >= 3:
        return True
    kinds = len(set(bare))
    if kinds <= 2 or (len(bare) >= 16 and kinds <= min(8, max(3, len(bare) // 16))):
        return True
    if (blank := sum(len(m[0]) for m in _MASKED.finditer(value))) and blank * 3 >= len(value):
        return True
    if sum(len(m[0]) for m in _RUN.finditer(value)) * 2 >= len(value):
        return True
    return any(
        bare == (bare[:n] * (len(bare) // n + 1))[: len(bare)] for n in range(1, min(9, len(bare) // 2 + 1))
    )


def is_blank(value: str) -> bool:
    """Whether the value is made of what people write to leave a place open: `xxxx`, `0000`, `****`."""
    return set(value.lower()) <= _BLANKS or "..." in value or "***" in value


@lru_cache(maxsize=2048)
def is_marked(value: str) -> bool:
    """Whether the value says itself that it is an example (as the access key of the AWS documentation does)."""
    if len(value) > _LONG:  # in so many characters any word comes by chance
        return False
    return bool(_MARKED.search(value)) or "XXXX" in value or "xxxxx" in value


@lru_cache(maxsize=2048)
def is_sequence(value: str) -> bool:
    """Whether most of the value is a run of the alphabet, of digits or of the keyboard."""
    bare = re.sub(r"[^a-z0-9]", "", value.lower())
    return len(bare) >= 5 and _longest_sequence(bare) * 3 >= len(bare) * 2


def _longest_sequence(bare: str) -> int:
    """How many characters stand in runs of five or more that continue one of the sequences."""
    covered, i = 0, 0
    while i + 5 <= len(bare):
        piece = bare[i : i + 5]
        home = next((s for s in _SEQUENCES if piece in s), None)
        if home is None:
            i += 1
            continue
        n = 5
        while i + n < len(bare) and bare[i : i + n + 1] in home:
            n += 1
        covered += n
        i += n
    return covered
