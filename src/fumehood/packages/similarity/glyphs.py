"""Letters that look like others: `c0l0rama`, `nurnpy`."""

from collections.abc import Iterator

from fumehood.packages.index import Index
from fumehood.packages.near_keys import SHORTEST, fold_glyphs, squash
from fumehood.packages.similarity.resemblance import Resemblance, Word


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Well-known names that look the same in many typefaces."""
    folded = fold_glyphs(word.letters)
    if len(folded) < SHORTEST:
        return
    for number in index.near.glyphs(folded):
        target = index.target(number)
        letters = squash(target)
        if letters != word.letters and fold_glyphs(letters) == folded:
            yield Resemblance(
                target, "look-alike-letters", 96, "is written with letters that look like those of"
            )
