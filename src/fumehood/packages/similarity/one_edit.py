"""One letter too many, too few, wrong, or two neighbours swapped: `reqeusts`, `colorara`."""

from collections.abc import Iterator

from fumehood.packages.edit_distance import one_edit
from fumehood.packages.index import Index
from fumehood.packages.near_keys import SHORTEST, squash, without_one
from fumehood.packages.similarity.resemblance import Resemblance, Word

SURE = 6  # letters from which one edit is rarely chance


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Well-known names one edit away, separators aside."""
    letters = word.letters
    if len(letters) < SHORTEST:
        return
    closeness = 90 if len(letters) >= SURE else 78
    for number in index.near.edits([letters, *without_one(letters)]):
        target = index.target(number)
        if one_edit(letters, squash(target)):
            yield Resemblance(target, "one-letter-off", closeness, "is one letter away from")
