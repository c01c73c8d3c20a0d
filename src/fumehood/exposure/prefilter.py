"""Stage one: one pass over the text says which shapes and detectors can match, and where."""

from collections.abc import Iterable, Sequence
from functools import cache

from ahocorasick_rs import BytesAhoCorasick, Implementation

from fumehood.exposure.detect.provider import keywords_of, shapes
from fumehood.exposure.one_byte import one_byte_each

Owner = int | str
"""A shape by its number in `provider.shapes`, or a detector by its topic."""
_SPARSE_FOR = 1 << 20
"""Bytes of text after which the dense automaton is made."""


class Prefilter:
    """Finds all literals of all owners in one pass; `words` are the literals, in lower case, of each owner.

    It looks at one byte for each character (`one_byte`), with A to Z lowered: several times faster than lowering and
    searching text. Other letters have no case there, so words that hold some are looked for in three spellings, and
    the text decides whether one of them stands where their bytes were found. A sparse automaton comes
    first: it is built in a seventh of the time, and the dense one pays after some text only.
    """

    def __init__(self, words: Iterable[tuple[Owner, Sequence[str]]]) -> None:
        owners: dict[bytes, dict[bytes, list[Owner]]] = {}
        for owner, literals in words:
            for spelling in dict.fromkeys(s for word in literals for s in _spellings(word)):
                literal = one_byte_each(spelling.decode(), spelling)
                owners.setdefault(literal, {}).setdefault(spelling, []).append(owner)
        self._literals = list(owners)
        self._owners = [tuple(owners[literal].get(literal, ())) for literal in owners]
        self._spelled = {
            i: spelled for i, spelled in enumerate(owners.values()) if self._literals[i] not in spelled
        }
        self._automaton = BytesAhoCorasick(self._literals, implementation=Implementation.ContiguousNFA)
        self._sparse_for = _SPARSE_FOR

    def hits(self, text: str, lowered: bytes | None = None) -> dict[Owner, list[int]]:
        """Where the literals of each owner begin in the text, in any case, in order.

        `lowered` is the text with one byte for each character, A to Z in lower case, if it is at hand.
        """
        if lowered is None:
            lowered = one_byte_each(text).lower()
        if self._sparse_for > 0:
            self._sparse_for -= len(lowered)
            if self._sparse_for <= 0:
                self.expect_much()
        places: dict[int, list[int]] = {}
        for index, start, _ in self._automaton.find_matches_as_indexes(lowered, overlapping=True):
            if index in places:
                places[index].append(start)
            else:
                places[index] = [start]
        found: dict[Owner, list[int]] = {}
        for index, starts in places.items():
            for owner, exact in self._exact(text, index, starts):
                found[owner] = sorted(found[owner] + exact) if owner in found else exact
        return found

    def _exact(self, text: str, index: int, starts: list[int]) -> Iterable[tuple[Owner, list[int]]]:
        """The owners of a literal with their places."""
        if index not in self._spelled:
            return [(owner, starts) for owner in self._owners[index]]
        size, exact = len(self._literals[index]), []
        for spelling, owners in self._spelled[index].items():
            places = [
                at
                for at in starts
                if text[at : at + size].encode("utf-8", "surrogatepass").lower() == spelling
            ]
            exact += [(owner, places) for owner in owners if places]
        return exact

    def expect_much(self) -> None:
        """Makes the dense automaton now: much text is coming."""
        self._sparse_for = 0
        self._automaton = BytesAhoCorasick(self._literals, implementation=Implementation.DFA)


def _spellings(word: str) -> set[bytes]:
    """The word as it may stand in UTF-8 of which only ASCII has been lowered."""
    return {word.encode()} | {s.encode().lower() for s in (word.upper(), word.title()) if not s.isascii()}


@cache
def prefilter() -> Prefilter:
    """The one prefilter over the literals of every shape and detector that is asked for every text."""
    from fumehood.exposure.detectors import TOPICS

    numbered: list[tuple[Owner, Sequence[str]]] = [(n, keywords_of(s)) for n, (_, s) in enumerate(shapes())]
    return Prefilter([*numbered, *TOPICS.items()])


@cache
def contact_words() -> Prefilter:
    """The words in front of contacts: common ones (`name`, `ms`), so that only data and prompts are asked for them."""
    from fumehood.exposure.personal.contacts import WORDS

    return Prefilter(WORDS.items())
