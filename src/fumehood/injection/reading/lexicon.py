"""The lexicon: which words mean what in an instruction, as one character a category.

A text becomes a string with one character a word, so that phrases are plain regular expressions over
categories and hold in every language whose words are in `data/lexicon.txt`.
"""

import pkgutil
from functools import cache

UNKNOWN = "."
STOP = "|"
COMMA = ","
COLON = ":"
SHAPES = (
    "URL", "LINK", "HOST", "EMAIL", "SPATH", "SCRIPT", "PATH", "FLAG", "TEMPLATE", "NUMBER", "SECRETKEY", "TOOL",
)  # fmt: skip
_FIRST = 0xE000  # a private use area, so no character of it means anything to `re`
_SHORTEST_STEM, _LONGEST_STEM = 3, 14
VERBS = (
    "IGNORE", "FORGET", "IGNORE2", "STOPVERB", "FOLLOW", "TELL", "ASK", "HIDE", "SEND", "SEND2", "POST", "READ", "OUT", "RESPOND",
    "ANSWER", "SAY", "RUN", "INSTALL", "WRITE", "DISABLE", "DELETE", "BECOME", "APPROVE", "SHELL", "MAKE", "GRANT", "SUMMARIZE", "LIST",
)  # fmt: skip


class Lexicon:
    """Words and their categories. `codes` maps a category's name to its character."""

    def __init__(self, text: str) -> None:
        self.codes = {"STOP": STOP, "COMMA": COMMA, "COLON": COLON}
        self._words: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        for shape in SHAPES:
            self._code(shape)
        for line in text.splitlines():
            category, colon, words = line.partition(":")
            if not colon or line.startswith("#"):
                continue
            code = self._code(category)
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
            code = self._words[name] = self._code(name)
            return code
        return self.codes[name]

    def of(self, word: str) -> str:
        """The character of a word in lower case, `UNKNOWN` when the lexicon does not have it."""
        code = self._words.get(word)
        if code is not None:
            return code
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
    return (pkgutil.get_data("fumehood.injection", f"data/{name}") or b"").decode("utf-8")
