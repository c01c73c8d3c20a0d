"""A well-known name inside a longer one: `requests-darwin-lite`, `fairsequence`, `beautifulsoup-requests`."""

from collections.abc import Iterator

from fumehood.packages.index import Index
from fumehood.packages.near_keys import squash
from fumehood.packages.similarity.resemblance import Resemblance, Word

_SHORTEST = 5
_SHORTEST_WORD = 3
_SHARE = 0.5  # of the letters, for a name that is not made of whole words


def find(word: Word, index: Index) -> Iterator[Resemblance]:
    """Well-known names that are the word's first words, its last ones, or most of its first letters."""
    yield from _whole_words(word, index)
    letters = word.letters
    sizes = range(max(_SHORTEST, int(len(letters) * _SHARE)) + 1, len(letters))
    for number in index.near.edits([letters[:size] for size in sizes]):
        target = index.target(number)
        begin = squash(target)
        if len(begin) in sizes and letters.startswith(begin):
            yield Resemblance(target, "begins-with", 46, "begins with")


def _whole_words(word: Word, index: Index) -> Iterator[Resemblance]:
    words = word.words
    for n in range(len(words) - 1, 0, -1):
        first, last = "-".join(words[:n]), "-".join(words[-n:])
        yield from _successors(first, 50 + 6 * n, index)
        for part, how, closeness in ((first, "begins with", 50 + 6 * n), (last, "ends in", 40 + 6 * n)):
            entry = index.find(part) if len(part) >= _SHORTEST_WORD else None
            if entry is not None and entry.established:
                yield Resemblance(part, "contains", closeness, how)


def _successors(name: str, closeness: int, index: Index) -> Iterator[Resemblance]:
    """The numbered name under which a library goes on: beautifulsoup4, jinja2, psycopg2."""
    if len(name) < _SHORTEST:
        return
    for number in index.near.edits([squash(name) + digit for digit in "23456789"]):
        target = index.target(number)
        entry = index.find(target) if target[:-1] == name and target[-1].isdigit() else None
        if entry is not None and entry.established:
            yield Resemblance(target, "contains", closeness, "begins like")
