"""Phrases over the lexicon's categories, compiled when a text has the words for them."""

import re
from functools import cache

from fumehood.injection.reading.lexicon import COLON, COMMA, STOP, Lexicon, data, lexicon


class Phrase:
    """One pattern of `data/phrases.txt`: evidence of a `family`, worth `points`."""

    def __init__(self, family: str, points: int, name: str, pattern: str, words: Lexicon) -> None:
        self.family = family
        self.points = points
        self.name = name
        self._atoms = pattern.split()
        self._words = words
        self._compiled: re.Pattern[str] | None = None
        sets = [
            words_of(atom, words) for atom in self._atoms if atom[0] not in "~^$" and not atom.endswith("?")
        ]
        self.needs = [frozenset(s) for s in sets]

    def fits(self, present: frozenset[str]) -> bool:
        """Whether a text whose categories are `present` can hold this phrase at all."""
        return all(not needed.isdisjoint(present) for needed in self.needs)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as a regular expression over category characters."""
        if self._compiled is None:
            self._compiled = re.compile(_translate(self._atoms, self._words))
        return self._compiled


def words_of(atom: str, words: Lexicon) -> str:
    """The category characters that an atom such as `SEND|POST?` allows."""
    return "".join(words.category(name) for name in atom.rstrip("?").split("|"))


def _translate(atoms: list[str], words: Lexicon) -> str:
    parts: list[str] = []
    for atom in atoms:
        if atom == "^":
            parts.append(f"(?<={re.escape(STOP)})")
        elif atom == "$":
            parts.append(f"(?={re.escape(STOP)})")
        elif atom[0] == "~":
            parts.append(f"(?:,?[^{STOP}{COMMA}{COLON}]){{0,{atom[1:]}}}?")
        else:
            comma = ",?" if parts and "COMMA" not in atom else ""
            part = f"{comma}[{words_of(atom, words)}]"
            parts.append(f"(?:{part})?" if atom.endswith("?") else part)
    return "".join(parts)


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases, those with the most points of each family first."""
    found: list[Phrase] = []
    words = lexicon()
    family, points, name = "", 0, ""
    for line in data("phrases.txt").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] != " ":
            family, number, name = line.split()
            points = int(number)
        else:
            found.append(Phrase(family, points, name, line, words))
    return tuple(sorted(found, key=lambda p: -p.points))
