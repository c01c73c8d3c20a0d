"""One word: quotes, escapes, and everything that begins with a dollar sign or a backquote."""

import re

from fumehood.commands.shell.escapes import decode
from fumehood.commands.shell.nodes import (
    Arithmetic,
    Parameter,
    Part,
    Process,
    Sequence_,
    Substitution,
    Text,
    Word,
)
from fumehood.commands.shell.reader import Reader, ShellSyntaxError

_PLAIN = re.compile(r"[^ \t\n\\'\"$`<>|&;()]+")
_QUOTED = re.compile(r'[^"\\$`]+')
_HEREDOC = re.compile(r"[^\\$`]+")
_BRACED = re.compile(r"[^}\\'\"$`]+")
_BRACED_IN_QUOTES = re.compile(r'[^}\\"$`]+')
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[-@*#?$!]")
_SHORT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[0-9]|[-@*#?$!]")
_OPERATOR = re.compile(r":[-=?+]|[-=?+]|##?|%%?|//?[#%]?|\^\^?|,,?|@[A-Za-z]|:|~~?")
_EXTGLOB = "?*+@!"


def word(reader: Reader, *, condition: bool = False) -> Word:
    """The word at the reader's place; `condition`: inside `[[ … ]]` after `=~`, where parentheses belong to it.

    Raises:
        ShellSyntaxError: no word begins here.
    """
    start = reader.pos
    parts: list[Part] = []
    text = reader.text
    while reader.pos < reader.end:
        plain = _PLAIN.match(text, reader.pos)
        if plain:
            parts.append(Text(plain[0], False))
            reader.pos = plain.end()
            continue
        char = text[reader.pos]
        if char == "\\":
            _escape(reader, parts)
        elif char == "'":
            parts.append(Text(_single(reader), True))
        elif char == '"':
            _double(reader, parts)
        elif char == "$":
            _dollar(reader, parts, quoted=False)
        elif char == "`":
            parts.append(_backquotes(reader, quoted=False))
        elif char in "<>" and text.startswith("(", reader.pos + 1) and not condition:
            parts.append(_process(reader))
        elif char == "(" and (condition or _opens_extglob(parts, reader)):
            _parenthesised(reader, parts)
        elif char in "|&" and condition:
            parts.append(Text(char, False))
            reader.pos += 1
        else:
            break
    if reader.pos == start:
        raise ShellSyntaxError(f"unexpected {reader.peek() or 'end'!r}")
    return Word(parts, start, reader.pos)


def heredoc_word(outer: Reader, body: str) -> Word:
    """The body of a here-document with an unquoted delimiter: expansions, no quotes."""
    reader = _inner(outer, body)
    parts: list[Part] = []
    while reader.pos < reader.end:
        plain = _HEREDOC.match(body, reader.pos)
        if plain:
            parts.append(Text(plain[0], True))
            reader.pos = plain.end()
        elif body[reader.pos] == "\\":
            _escape_in_quotes(reader, parts, "$`\\")
        elif body[reader.pos] == "$":
            _dollar(reader, parts, quoted=True)
        else:
            parts.append(_backquotes(reader, quoted=True))
    return Word(parts, 0, reader.end)


def arithmetic_word(outer: Reader, text: str) -> Word:
    """An arithmetic expression: like a double-quoted text, in which quotes do not matter."""
    outer.deeper()
    inner = heredoc_word(outer, text)
    outer.depth -= 1
    return inner


def _inner(outer: Reader, text: str) -> Reader:
    """A reader of a text inside the outer one's: shares the depth so far, the problems and the grammar."""
    reader = Reader(text)
    reader.depth = outer.depth
    reader.problems = outer.problems
    reader.sequence, reader.heredoc_word = outer.sequence, outer.heredoc_word
    return reader


def _escape(reader: Reader, parts: list[Part]) -> None:
    follows = reader.text[reader.pos + 1 : reader.pos + 2]
    reader.pos += 2 if follows else 1
    if follows != "\n":
        parts.append(Text(follows or "\\", True))
    elif not parts:
        parts.append(Text("", False))


def _escape_in_quotes(reader: Reader, parts: list[Part], special: str) -> None:
    follows = reader.text[reader.pos + 1 : reader.pos + 2]
    reader.pos += 2 if follows else 1
    if follows == "\n":
        return
    parts.append(Text(follows if follows and follows in special else "\\" + follows, True))


def _single(reader: Reader) -> str:
    stop = reader.text.find("'", reader.pos + 1)
    if stop < 0:
        reader.problem("a single quote is not closed")
        stop = reader.end
    inside = reader.text[reader.pos + 1 : stop]
    reader.pos = min(stop + 1, reader.end)
    return inside


def _ansi(reader: Reader) -> str:
    pos = reader.pos + 2
    text = reader.text
    while pos < reader.end and text[pos] != "'":
        pos += 2 if text[pos] == "\\" else 1
    if pos >= reader.end:
        reader.problem("a $' quote is not closed")
        pos = reader.end
    inside = text[reader.pos + 2 : pos]
    reader.pos = min(pos + 1, reader.end)
    return decode(inside)


def _double(reader: Reader, parts: list[Part]) -> None:
    reader.pos += 1
    before = len(parts)
    text = reader.text
    while reader.pos < reader.end:
        plain = _QUOTED.match(text, reader.pos)
        if plain:
            parts.append(Text(plain[0], True))
            reader.pos = plain.end()
            continue
        char = text[reader.pos]
        if char == '"':
            reader.pos += 1
            break
        if char == "\\":
            _escape_in_quotes(reader, parts, '$`"\\')
        elif char == "$":
            _dollar(reader, parts, quoted=True)
        else:
            parts.append(_backquotes(reader, quoted=True))
    else:
        reader.problem("a double quote is not closed")
    if len(parts) == before:
        parts.append(Text("", True))


def _dollar(reader: Reader, parts: list[Part], *, quoted: bool) -> None:
    text, follows = reader.text, reader.text[reader.pos + 1 : reader.pos + 2]
    if follows == "'" and not quoted:
        parts.append(Text(_ansi(reader), True))
    elif follows == '"' and not quoted:
        reader.pos += 1
        _double(reader, parts)
    elif follows == "(":
        parts.append(_parentheses(reader, quoted=quoted))
    elif follows == "[":
        stop = closing(reader, reader.pos + 2, "[]")
        if stop < 0:
            parts.append(Text("$", quoted))
            reader.pos += 1
            return
        inside = text[reader.pos + 2 : stop]
        reader.pos = stop + 1
        parts.append(Arithmetic(arithmetic_word(reader, inside), quoted))
    elif follows == "{":
        parts.append(_braced(reader, quoted=quoted))
    elif name := _SHORT_NAME.match(text, reader.pos + 1):
        reader.pos = name.end()
        parts.append(Parameter(name[0], quoted))
    else:
        parts.append(Text("$", quoted))
        reader.pos += 1


def _parentheses(reader: Reader, *, quoted: bool) -> Part:
    """`$((…))` when it closes as one, else `$(…)`."""
    text = reader.text
    if text.startswith("$((", reader.pos):
        stop = closing(reader, reader.pos + 3, "()")
        if stop >= 0 and text.startswith("))", stop):
            inside = text[reader.pos + 3 : stop]
            reader.pos = stop + 2
            return Arithmetic(arithmetic_word(reader, inside), quoted)
    reader.pos += 2
    return Substitution(_until_closed(reader), quoted)


def _process(reader: Reader) -> Process:
    direction = reader.peek()
    reader.pos += 2
    return Process(_until_closed(reader), direction)


def _until_closed(reader: Reader) -> Sequence_:
    reader.deeper()
    body = reader.sequence(reader, (")",))
    reader.depth -= 1
    reader.newlines()
    if not reader.take(")"):
        reader.problem("a parenthesis is not closed")
    return body


def _backquotes(reader: Reader, *, quoted: bool) -> Substitution:
    text, pos = reader.text, reader.pos + 1
    pieces: list[str] = []
    while pos < reader.end and text[pos] != "`":
        char = text[pos]
        if char == "\\" and pos + 1 < reader.end:
            escaped = text[pos + 1]
            pieces.append(escaped if escaped in ('$`\\"' if quoted else "$`\\") else char + escaped)
            pos += 2
        else:
            pieces.append(char)
            pos += 1
    if pos >= reader.end:
        reader.problem("a backquote is not closed")
    reader.pos = min(pos + 1, reader.end)
    inner = _inner(reader, "".join(pieces))
    inner.deeper()
    body = inner.sequence(inner, ())
    return Substitution(body, quoted)


def _braced(reader: Reader, *, quoted: bool) -> Part:
    """`${…}`."""
    text = reader.text
    if text[reader.pos + 2 : reader.pos + 3] in (" ", "\t", "\n", "|"):  # bash 5.3: ${ command; }
        reader.pos += 3
        reader.deeper()
        body = reader.sequence(reader, ("}",))
        reader.depth -= 1
        if not reader.take("}"):
            reader.problem("a brace is not closed")
        return Substitution(body, quoted)
    pos = reader.pos + 2
    length = text.startswith("#", pos) and text[pos + 1 : pos + 2] not in ("}", "", ":", "-", "%", "=", "+")
    indirect = text.startswith("!", pos) and text[pos + 1 : pos + 2] not in ("}", "")
    pos += length or indirect
    name = _NAME.match(text, pos)
    if not name:
        reader.problem("a ${ names no parameter")
        stop = text.find("}", pos)
        reader.pos = reader.end if stop < 0 else stop + 1
        return Parameter("", quoted)
    pos = name.end()
    index = ""
    if text.startswith("[", pos):
        stop = closing(reader, pos + 1, "[]")
        if stop > 0:
            index, pos = text[pos + 1 : stop], stop + 1
    operator = _OPERATOR.match(text, pos)
    op = operator[0] if operator else ""
    reader.pos = operator.end() if operator else pos
    arg = _braced_word(reader, quoted=quoted and op.lstrip(":") in ("-", "=", "+", "?"))
    parameter = Parameter(name[0], quoted, op=op, arg=arg, index=index, indirect=indirect, length=length)
    if not op and arg.parts:
        reader.problem("a ${ has an operator that no shell knows")
    return parameter


def _braced_word(reader: Reader, *, quoted: bool) -> Word:
    """What stands between the operator and the closing brace, which is stepped over."""
    reader.deeper()
    start, text, parts = reader.pos, reader.text, list[Part]()
    pattern = _BRACED_IN_QUOTES if quoted else _BRACED
    while reader.pos < reader.end:
        plain = pattern.match(text, reader.pos)
        if plain:
            parts.append(Text(plain[0], quoted))
            reader.pos = plain.end()
            continue
        char = text[reader.pos]
        if char == "}":
            break
        if char == "\\":
            _escape_in_quotes(reader, parts, '$`"\\}') if quoted else _escape(reader, parts)
        elif char == "'":
            parts.append(Text(_single(reader), True))
        elif char == '"':
            _double(reader, parts)
        elif char == "$":
            _dollar(reader, parts, quoted=quoted)
        else:
            parts.append(_backquotes(reader, quoted=quoted))
    stop = reader.pos
    if not reader.take("}"):
        reader.problem("a brace is not closed")
    reader.depth -= 1
    return Word(parts, start, stop)


def _opens_extglob(parts: list[Part], reader: Reader) -> bool:
    last = parts[-1] if parts else None
    return isinstance(last, Text) and not last.quoted and last.text[-1:] in tuple(_EXTGLOB) and reader.at("(")


def _parenthesised(reader: Reader, parts: list[Part]) -> None:
    """A pattern's `(…|…)`: kept as unquoted text, with the expansions in it."""
    depth = 0
    text = reader.text
    while reader.pos < reader.end:
        char = text[reader.pos]
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        if char in "()|&;<> \t\n":
            parts.append(Text(char, False))
            reader.pos += 1
            if depth == 0:
                return
        elif plain := _PLAIN.match(text, reader.pos):
            parts.append(Text(plain[0], False))
            reader.pos = plain.end()
        elif char == "\\":
            _escape(reader, parts)
        elif char == "'":
            parts.append(Text(_single(reader), True))
        elif char == '"':
            _double(reader, parts)
        elif char == "$":
            _dollar(reader, parts, quoted=False)
        else:
            parts.append(_backquotes(reader, quoted=False))
    reader.problem("a parenthesis in a pattern is not closed")


_SKIPPED = re.compile(r"\\.|'[^']*'|[^\\'()\[\]]+", re.DOTALL)


def closing(reader: Reader, pos: int, brackets: str) -> int:
    """Where the bracket closes that opened before `pos`, or -1; brackets in single quotes do not count.

    What all these looks ahead may cost is limited by the length of the text: many unclosed brackets would
    each cost a look to its end.
    """
    depth = 1
    text, end, began = reader.text, reader.end, pos
    opening, closed = brackets[0], brackets[1]
    while pos < end and pos - began < reader.lookahead:
        skipped = _SKIPPED.match(text, pos)
        if skipped:
            pos = skipped.end()
            continue
        char = text[pos]
        if char == opening:
            depth += 1
        elif char == closed:
            depth -= 1
            if depth == 0:
                reader.lookahead -= pos - began
                return pos
        pos += 1
    reader.lookahead -= pos - began
    return -1
