"""The grammar of commands: sequences, pipelines, simple commands; `compound` has the ones with bodies.

Errors are noted and stepped over, so that the rest of the text is still read: a reader of hostile text must
not stop at the first fault.
"""

import re

from fumehood.commands.shell.compound import OPENING, compound, function_body
from fumehood.commands.shell.nodes import (
    Assignment,
    Command,
    Compound,
    Function,
    Pipeline,
    Redirect,
    Sequence_,
    Simple,
    Text,
    Word,
)
from fumehood.commands.shell.reader import Reader, ShellSyntaxError
from fumehood.commands.shell.words import word

_ASSIGNED = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)(\[[^\]\n]{0,400}\])?(\+?)=")
_REDIRECT = re.compile(r"([0-9]{1,4}|\{[A-Za-z_][A-Za-z0-9_]*\})?(&>>|&>|<<<|<<-|<<|<&|<>|>>|>&|>\||<|>)")
_CLOSING = frozenset({"then", "else", "elif", "fi", "do", "done", "esac", "}", "in"})
_COPROC_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*[ \t]+(?=[{(])")
_WORD_ENDS = " \t\n;&|()<>"


def sequence(reader: Reader, until: tuple[str, ...]) -> Sequence_:
    """Commands up to a closing word or character of `until`, which is left in place, or to the end.

    With `until` empty, whatever closes nothing is a problem and is stepped over.
    """
    items: list[Pipeline] = []
    background: list[bool] = []
    while True:
        reader.newlines()
        if reader.pos >= reader.end or _closes(reader, until):
            break
        start = reader.pos
        try:
            items.append(_pipeline(reader))
            background.append(_separator(reader, until))
        except ShellSyntaxError as error:
            reader.problem(str(error))
            _recover(reader, start, until)
        del background[len(items) :]
        background += [False] * (len(items) - len(background))
    return Sequence_(items, background)


def _closes(reader: Reader, until: tuple[str, ...]) -> bool:
    """Whether what comes next ends the sequence."""
    char = reader.peek()
    if char == ")":
        return ")" in until or ";;" in until
    if char == ";":
        return ";;" in until and (reader.at(";;") or reader.at(";&"))
    return any(reserved(reader, closing) for closing in until if closing[0] not in ");")


def reserved(reader: Reader, name: str) -> bool:
    """Whether the reserved word `name` comes next, as a whole word."""
    if not reader.at(name):
        return False
    after = reader.text[reader.pos + len(name) : reader.pos + len(name) + 1]
    return not after or after in _WORD_ENDS


def _separator(reader: Reader, until: tuple[str, ...]) -> bool:
    """Steps over what separates two commands; whether it was `&`.

    Raises:
        ShellSyntaxError: nothing separates them.
    """
    reader.blanks()
    if reader.pos >= reader.end:
        return False
    char = reader.peek()
    if char == "\n":
        reader.newline()
        return False
    if reader.at("&&") or reader.at("||"):
        reader.pos += 2
        reader.newlines()
        if reader.pos >= reader.end or _closes(reader, until):
            raise ShellSyntaxError("nothing follows an operator")
        return False
    if char == "&":
        reader.pos += 1
        return True
    if char == ";" and not reader.at(";;") and not (reader.at(";&") and ";;" in until):
        reader.pos += 1
        return False
    if _closes(reader, until):
        return False
    raise ShellSyntaxError(f"unexpected {char!r}")


def _recover(reader: Reader, start: int, until: tuple[str, ...]) -> None:
    """Steps over the operators at the reader's place; always at least a character beyond `start`."""
    if reader.pos == start and not _closes(reader, until):
        reader.pos += 1
    while reader.pos < reader.end and reader.text[reader.pos] in ";|&<> \t" and not _closes(reader, until):
        reader.pos += 1


def _pipeline(reader: Reader) -> Pipeline:
    negated = False
    while True:
        reader.blanks()
        if reserved(reader, "!") or (reader.at("!(")):
            reader.pos += 1
            negated = not negated
        elif reserved(reader, "time"):
            before = reader.pos
            reader.pos += 4
            reader.blanks()
            for option in ("-p", "--"):
                if reserved(reader, option):
                    reader.pos += 2
                    reader.blanks()
            if reader.pos >= reader.end or reader.peek() in "\n;&|)":
                reader.pos = before
                return Pipeline([_simple(reader)], negated)
        else:
            break
    commands = [command(reader)]
    while True:
        reader.blanks()
        if not reader.at("|") or reader.at("||"):
            break
        reader.pos += 2 if reader.at("|&") else 1
        reader.newlines()
        commands.append(command(reader))
    return Pipeline(commands, negated)


def command(reader: Reader) -> Command:
    """A simple or compound command, or a function's definition.

    Raises:
        ShellSyntaxError: none begins here.
    """
    reader.blanks()
    first = reader.peek()
    if first == "(" or (first in "{[icfwsu" and any(reserved(reader, w) for w in OPENING)):
        made = compound(reader)
        made.redirects += redirects(reader)
        return made
    if first == "f" and reserved(reader, "function"):
        return _function(reader)
    if first == "c" and reserved(reader, "coproc"):
        reader.pos += 6
        reader.blanks()
        named = _COPROC_NAME.match(reader.text, reader.pos)
        if named:
            reader.pos = named.end()
        return Compound("coproc", [Sequence_([Pipeline([command(reader)], False)], [True])])
    for closing in _CLOSING:
        if reserved(reader, closing) and closing != "in":
            reader.pos += len(closing)
            raise ShellSyntaxError(f"unexpected {closing!r}")
    return _simple(reader)


def _function(reader: Reader) -> Function:
    reader.pos += len("function")
    reader.blanks()
    name = word(reader).plain() or ""
    reader.blanks()
    if reader.take("("):
        reader.blanks()
        if not reader.take(")"):
            raise ShellSyntaxError("a function's parentheses are not closed")
    return Function(name, function_body(reader))


def _simple(reader: Reader) -> Simple | Function:
    assignments: list[Assignment] = []
    words: list[Word] = []
    found: list[Redirect] = []
    start = reader.pos
    while True:
        reader.blanks()
        if reader.pos >= reader.end:
            break
        char = reader.text[reader.pos]
        if char in "\n;|)":
            break
        if char in "<>&0123456789{" and (redirect := _redirect(reader)):
            found.append(redirect)
            continue
        if char == "&":
            break
        if char == "(":
            if len(words) == 1 and not assignments and not found and (name := words[0].plain()):
                reader.pos += 1
                reader.blanks()
                if reader.take(")"):
                    return Function(name, function_body(reader))
            raise ShellSyntaxError("unexpected '('")
        assigned = _ASSIGNED.match(reader.text, reader.pos)
        if assigned and (not words or reader.text.startswith("(", assigned.end())):
            value = _assignment(reader, assigned)
            if words:  # declare -a name=(…): the values are words of the command
                words += [
                    Word([Text(assigned[0], False), *w.parts], w.start, w.end) for w in value.values or ()
                ]
            else:
                assignments.append(value)
        else:
            words.append(word(reader))
    if not (assignments or words or found):
        raise ShellSyntaxError(f"unexpected {reader.peek() or 'end'!r}")
    return Simple(assignments, words, found, start, reader.pos)


def _assignment(reader: Reader, assigned: re.Match[str]) -> Assignment:
    reader.pos = assigned.end()
    index = (assigned[2] or "")[1:-1]
    append = bool(assigned[3])
    if not reader.take("("):
        value = None
        if reader.pos < reader.end and (reader.peek() not in _WORD_ENDS or reader.peek(2) in ("<(", ">(")):
            value = word(reader)
        return Assignment(assigned[1], index, append, value, None)
    values: list[Word] = []
    while True:
        reader.newlines()
        if reader.take(")"):
            break
        if reader.pos >= reader.end:
            reader.problem("a list of values is not closed")
            break
        values.append(word(reader))
    return Assignment(assigned[1], index, append, None, values)


def redirects(reader: Reader) -> list[Redirect]:
    """The redirections at the reader's place."""
    found: list[Redirect] = []
    while True:
        reader.blanks()
        redirect = _redirect(reader) if reader.pos < reader.end else None
        if not redirect:
            return found
        found.append(redirect)


def _redirect(reader: Reader) -> Redirect | None:
    match = _REDIRECT.match(reader.text, reader.pos)
    if not match:
        return None
    op = match[2]
    if op in ("<", ">") and reader.text.startswith("(", match.end()):
        return None  # a process substitution, which is a word
    reader.pos = match.end()
    reader.blanks()
    start = reader.pos
    try:
        target = word(reader)
    except ShellSyntaxError:
        raise ShellSyntaxError(f"nothing follows {op!r}") from None
    redirect = Redirect(op, target, match[1] or "")
    if op in ("<<", "<<-"):
        raw = reader.text[start : reader.pos]
        delimiter = target.plain()
        quoted = any(c in raw for c in "'\"\\")
        reader.pending.append((redirect, raw if delimiter is None else delimiter, quoted))
        redirect.target = Word([Text("", True)], start, start)
    return redirect
