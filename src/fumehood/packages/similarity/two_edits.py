"""Two letters off: `aiohtttps`, `colouramas`. Too weak to accuse a name that exists; good as a hint."""

from collections.abc import Iterator

from fumehood.packages.edit_distance import distance
from fumehood.packages.index import Index
from fumehood.packages.near_keys import squash, without_one
from fumehood.packages.similarity.resemblance import Resemblance, Word

SHORTEST = 8
LONGEST = 40
SQUARE = (
    14  # up to here, two letters too many are found too; the keys for that grow with the square of the length
)


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Well-known names two edits away, for words of eight letters and more."""
    letters = word.letters
    if not SHORTEST <= len(letters) <= LONGEST:
        return
    keys = {letters, *without_one(letters)}
    if len(letters) <= SQUARE:
        keys |= {key[:i] + key[i + 1 :] for key in keys for i in range(len(key))}
    for number in index.near.edits(keys):
        target = index.target(number)
        if len(target) >= SHORTEST - 2 and distance(letters, squash(target), 2) == 2:
            yield Resemblance(target, "two-letters-off", 62, "is two letters away from")
