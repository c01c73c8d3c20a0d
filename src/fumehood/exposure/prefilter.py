"""Stage one: one pass over the text says which shapes and detectors can match, and where."""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter

from ahocorasick_rs import BytesAhoCorasick, Implementation

from fumehood.exposure.detect.provider import keywords_of, shapes

Owner = int | str
"""A shape by its number in `provider.shapes`, or a detector by its topic."""
_SPARSE_FOR = 1 << 20
"""Bytes of text after which the dense automaton is made."""


class Prefilter:
    """Finds all literals of all owners in one pass; `words` are the literals, in lower case, of each owner.

    It looks at UTF-8 in which A to Z are lowered: several times faster than lowering and searching text. Other
    letters have no case there, so words that hold some are looked for in three spellings. A sparse automaton comes
    first: it is built in a seventh of the time, and the dense one pays after some text only.
    """

    def __init__(self, words: Iterable[tuple[Owner, Sequence[str]]]) -> None:
        owners: dict[bytes, list[Owner]] = {}
        for owner, literals in words:
            for spelling in dict.fromkeys(s for word in literals for s in _spellings(word)):
                owners.setdefault(spelling, []).append(owner)
        self._owners = [tuple(o) for o in owners.values()]
        self._literals = list(owners)
        self._automaton = BytesAhoCorasick(self._literals, implementation=Implementation.ContiguousNFA)
        self._sparse_for = _SPARSE_FOR

    def hits(self, text: str, encoded: bytes | None = None) -> dict[Owner, list[int]]:
        """Where the literals of each owner begin in the text, in any case, in order.

        `encoded` is the text as UTF-8, where it is at hand.
        """
        raw = text.encode("utf-8", "surrogatepass") if encoded is None else encoded
        if self._sparse_for > 0:
            self._sparse_for -= len(raw)
            if self._sparse_for <= 0:
                self.expect_much()
        matches = self._automaton.find_matches_as_indexes(raw.lower(), overlapping=True)
        if len(raw) != len(text):
            matches = _in_characters(raw, matches)
        places: dict[int, list[int]] = {}
        for index, start, _ in matches:
            if index in places:
                places[index].append(start)
            else:
                places[index] = [start]
        found: dict[Owner, list[int]] = {}
        for index, starts in places.items():
            for owner in self._owners[index]:
                if owner in found:
                    found[owner] = sorted(found[owner] + starts)
                else:
                    found[owner] = starts
        return found

    def expect_much(self) -> None:
        """Makes the dense automaton now: much text is coming."""
        self._sparse_for = 0
        self._automaton = BytesAhoCorasick(self._literals, implementation=Implementation.DFA)


def _spellings(word: str) -> set[bytes]:
    """The word as it may stand in UTF-8 of which only ASCII has been lowered."""
    return {word.encode()} | {s.encode().lower() for s in (word.upper(), word.title()) if not s.isascii()}


def _in_characters(raw: bytes, matches: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The matches with starts that count characters of the text and not bytes of its UTF-8, in order."""
    out = []
    at = characters = 0
    for index, start, end in sorted(matches, key=itemgetter(1)):
        characters += len(raw[at:start].decode("utf-8", "surrogatepass"))
        at = start
        out.append((index, characters, end))
    return out


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
