"""The place in the text: what comes next, blanks, comments, newlines, and the bodies of here-documents."""

import re

from fumehood.commands.shell.nodes import Redirect, Text, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from fumehood.commands.shell.nodes import Sequence_

DEEPEST = 40  # nested constructs; people write five
_BLANK = re.compile(r"(?:[ \t]|\\\n)+")
_COMMENT = re.compile(r"#[^\n]*")
_MOST_PROBLEMS = 8


class ShellSyntaxError(Exception):
    """The text is not valid shell at the reader's place; the nearest sequence of commands recovers."""


class TooDeepError(Exception):
    """Constructs are nested deeper than anybody writes; nothing recovers."""


class Reader:
    """A text, a place in it, and what is pending there."""

    __slots__ = (
        "depth",
        "end",
        "heredoc_word",
        "lookahead",
        "pending",
        "pos",
        "problems",
        "sequence",
        "text",
    )

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text)
        self.pos = 0
        self.depth = 0
        self.lookahead = 10_000 + 4 * self.end  # characters that `closing` may still look at
        self.problems: list[str] = []
        self.pending: list[tuple[Redirect, str, bool]] = []  # here-documents whose bodies are still to come
        self.sequence: Callable[[Reader, tuple[str, ...]], Sequence_]  # set by the grammar
        self.heredoc_word: Callable[[Reader, str], Word]

    def peek(self, length: int = 1) -> str:
        """The next characters; fewer at the end of the text."""
        return self.text[self.pos : self.pos + length]

    def at(self, what: str) -> bool:
        """Whether `what` comes next."""
        return self.text.startswith(what, self.pos)

    def take(self, what: str) -> bool:
        """Steps over `what` when it comes next."""
        if self.text.startswith(what, self.pos):
            self.pos += len(what)
            return True
        return False

    def problem(self, message: str) -> None:
        """Notes that the text is not valid here."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(message)

    def deeper(self) -> None:
        """Enters a nested construct.

        Raises:
            TooDeepError: there are too many.
        """
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooDeepError

    def blanks(self) -> None:
        """Steps over blanks, continued lines and, where a word could begin, a comment."""
        text, pos = self.text, self.pos
        if pos < self.end and text[pos] in " \t\\":
            found = _BLANK.match(text, pos)
            if found:
                self.pos = pos = found.end()
        if pos < self.end and text[pos] == "#" and (pos == 0 or text[pos - 1] in " \t\n;&|()"):
            found = _COMMENT.match(text, pos)
            if found:
                self.pos = found.end()

    def newlines(self) -> None:
        """Steps over blanks, comments and newlines."""
        while True:
            self.blanks()
            if self.pos < self.end and self.text[self.pos] == "\n":
                self.newline()
            else:
                return

    def newline(self) -> None:
        """Steps over one newline, and over the here-documents that begin after it."""
        self.pos += 1
        if self.pending:
            pending, self.pending = self.pending, []
            for redirect, delimiter, quoted in pending:
                body = self._heredoc(delimiter, redirect.op == "<<-")
                if quoted:
                    redirect.target = Word([Text(body, True)], self.pos, self.pos)
                else:
                    redirect.target = self.heredoc_word(self, body)

    def _heredoc(self, delimiter: str, tabs: bool) -> str:
        lines: list[str] = []
        text = self.text
        while self.pos < self.end:
            stop = text.find("\n", self.pos)
            stop = self.end if stop < 0 else stop
            line = text[self.pos : stop]
            self.pos = min(stop + 1, self.end)
            if tabs:
                line = line.lstrip("\t")
            if line == delimiter:
                # The newline after the delimiter ends the command before; leave one for whoever waits for it.
                break
            lines.append(line)
        return "\n".join(lines) + ("\n" if lines else "")
