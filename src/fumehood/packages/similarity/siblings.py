"""Names of the same family that are spelled most alike: `aws-lambda-powertools-logger`, `google-cloud-storge`."""

from collections.abc import Iterator

from fumehood.packages.edit_distance import distance
from fumehood.packages.index import Index
from fumehood.packages.similarity.resemblance import Resemblance, Word

_LARGEST = 400  # names of a family that are looked through
_FURTHEST = 3


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Names with the same first words: those whose rest is at most three edits away, and the popular ones."""
    words = word.words
    for n in range(len(words) - 1, 0, -1):
        prefix = "-".join(words[:n]) + "-"
        if len(prefix) < 4 or not word.lower.startswith(prefix) or index.count_prefix(prefix) > _LARGEST:
            continue
        rest = word.lower[len(prefix) :]
        limit = min(_FURTHEST, len(rest) // 3)
        for name in index.prefixed(prefix, _LARGEST):
            edits = distance(rest, name[len(prefix) :], limit) if limit else 1
            if 0 < edits <= limit:
                yield Resemblance(name, "same-family", 70 - 6 * edits, "is spelled much like")
            elif (entry := index.find(name)) is not None and entry.established:
                yield Resemblance(name, "same-family", 44, "begins like")
