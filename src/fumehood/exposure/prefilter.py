"""Stage one: one pass over the text says which shapes and detectors can match, and where."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation

from fumehood.exposure.detect.provider import keywords_of, shapes

_SURROGATE = re.compile("[\ud800-\udfff]")


class Prefilter:
    """Finds all literals of all shapes and detectors in one pass.

    `topics` are names of detectors with their literals; shapes are numbered as `provider.shapes` has them.
    """

    def __init__(self, topics: Mapping[str, Sequence[str]]) -> None:
        owners: dict[str, list[int | str]] = {}
        for number, (_, shape) in enumerate(shapes()):
            for word in keywords_of(shape):
                owners.setdefault(word, []).append(number)
        for topic, words in topics.items():
            for word in words:
                owners.setdefault(word, []).append(topic)
        self._owners = [tuple(o) for o in owners.values()]
        self._automaton = AhoCorasick(list(owners), implementation=Implementation.DFA, store_patterns=False)

    def hits(self, lower: str) -> dict[int | str, list[int]]:
        """Where the literals of each owner begin in the lower-case text, in order."""
        found: dict[int | str, list[int]] = {}
        owners = self._owners
        try:
            matches = self._automaton.find_matches_as_indexes(lower, overlapping=True)
        except UnicodeEncodeError:  # lone surrogates stand for bytes that could not be decoded
            matches = self._automaton.find_matches_as_indexes(_SURROGATE.sub("?", lower), overlapping=True)
        for index, start, _ in matches:
            for owner in owners[index]:
                found.setdefault(owner, []).append(start)
        return found


@cache
def prefilter() -> Prefilter:
    """The one prefilter over all literals."""
    from fumehood.exposure.detectors import TOPICS

    return Prefilter(TOPICS)
