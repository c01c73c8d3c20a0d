"""The compound commands: subshell, group, if, while, until, for, select, case, `(( ))`, `[[ ]]`."""

import re

from fumehood.commands.shell.nodes import Case, Command, Compound, Loop, Sequence_, Word
from fumehood.commands.shell.reader import Reader, ShellSyntaxError
from fumehood.commands.shell.words import arithmetic_word, closing, word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_NAME = re.compile(r"[^ \t\n;&|()<>]+")


def compound(reader: Reader) -> Compound | Loop | Case:
    """The compound command that begins here.

    Raises:
        ShellSyntaxError: it lacks a part.
    """
    reader.deeper()
    made = _read(reader)
    reader.depth -= 1
    return made


def _read(reader: Reader) -> Compound | Loop | Case:
    if reader.at("(("):
        stop = closing(reader, reader.pos + 2, "()")
        if stop >= 0 and reader.text.startswith("))", stop):
            inside = arithmetic_word(reader, reader.text[reader.pos + 2 : stop])
            reader.pos = stop + 2
            return Compound("arithmetic", [], [inside])
    if reader.take("("):
        return Compound("subshell", [_body(reader, ")")])
    for name, read in OPENING.items():
        if _take(reader, name):
            return read(reader)
    raise ShellSyntaxError("a compound command was expected")


def function_body(reader: Reader) -> Command:
    """The compound command that is a function's body, with its redirections."""
    from fumehood.commands.shell.grammar import command

    reader.newlines()
    reader.deeper()
    body = command(reader)
    reader.depth -= 1
    return body


def _take(reader: Reader, name: str) -> bool:
    from fumehood.commands.shell.grammar import reserved

    reader.blanks()
    if reserved(reader, name):
        reader.pos += len(name)
        return True
    return False


def _expect(reader: Reader, name: str) -> None:
    reader.newlines()
    if not (_take(reader, name) if name[0] not in "()" else reader.take(name)):
        if reader.pos >= reader.end:
            reader.problem(f"{name!r} is missing")
        else:
            raise ShellSyntaxError(f"{name!r} is missing")


def _body(reader: Reader, *until: str) -> Sequence_:
    """A sequence up to one of `until`; a single one is stepped over."""
    body = reader.sequence(reader, until)
    if len(until) == 1:
        _expect(reader, until[0])
    return body


def _group(reader: Reader) -> Compound:
    return Compound("group", [_body(reader, "}")])


def _if(reader: Reader) -> Compound:
    bodies: list[Sequence_] = []
    while True:
        bodies.append(_body(reader, "then"))
        bodies.append(_body(reader, "elif", "else", "fi"))
        if _take(reader, "elif"):
            continue
        if _take(reader, "else"):
            bodies.append(reader.sequence(reader, ("fi",)))
        _expect(reader, "fi")
        return Compound("if", bodies)


def _while(reader: Reader) -> Compound:
    return Compound("while", [_body(reader, "do"), _body(reader, "done")])


def _for(reader: Reader) -> Compound | Loop:
    reader.blanks()
    if reader.at("(("):
        stop = closing(reader, reader.pos + 2, "()")
        if stop < 0 or not reader.text.startswith("))", stop):
            raise ShellSyntaxError("a for (( is not closed")
        heads = [arithmetic_word(reader, part) for part in reader.text[reader.pos + 2 : stop].split(";")]
        reader.pos = stop + 2
        reader.blanks()
        reader.take(";")
        return Compound("for", [_loop_body(reader)], heads)
    name = _NAME.match(reader.text, reader.pos)
    if not name:
        raise ShellSyntaxError("a for names no variable")
    reader.pos = name.end()
    reader.newlines()
    words: list[Word] | None = None
    if _take(reader, "in"):
        words = []
        while True:
            reader.blanks()
            if reader.pos >= reader.end or reader.peek() in "\n;&|)":
                break
            words.append(word(reader))
    reader.blanks()
    reader.take(";")
    return Loop(name[0], words, _loop_body(reader))


def _loop_body(reader: Reader) -> Sequence_:
    reader.newlines()
    if _take(reader, "{"):
        return _body(reader, "}")
    _expect(reader, "do")
    return _body(reader, "done")


def _case(reader: Reader) -> Case:
    reader.newlines()
    subject = word(reader)
    reader.newlines()
    _expect(reader, "in")
    branches: list[tuple[list[Word], Sequence_]] = []
    while True:
        reader.newlines()
        if _take(reader, "esac"):
            break
        if reader.pos >= reader.end:
            reader.problem("'esac' is missing")
            break
        reader.take("(")
        patterns: list[Word] = []
        while True:
            reader.blanks()
            patterns.append(word(reader))
            reader.blanks()
            if not reader.take("|"):
                break
        _expect(reader, ")")
        branches.append((patterns, reader.sequence(reader, (";;", "esac"))))
        for end in (";;&", ";;", ";&"):
            if reader.take(end):
                break
    return Case(subject, branches)


def _condition(reader: Reader) -> Compound:
    words: list[Word] = []
    pattern = False
    while True:
        reader.newlines()
        if reader.pos >= reader.end:
            reader.problem("']]' is missing")
            break
        if _take(reader, "]]"):
            break
        if not pattern and reader.peek() in "()<>&|;":
            reader.pos += 1
            continue
        words.append(word(reader, condition=pattern))
        pattern = words[-1].literal() == "=~"
    return Compound("condition", [], words)


OPENING: "dict[str, Callable[[Reader], Compound | Loop | Case]]" = {
    "{": _group,
    "if": _if,
    "while": _while,
    "until": _while,
    "for": _for,
    "select": _for,
    "case": _case,
    "[[": _condition,
}
