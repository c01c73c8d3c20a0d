"""Which well-known names a name resembles. One rule a module; here they meet.

Two levels of caution: a name that does not exist gets every rule's suggestions; a name that exists is
looked at with the sure rules only, and `suspicion` weighs what they say.
"""

from collections.abc import Iterator
from math import log2

from fumehood.packages.index import Index
from fumehood.packages.similarity import (
    affixes,
    contained,
    dropped_word,
    glyphs,
    one_edit,
    one_word_off,
    separators,
    siblings,
    two_edits,
    word_order,
)
from fumehood.packages.similarity.resemblance import Resemblance, Word

SPELLING = (separators, glyphs, one_edit)
SURE = (*SPELLING, word_order, affixes)
LOOSE = (one_word_off, two_edits, dropped_word, contained, siblings)
_BONUS = 16  # closeness that the most popular target gains over an unranked one
_ENOUGH = 88  # a hint as close as this needs no looser ones


def misspelled(word: Word, index: Index) -> list[Resemblance]:
    """What the rules of spelling say, best first, each target once."""
    return _best_first((r for rule in SPELLING for r in rule.find(word, index)), index)


def hints(word: Word, index: Index) -> list[Resemblance]:
    """What all rules say, best first, each target once; the loose ones only where no sure one says enough."""
    found = [r for rule in SURE for r in rule.find(word, index)]
    if not any(r.closeness >= _ENOUGH for r in found):
        found += [r for rule in LOOSE for r in rule.find(word, index)]
    return _best_first(iter(found), index)


def _best_first(found: Iterator[Resemblance], index: Index) -> list[Resemblance]:
    best: dict[str, Resemblance] = {}
    for one in found:
        if one.target not in best or best[one.target].closeness < one.closeness:
            best[one.target] = one
    return sorted(best.values(), key=lambda r: (-r.closeness - popularity(r.target, index), r.target))


def popularity(name: str, index: Index) -> float:
    """From 0 for a name that is not established to 16 for the most popular one."""
    entry = index.find(name)
    if entry is None:
        return -_BONUS / 4
    if entry.rank:
        return max(0.0, _BONUS - log2(entry.rank))
    if entry.established:
        return max(0.0, min(_BONUS, log2(entry.downloads) - 15))
    return 0.0
