"""Finds the words in a run of letters without blanks, by the vocabulary of instructions."""

from functools import cache

from fumehood.core.patterns import pattern
from fumehood.injection.reading.lexicon import data, lexicon

_LONGEST_WORD = 16
_LETTERS = pattern(r"[^\W\d_]{3,}")


def segmented(run: str) -> str:
    """The run with blanks between its words; what is no letter stays where it is."""
    return _LETTERS.sub(lambda m: _split(m[0].lower()), run)


def _split(letters: str) -> str:
    """The letters cut into known words: fewest unknown letters, then fewest words."""
    known = _vocabulary()
    if letters in known:
        return letters
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # unknown letters, words, where the last word begins
    for end in range(1, len(letters) + 1):
        unknown, words, _ = best[end - 1]
        choice = (unknown + 1, words + 1, end - 1)
        for start in range(max(0, end - _LONGEST_WORD), end):
            if letters[start:end] in known:
                unknown, words, _ = best[start]
                choice = min(choice, (unknown, words + 1, start))
        best.append(choice)
    cuts, at = [], len(letters)
    while at > 0:
        start = best[at][2]
        cuts.append(letters[start:at])
        at = start
    return " ".join(reversed(cuts))


@cache
def _vocabulary() -> frozenset[str]:
    """English words of the lexicon with their endings, and the small words of `common.txt`."""
    words = {w for w in lexicon().words() if len(w) > 2 and w.isascii()}
    for word in tuple(words):
        stem = word.removesuffix("e")
        words.update((word + "s", stem + "ing", stem + "ed"))
    return frozenset(words | set(data("common.txt").split()))
