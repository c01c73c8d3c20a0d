"""A well-known name with a word put in: `flask-secure-session` for `flask-session`."""

from collections.abc import Iterator

from fumehood.packages.index import Index
from fumehood.packages.similarity.resemblance import Resemblance, Word

_LEAST_WORDS = 3


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Established names that remain when one inner or last word is left out."""
    words = word.words
    if len(words) < _LEAST_WORDS:
        return
    for i in range(1, len(words)):
        rest = "-".join(words[:i] + words[i + 1 :])
        entry = index.find(rest)
        if entry is not None and entry.established:
            yield Resemblance(rest, "word-added", 68, f"puts “{words[i]}” into")
