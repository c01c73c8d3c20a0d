"""The expansion of words, in the order of the shell: braces, tilde, parameters and substitutions, splitting, globs.

Source: POSIX.1-2024, Shell Command Language, 2.6 "Word Expansions".
"""

import re

from fumehood.commands.expand.arg import NONE, UNKNOWN, Arg, activate
from fumehood.commands.expand.arithmetic import evaluate
from fumehood.commands.expand.braces import expand_braces
from fumehood.commands.expand.parameters import values_of
from fumehood.commands.shell.nodes import Arithmetic, Parameter, Part, Process, Text, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.commands.run.machine import Machine

_ASSIGNED_HOME = re.compile(r"[A-Za-z_]\w*=~")
_MOST_CHOICES = 16  # values of one word that are followed
_MOST_FIELDS = 5_000  # arguments that one command may have


class _Piece:
    """A stretch of a word: `split` when an unquoted expansion made it."""

    __slots__ = ("quoted", "split", "taint", "text")

    def __init__(self, text: str, quoted: bool, split: bool, taint: frozenset[str] = NONE) -> None:
        self.text = text
        self.quoted = quoted
        self.split = split
        self.taint = taint


def fields(machine: "Machine", words: list[Word]) -> list[Arg]:
    """The arguments that the words become."""
    made: list[Arg] = []
    for word in words:
        text = _simple_text(word)
        if text is not None:
            made.append(Arg(text))
            if len(made) > _MOST_FIELDS:
                break
            continue
        for each in expand_braces(word):
            for pieces in _choices(machine, each.parts):
                made += _split(machine, pieces)
            if len(made) > _MOST_FIELDS:
                break
    return list(machine.limited(made, _MOST_FIELDS, "arguments"))


def value(machine: "Machine", word: Word | None) -> list[Arg]:
    """The texts that the word may become where nothing is split: an assignment, a redirection, a here-document."""
    if word is None:
        return [Arg("")]
    made = []
    for pieces in _choices(machine, word.parts):
        text = "".join(p.text for p in pieces)
        made.append(Arg(text, NONE.union(*(p.taint for p in pieces))))
    return list(dict.fromkeys(made)) if len(made) > 1 else made


def one(machine: "Machine", word: Word | None) -> Arg:
    """The first of the texts that the word may become."""
    return value(machine, word)[0]


def pattern(machine: "Machine", word: Word) -> Arg:
    """The word as a pattern: its unquoted glob characters are active."""
    pieces = _choices(machine, word.parts)[0]
    return Arg(
        "".join(p.text if p.quoted else activate(p.text) for p in pieces),
        NONE.union(*(p.taint for p in pieces)),
    )


def _simple_text(word: Word) -> str | None:
    """The text of a word that needs no expansion: the common case, made fast."""
    if len(word.parts) != 1:
        return None
    part = word.parts[0]
    if not isinstance(part, Text):
        return None
    if part.quoted:
        return part.text
    text = part.text
    if text in ("[", "[["):
        return text
    return None if "{" in text or "*" in text or "?" in text or "[" in text or "~" in text else text


def _choices(machine: "Machine", parts: list[Part]) -> list[list[_Piece]]:
    """The lists of pieces that the parts may become: more than one when a variable may have several values."""
    made: list[list[_Piece]] = [[]]
    for number, part in enumerate(parts):
        if isinstance(part, Text):
            text = part.text
            if number == 0 and not part.quoted and text[:1] == "~":
                home = _tilde(machine, text, whole=len(parts) == 1)
                if home is not None:
                    made[0].append(_Piece(home[0], True, False))
                    text = home[1]
            if (
                number == 0 and not part.quoted and (assigned := _ASSIGNED_HOME.match(text))
            ):  # prefix=~/folder
                home = _tilde(machine, text[assigned.end() - 1 :], whole=len(parts) == 1)
                if home is not None:
                    made[0] += [_Piece(assigned[0][:-1], False, False), _Piece(home[0], True, False)]
                    text = home[1]
            for pieces in made:
                pieces.append(_Piece(text, part.quoted, False))
            continue
        options = _expanded(machine, part)
        if len(options) == 1:
            for pieces in made:
                pieces.extend(options[0])
        else:
            combined = [[*pieces, *option] for pieces in made for option in options]
            if len(combined) > _MOST_CHOICES:  # the rest is one value that is not known
                combined = [*combined[:_MOST_CHOICES], [_Piece(UNKNOWN, True, False)]]
            made = combined
    return made


def _expanded(machine: "Machine", part: Part) -> list[list[_Piece]]:
    if isinstance(part, Parameter):
        if part.quoted and (part.name == "@" or part.index == "@") and not part.op and not part.length:
            items = machine.state.positional if part.name == "@" else machine.state.arrays.get(part.name)
            if items is not None:
                joined: list[_Piece] = []
                for item in items:
                    joined += [_Piece("\0", False, True), _Piece(item, True, False, item.taint)]
                return [joined[1:] or [_Piece("", False, True)]]
        found = values_of(machine.state, part, lambda word: pattern(machine, word))
        return [[_Piece(v, part.quoted, not part.quoted, v.taint)] for v in found]
    if isinstance(part, Arithmetic):
        number = evaluate(one(machine, part.expression))
        return [[_Piece(UNKNOWN if number is None else str(number), part.quoted, False)]]
    if isinstance(part, Process):
        return [[_Piece(machine.process_substitution(part), True, False)]]
    if isinstance(part, Text):
        return [[_Piece(part.text, part.quoted, False)]]
    result = machine.substitute(part.body)
    return [[_Piece(result.rstrip("\n"), part.quoted, not part.quoted, result.taint)]]


def _tilde(machine: "Machine", text: str, *, whole: bool) -> tuple[str, str] | None:
    """The home folder that a leading tilde stands for, and the text after it; None when it is no tilde."""
    name, slash, rest = text[1:].partition("/")
    if not slash and not whole:
        return None
    home = machine.home_of(name)
    return None if home is None else (home, slash + rest)


def _split(machine: "Machine", pieces: list[_Piece]) -> list[Arg]:
    separators = machine.separators()
    made: list[Arg] = []
    current = ""
    taint: frozenset[str] = NONE
    present = False
    for piece in pieces:
        taint = taint | piece.taint if piece.taint else taint
        if not piece.split:
            current += piece.text if piece.quoted else activate(piece.text)
            present = present or piece.quoted or bool(piece.text)
            continue
        if piece.text == "\0":  # between the values of "$@"
            made.append(Arg(current, taint))
            current = ""
            continue
        text = activate(piece.text)
        start = 0
        for at, char in enumerate(text):
            if char in separators:
                current += text[start:at]
                if current or present:
                    made.append(Arg(current, taint))
                current, present, start = "", False, at + 1
        current += text[start:]
    if current or present:
        made.append(Arg(current, taint))
    return made
