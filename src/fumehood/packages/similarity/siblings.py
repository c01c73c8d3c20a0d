"""Names of the same family that are spelled most alike: `aws-lambda-powertools-logger`, `google-cloud-storge`."""

from collections.abc import Iterator

from fumehood.packages.edit_distance import distance
from fumehood.packages.index import Index
from fumehood.packages.similarity.resemblance import Resemblance, Word

_LARGEST = 200  # names of a family that are looked through
_FURTHEST = 3


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Names with the same first words: those whose rest is at most three edits away, and the popular ones."""
    words = word.words
    for n in range(len(words) - 1, 0, -1):
        prefix = "-".join(words[:n]) + "-"
        if len(prefix) < 4 or not word.lower.startswith(prefix):
            continue
        size = index.count_prefix(prefix)
        if size > _LARGEST:
            return  # so are the families of fewer words
        if size:
            yield from _close(word.lower, prefix, index)
            for name in index.established_with(prefix):
                yield Resemblance(name, "same-family", 44, "begins like")


def _close(lower: str, prefix: str, index: Index) -> Iterator[Resemblance]:
    rest = lower[len(prefix) :]
    limit = min(_FURTHEST, len(rest) // 3)
    if not limit:
        return
    for name in index.prefixed(prefix, _LARGEST):
        other = name[len(prefix) :]
        # Typing slips and inventions keep an end of the word.
        if (
            other
            and (other[0] == rest[0] or other[-1] == rest[-1])
            and 0 < (edits := distance(rest, other, limit)) <= limit
        ):
            yield Resemblance(name, "same-family", 70 - 6 * edits, "is spelled much like")
