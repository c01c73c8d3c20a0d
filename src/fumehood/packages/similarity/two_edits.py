"""Two letters off: `aiohtttps`, `colouramas`. Too weak to accuse a name that exists; good as a hint."""

from collections.abc import Iterator

from fumehood.packages.edit_distance import distance
from fumehood.packages.index import Index
from fumehood.packages.near_keys import squash, without_one
from fumehood.packages.similarity.resemblance import Resemblance, Word

SHORTEST = 8
LONGEST = 40  # the number of keys grows with the square of the length


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Well-known names two edits away, for words of eight letters and more."""
    letters = word.letters
    if not SHORTEST <= len(letters) <= LONGEST:
        return
    shorter = without_one(letters)
    keys = {letters, *shorter}.union(*(without_one(key) for key in shorter))
    for number in index.near.edits(keys):
        target = index.target(number)
        if len(target) >= SHORTEST - 2 and distance(letters, squash(target), 2) == 2:
            yield Resemblance(target, "two-letters-off", 62, "is two letters away from")
