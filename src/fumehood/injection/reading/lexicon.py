"""The lexicon: which words mean what in an instruction, as one character a category.

A text becomes a string with one character a word, so that phrases are plain regular expressions over
categories and hold in every language whose words are in `data/lexicon.txt`.
"""

import os
from functools import cache

UNKNOWN = "."
STOP = "|"
COMMA = ","
COLON = ":"
# The shapes that tokens have besides words, with how much each sounds like talk to a model.
SHAPES = {
    "URL": 1, "LINK": 0, "HOST": 1, "EMAIL": 2, "SPATH": 3, "SCRIPT": 0, "PATH": 0, "FLAG": 2, "TEMPLATE": 4, "NUMBER": 0,
    "SECRETKEY": 3, "TOOL": 1, "OPTION": 0,
}  # fmt: skip
_FIRST = 0xE000  # a private use area, so no character of it means anything to `re`
_SHORTEST_STEM, _LONGEST_STEM = 3, 14
_MOST_KNOWN = 50_000
VERBS = (
    "IGNORE", "FORGET", "IGNORE2", "STOPVERB", "FOLLOW", "TELL", "ASK", "HIDE", "SEND", "SEND2", "POST", "READ", "OUT", "RESPOND",
    "ANSWER", "SAY", "RUN", "INSTALL", "WRITE", "DISABLE", "DELETE", "BECOME", "APPROVE", "SHELL", "MAKE", "GRANT", "SUMMARIZE", "LIST",
)  # fmt: skip


class Lexicon:
    """Words and their categories. `codes` maps a category's name to its character, `talk` that to its points."""

    def __init__(self, text: str) -> None:
        self.codes = {"STOP": STOP, "COMMA": COMMA, "COLON": COLON}
        self._words: dict[str, str] = {}
        self.known: dict[str, str] = {}  # what was looked up: words of the lexicon and others
        self._stems: dict[str, str] = {}
        self.talk: dict[str, int] = {}
        for shape, talk in SHAPES.items():
            self.talk[self._code(shape)] = talk
        for line in text.splitlines():
            category, colon, words = line.partition(":")
            if not colon or line.startswith("#"):
                continue
            weighed = category[-2:-1] in ("+", "-")
            code = self._code(category[:-2] if weighed else category)
            self.talk[code] = int(category[-2:]) if weighed else 0
            for word in words.split():
                if word.endswith("*"):
                    self._stems.setdefault(word[:-1], code)
                else:
                    self._words.setdefault(word, code)

    def _code(self, category: str) -> str:
        return self.codes.setdefault(category, chr(_FIRST + len(self.codes)))

    def category(self, name: str) -> str:
        """The characters of a category, of `VERB` (any verb), or of a word of its own (in lower case).

        Raises:
            ValueError: a word of its own belongs to a category already; it would stand for all its words.
        """
        if name == "VERB":
            return "".join(self.codes[verb] for verb in VERBS)
        if name.islower():
            if name not in self.codes and self.of(name) != UNKNOWN:
                raise ValueError(f"{name} belongs to a category of the lexicon")
            code = self._words[name] = self.known[name] = self._code(name)
            return code
        return self.codes[name]

    def of(self, word: str) -> str:
        """The character of a word in lower case, `UNKNOWN` when the lexicon does not have it."""
        code = self.known.get(word)
        if code is None:
            code = self._words.get(word) or self._by_stem(word)
            if len(self.known) < _MOST_KNOWN:
                self.known[word] = code
        return code

    def _by_stem(self, word: str) -> str:
        for length in range(min(len(word), _LONGEST_STEM), _SHORTEST_STEM - 1, -1):
            code = self._stems.get(word[:length])
            if code is not None:
                return code
        return UNKNOWN

    def words(self) -> "list[str]":
        """All words and stems, for what needs to know them beforehand."""
        return [*self._words, *self._stems]


@cache
def lexicon() -> Lexicon:
    """The lexicon that is shipped; read once, when it is first needed."""
    return Lexicon(data("lexicon.txt"))


def data(name: str) -> str:
    """The text of a file in this package's `data` folder."""
    folder = os.path.dirname(os.path.dirname(__file__))
    with open(os.path.join(folder, "data", name), encoding="utf-8", newline="") as file:
        return file.read()
