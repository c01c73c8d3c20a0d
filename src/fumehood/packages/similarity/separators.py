"""The same letters with separators elsewhere: `typingextensions`, `discordpy`, `uglify.js`."""

from collections.abc import Iterator

from fumehood.packages.index import Index
from fumehood.packages.near_keys import squash
from fumehood.packages.similarity.resemblance import Resemblance, Word


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Well-known names that differ from the word only in separators (or, on npm, in case)."""
    for number in index.near.edits([word.letters]):
        target = index.target(number)
        if target != word.name and squash(target) == word.letters:
            yield Resemblance(target, "separators-moved", 100, "differs only in its separators from")
