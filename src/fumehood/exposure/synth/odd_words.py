"""Words among numbers: `<0.5`, `refused`, `ND`. The numbers are learnt as numbers, the words as a way of being missing."""

import random
import re
from collections import Counter
from collections.abc import Mapping

from msgspec.structs import replace

from fumehood.exposure.synth.kinds import RARE
from fumehood.exposure.synth.table import MISSING, Table

_NUMBER = re.compile(r"[-+]?(?:\d{1,15}(?:[.,]\d{0,17})?|[.,]\d{1,17})")
_LEAST_NUMBERS = 0.6
_MOST_TYPOS = 0.02  # of the values: so many odd ones do not make names of numbers
_MOST_WORDS = 6
_VARIED = 20  # different numbers; fewer are codes, and the words are codes among them

Words = Mapping[int, dict[str, int]]
"""For each column with words among its numbers: what stands there in their place, with how often; rare ones are left out."""


def apart(table: Table) -> tuple[Table, dict[int, dict[str, int]]]:
    """The table with blanks for words among numbers, and the words."""
    words = {i: found for i, column in enumerate(table.columns) if (found := _words(column)) is not None}
    return (blanked(table, words), words) if words else (table, words)


def blanked(table: Table, words: Words) -> Table:
    """The table with a blank wherever one of these columns holds no number."""
    columns = [
        ["" if v in MISSING or not _NUMBER.fullmatch(v.strip()) else v for v in column]
        if i in words
        else column
        for i, column in enumerate(table.columns)
    ]
    return replace(table, columns=columns)


def filled(column: list[str], words: dict[str, int], chance: random.Random) -> list[str]:
    """The column with words, as often as in the source, in place of its blanks."""
    names, counts = list(words), list(words.values())
    return [v or chance.choices(names, counts)[0] for v in column]


def _words(column: list[str]) -> dict[str, int] | None:
    if _NUMBER.fullmatch(column[0].strip()) is None and len(set(column[:200])) == len(column[:200]) > RARE:
        return None  # names and texts: most columns without numbers end here
    counts = Counter(column)
    odd = {v: n for v, n in counts.items() if v not in MISSING and not _NUMBER.fullmatch(v.strip())}
    gone = {v: n for v, n in counts.items() if v in MISSING}
    known = len(column) - sum(gone.values())
    numbers = known - sum(odd.values())
    often = {v: n for v, n in odd.items() if n >= RARE and len(v) <= 40}
    if not odd or numbers < _LEAST_NUMBERS * known or len(counts) - len(odd) - len(gone) <= _VARIED:
        return None
    if len(often) > _MOST_WORDS or sum(odd.values()) - sum(often.values()) > _MOST_TYPOS * known:
        return None
    return (often | gone) or {"": 1}
