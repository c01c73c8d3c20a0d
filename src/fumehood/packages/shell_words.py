"""A shell text to simple commands, each a list of words with the positions of their characters.

After the shell grammar of POSIX (XCU 2.3 and 2.9), as far as it says which words belong together; nothing
is expanded. One dialect for POSIX shells, PowerShell and cmd: they differ here in their line continuation.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from fumehood.core.patterns import pattern


class Word(Struct, frozen=True):
    """A word after quote removal. `at[i]` is where its character i stands; expansions stay as written.

    `dynamic` says that it holds a variable or a substitution, `quoted` that it begins with a quote.
    """

    text: str
    at: tuple[int, ...]
    dynamic: bool = False
    quoted: bool = False

    @property
    def start(self) -> int:
        """Where its first character stands."""
        return self.at[0] if self.at else 0


class Command(Struct, frozen=True):
    """A simple command. `target` is the file that its output goes to; `body` its here-document's span."""

    words: tuple[Word, ...]
    target: str = ""
    body: tuple[int, int] | None = None


_SPACE = pattern(r"(?:[ \t\f\r]++|(?:\\|`|\^)[ \t]*\r?\n)+")
_COMMENT = pattern(r"#[^\n]*+")
_END = pattern(r"\n|;;?|&&|\|\|?&?|&(?!>)|\(|\)")
_REDIRECT = pattern(r"(?:\d{0,3}|&)(?:<<<|<<-?|<>|>>|>&|<&|>\||<|>)&?(?P<fd>[\d-](?=[\s;|&)]|$))?")
_PLAIN = pattern(r"[^\s\\'\"`$|&;()<>{%]++")
_EXPANSION = pattern(
    r"\$\{\{[^\n]{0,300}?\}\}|\{\{[^{}\n]{0,300}\}\}|\{%[^\n]{0,300}?%\}|\$\{[^}\n]{0,300}\}|\$env:\w+|\$[\w@*#?!]+|"
    r"%\w{1,60}%|\{[A-Za-z_][\w.]{0,60}\}"
)
_DOUBLE = pattern(r"[^\"\\$`]++")
_LONGEST_SUBSTITUTION = 4_000
_DEEPEST = 6
_MOST_UNCLOSED = 50
_MOST_WORDS = 5_000


def commands(text: str, start: int = 0, end: int | None = None) -> Iterator[Command]:
    """The simple commands of `text` from `start` to `end`, those in substitutions after the one that holds them."""
    pending = [(start, len(text) if end is None else end, 0)]
    while pending:
        first, last, depth = pending.pop(0)
        reader = _Reader(text, first, last)
        yield from reader.commands()
        if depth < _DEEPEST:
            pending += [(a, b, depth + 1) for a, b in reader.inner]


def commands_in(word: Word) -> Iterator[Command]:
    """The commands in a word that is itself a shell text (`sh -c '…'`), at their true positions."""
    for command in commands(word.text):
        yield Command(
            tuple(Word(w.text, tuple(word.at[i] for i in w.at), w.dynamic, w.quoted) for w in command.words),
            command.target,
        )


def joined(words: Sequence[Word]) -> Word:
    """Words as the one text that ssh or eval makes of them."""
    text: list[str] = []
    at: list[int] = []
    for word in words:
        if text and word.at:
            text.append(" ")
            at.append(word.at[0])
        text.append(word.text)
        at += word.at
    return Word("".join(text), tuple(at))


class _Reader:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.at, self.end = text, start, end
        self.inner: list[tuple[int, int]] = []
        self._unclosed = 0

    def commands(self) -> Iterator[Command]:
        words: list[Word] = []
        target, here, waiting = "", "", list[tuple[tuple[Word, ...], str, str]]()
        while self.at < self.end:
            if space := _SPACE.match(self.text, self.at, self.end):
                self.at = space.end()
            elif self.text[self.at] == "#" and (comment := _COMMENT.match(self.text, self.at, self.end)):
                self.at = comment.end()
            elif ending := _END.match(self.text, self.at, self.end):
                self.at = ending.end()
                if here:
                    waiting.append((tuple(words), target, here))
                elif words:
                    yield Command(tuple(words), target)
                words, target, here = [], "", ""
                if ending[0] == "\n":
                    for holder, file, mark in waiting:
                        yield Command(holder, file, self._document(mark))
                    waiting = []
            elif redirect := _REDIRECT.match(self.text, self.at, self.end):
                self.at = redirect.end()
                if redirect["fd"]:
                    continue
                if space := _SPACE.match(self.text, self.at, self.end):
                    self.at = space.end()
                operand = self._word()
                if "<<" in redirect[0] and "<<<" not in redirect[0] and operand:
                    here = operand.text
                elif ">" in redirect[0] and operand:
                    target = operand.text
            else:
                word = self._word()
                if word is not None and len(words) < _MOST_WORDS:
                    words.append(word)
        if here:
            waiting.append((tuple(words), target, here))
        elif words:
            yield Command(tuple(words), target)
        for holder, file, _ in waiting:
            yield Command(holder, file)

    def _document(self, mark: str) -> tuple[int, int]:
        """The span of the here-document that begins here; the reading goes on behind it."""
        start = self.at
        closed = re.compile(rf"^\t*{re.escape(mark)}\r?$", re.MULTILINE).search(self.text, start, self.end)
        stop = closed.start() if closed else self.end
        self.at = closed.end() if closed else self.end
        return start, stop

    def _word(self) -> Word | None:
        text, end = self.text, self.end
        parts: list[str] = []
        at: list[int] = []
        dynamic, first = False, self.at
        quoted = text[first : first + 1] in ("'", '"')

        def add(a: int, b: int) -> None:
            parts.append(text[a:b])
            at.extend(range(a, b))
            self.at = b

        while self.at < end:
            here = text[self.at]
            if here in " \t\r\n\f|&;()<>":
                break
            if plain := _PLAIN.match(text, self.at, end):
                add(*plain.span())
            elif here == "'":
                stop = text.find("'", self.at + 1, end)
                add(self.at + 1, stop if stop >= 0 else end)
                self.at = min(end, self.at + 1)
            elif here == '"':
                dynamic |= self._double(add)
            elif here in "\\`^" and (space := _SPACE.match(text, self.at, end)):
                self.at = space.end()
                break
            elif here == "\\" and self.at + 1 < end:
                windows = text[self.at + 1].isalnum()
                add(self.at if windows else self.at + 1, self.at + 2)
            elif here == "`" or text.startswith("$(", self.at):
                dynamic = True
                add(*self._substitution())
            elif expansion := _EXPANSION.match(text, self.at, end):
                dynamic = True
                add(*expansion.span())
            else:
                add(self.at, self.at + 1)
        if self.at == first:
            self.at += 1
            return None
        return Word("".join(parts), tuple(at), dynamic, quoted)

    def _double(self, add: Callable[[int, int], None]) -> bool:
        """Reads a double-quoted stretch; whether something in it is expanded."""
        text, end, dynamic = self.text, self.end, False
        self.at += 1
        while self.at < end and text[self.at] != '"':
            if plain := _DOUBLE.match(text, self.at, end):
                stretch, b = plain.start(), plain.end()
                add(stretch, b)
            elif text[self.at] == "\\" and self.at + 1 < end:
                if text[self.at + 1] == "\n":
                    self.at += 2
                else:
                    escaped = text[self.at + 1] in '"\\$`'
                    add(self.at + escaped, self.at + 2)
            elif text[self.at] == "`" or text.startswith("$(", self.at):
                dynamic = True
                add(*self._substitution())
            elif expansion := _EXPANSION.match(text, self.at, end):
                dynamic = True
                add(*expansion.span())
            else:
                add(self.at, self.at + 1)
        self.at = min(end, self.at + 1)
        return dynamic

    def _substitution(self) -> tuple[int, int]:
        """The span of `$(…)` or of a backquoted stretch; what is in it is read later."""
        text, start = self.text, self.at
        limit = min(self.end, start + _LONGEST_SUBSTITUTION) if self._unclosed < _MOST_UNCLOSED else start
        if text[start] == "`":
            stop = text.find("`", start + 1, limit)
            if stop < 0:
                self._unclosed += 1
                return start, start + 1
            self.inner.append((start + 1, stop))
            return start, stop + 1
        depth, position, quote = 0, start + 1, ""
        while position < limit:
            here = text[position]
            if quote:
                if here == quote:
                    quote = ""
                elif here == "\\" and quote == '"':
                    position += 1
            elif here in "'\"":
                quote = here
            elif here == "(":
                depth += 1
            elif here == ")":
                depth -= 1
                if depth == 0:
                    self.inner.append((start + 2, position))
                    return start, position + 1
            position += 1
        self._unclosed += 1
        return start, min(self.end, start + 2)
