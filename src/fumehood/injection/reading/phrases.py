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
        self.needs = tuple(mask_of(s) for s in sets)
        # The rarest thing it needs decides whether it is tried at all.
        self.anchor = min(sets, key=len)

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


def mask_of(codes: str) -> int:
    """A set of category characters as bits."""
    mask = 0
    for code in codes:
        mask |= 1 << (ord(code) & 0x3FF)
    return mask


class Phrases:
    """All phrases, found by what a text has."""

    def __init__(self, text: str) -> None:
        self._by_anchor: dict[str, list[tuple[int, Phrase]]] = {}
        words = lexicon()
        family, points, name = "", 0, ""
        number = 0
        for line in text.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            if line[0] != " ":
                family, value, name = line.split()
                points = int(value)
                continue
            phrase = Phrase(family, points, name, line, words)
            number += 1
            for code in phrase.anchor:
                self._by_anchor.setdefault(code, []).append((number, phrase))

    def fitting(self, classes: str) -> list[Phrase]:
        """The phrases that a text with these categories may hold, those with the most points first."""
        present = set(classes)
        mask = mask_of("".join(present))
        found: dict[int, Phrase] = {}
        for code in present:
            for number, phrase in self._by_anchor.get(code, ()):
                for needed in phrase.needs:
                    if not needed & mask:
                        break
                else:
                    found[number] = phrase
        return sorted(found.values(), key=lambda p: -p.points)


@cache
def phrases() -> Phrases:
    """The phrases that are shipped; read once, when they are first needed."""
    return Phrases(data("phrases.txt"))
