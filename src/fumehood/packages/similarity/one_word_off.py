"""One letter off in one word of a longer name: `flsk-basicauth`, `google-cloud-storge`.

Members of large families are not among the well-known names one by one, but their words are.
"""

from collections.abc import Iterator

from fumehood.packages.edit_distance import one_edit
from fumehood.packages.index import Index
from fumehood.packages.near_keys import SHORTEST, squash, without_one
from fumehood.packages.similarity.resemblance import Resemblance, Word

_MOST = 12  # corrections of a word that are tried


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Established names that the word becomes when one of its words is corrected."""
    words = word.words
    if len(words) < 2 or "-".join(words) != word.lower:
        return
    for i, one in enumerate(words):
        for other in _corrections(one, index)[:_MOST]:
            name = "-".join((*words[:i], other, *words[i + 1 :]))
            entry = index.find(name)
            if entry is not None and entry.established:
                yield Resemblance(name, "one-letter-off", 87, "is one letter away from")


def _corrections(word: str, index: Index) -> list[str]:
    """Well-known words one edit away, the most popular first."""
    if len(word) < SHORTEST:
        return []
    targets = map(index.target, sorted(index.near.edits([word, *without_one(word)])))
    return [target for target in targets if one_edit(word, squash(target))]
