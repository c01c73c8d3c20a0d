"""The same words in another order: `nmap-python`."""

from collections.abc import Iterator

from fumehood.packages.index import Index
from fumehood.packages.near_keys import sorted_words
from fumehood.packages.similarity.resemblance import Resemblance, Word


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Well-known names made of the same words."""
    in_order = sorted_words(word.lower)
    if not in_order:
        return
    for number in index.near.words(in_order):
        target = index.target(number)
        if target != word.name and sorted_words(target) == in_order:
            yield Resemblance(target, "words-reordered", 92, "has the words in another order than")
