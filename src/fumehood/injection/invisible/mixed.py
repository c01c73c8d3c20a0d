"""Words that mix Latin letters with others that look like them.

The whole file decides: a text in Cyrillic or Greek has typing slips (a Latin "i" in a Ukrainian word), and
units or product names join scripts. What counts is a mostly Latin word with a few foreign letters, each of
which is drawn like a Latin one.
"""

from typing import NamedTuple

from fumehood.core.patterns import pattern
from fumehood.injection.invisible.confusable import CONFUSABLE, skeleton

_FOREIGN = "\u0370-\u03ff\u0400-\u052f\u0531-\u0587\u13a0-\u13ff\ua4d0-\ua4ff"
_NEAR = pattern(f"[a-zA-Z][{_FOREIGN}]|[{_FOREIGN}][a-zA-Z]")
_WORD = pattern(f"[a-zA-Z{_FOREIGN}]{{2,60}}")
_UNITS = frozenset("µμΩπθσλΔΣ")


class Mixed(NamedTuple):
    """A mixed word from `start` to `end`, and what people take it for."""

    start: int
    end: int
    read: str


def find(text: str) -> list[Mixed]:
    """The mixed words of a text, in order. Linear: each word is looked at once."""
    found: list[Mixed] = []
    at = 0
    while near := _NEAR.search(text, at):
        begin = near.start()
        while begin > at and begin > near.start() - 60 and _is_letter(text[begin - 1]):
            begin -= 1
        word = _WORD.match(text, begin)
        if word is None:
            at = near.end()
            continue
        at = max(word.end(), near.end())
        if _deceives(word[0]):
            found.append(Mixed(word.start(), word.end(), skeleton(word[0])))
    return found


def _is_letter(character: str) -> bool:
    return character.isalpha()


def _deceives(word: str) -> bool:
    foreign = [c for c in word if not c.isascii()]
    latin = len(word) - len(foreign)
    if len(word) < 3 or latin < len(foreign) or any(c in _UNITS for c in foreign):
        return False
    return all(ord(c) in CONFUSABLE for c in foreign)
