"""Reads syntax that is newer than Python 3.11: PEP 701 f-strings, PEP 695 type parameters, and the like.

Each newer construct is overwritten by an older one of the same length in bytes and lines, so that every
position in the tree stays right. An f-string becomes a placeholder that names its number; once the rest
is parsed, its fields are parsed on their own and spliced back in.
"""

import ast
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from msgspec import Struct

from fumehood.core.patterns import pattern

_FIRST_MARK = 0xE000  # private use: one character of three bytes, as short as the shortest f-string body
_MARKS = 0x1900
_MARK = pattern("[\ue000-\uf8ff]X*(?:\\\\?\nX*)*")
_DEEPEST = 20
_TOKEN = pattern(
    r"""(?P<comment>\#[^\n]*)
      | (?P<prefix>(?<![\w.])[rRbBuUfFtT]{0,2})(?P<quote>\"{3}|'{3}|\"|')
      | (?P<open>[\[({])
      | (?P<close>[\])}])""",
    re.VERBOSE,
)
_DEBUG_END = pattern(r"=\s*+(?=[}!:])")
_GENERIC = pattern(r"(?m)^([ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+\w+[ \t]*)\[")
_GENERIC_ALIAS = pattern(r"(?m)(\btype;[ \t]*\w+[ \t]*)\[")
_ALIAS = pattern(r"(?m)(^[ \t]*|[:;][ \t]*)type([ \t]+)(\w+[ \t]*)(\[|=(?!=))")
_EXCEPT = pattern(r"(?m)^([ \t]*except\*?[ \t]+)([\w.]+(?:[ \t]*,[ \t]*[\w.]+)+)([ \t]*:)")


class LoweringError(Exception):
    """The text is not newer Python either, or cannot be rewritten in place."""


class _Field(Struct):
    """A replacement field: where its expression starts and ends, its conversion, and its format."""

    start: int
    end: int
    conversion: int = -1
    debug: str = ""
    spec: "list[str | _Field] | None" = None


class _Formatted(Struct):
    """An f-string: the span with prefix and quotes, whether it is raw, and its parts."""

    start: int
    end: int
    body: int
    raw: bool
    quote: str
    parts: list[str | _Field]


def lowered(text: str, depth: int = 0) -> ast.Module:
    """The tree of `text`, whose positions are right for `text`.

    Raises:
        SyntaxError: what remains after lowering is no Python.
        LoweringError: nothing here is newer syntax, or it cannot be rewritten.
    """
    strings = list(_formatted_strings(text))
    if len(strings) >= _MARKS or depth > _DEEPEST or _MARK.search(text):
        raise LoweringError("too many f-strings")
    pieces, last = [], 0
    for number, string in enumerate(strings):
        pieces += [text[last : string.start], _placeholder(text, string, chr(_FIRST_MARK + number))]
        last = string.end
    plain = _older_statements("".join([*pieces, text[last:]]))
    if plain == text:
        raise LoweringError("nothing to lower")
    tree = ast.parse(plain)
    return _Splicer(text, strings, depth).visit_all(tree)


def _older_statements(text: str) -> str:
    text = _EXCEPT.sub(lambda m: m[1] + m[2].replace(",", "|") + m[3], text)
    text = _ALIAS.sub(lambda m: f"{m[1]}type;{m[2][1:]}{m[3]}{m[4]}", text)
    for one in (_GENERIC, _GENERIC_ALIAS):
        pieces, last = [], 0
        for m in one.finditer(text):
            if m.end() > last:
                end = _closing(text, m.end())
                pieces += [text[last : m.end() - 1], _blank(text[m.end() - 1 : end])]
                last = end
        text = "".join([*pieces, text[last:]])
    return text


def _blank(text: str) -> str:
    """Spaces for each byte; a line end stays, behind a backslash that joins the lines."""
    return re.sub(
        r"[^\n]\n|[^\n]",
        lambda m: "\\\n" if m[0][-1] == "\n" else " " * len(m[0].encode("utf-8", "replace")),
        text,
    )


def _closing(text: str, start: int) -> int:
    """The offset behind the bracket that closes the one just before `start`."""
    depth, at = 1, start
    while m := _TOKEN.search(text, at):
        at = m.end()
        if m["quote"]:
            at = _string_end(text, m.end(), m["quote"])
        elif m["open"]:
            depth += 1
        elif m["close"]:
            depth -= 1
            if depth == 0:
                return at
    raise LoweringError("unclosed bracket")


def _string_end(text: str, at: int, quote: str) -> int:
    """The offset behind the closing quote of a plain string whose body starts at `at`."""
    pattern = _STRING_END[quote]
    m = pattern.match(text, at)
    if m is None:
        raise LoweringError("unclosed string")
    return m.end()


_STRING_END = {
    '"': re.compile(r'(?:[^"\\\n]|\\[\s\S])*"'),
    "'": re.compile(r"(?:[^'\\\n]|\\[\s\S])*'"),
    '"""': re.compile(r'(?:[^"\\]|\\[\s\S]|"(?!""))*"""'),
    "'''": re.compile(r"(?:[^'\\]|\\[\s\S]|'(?!''))*'''"),
}


def _formatted_strings(text: str) -> Iterator[_Formatted]:
    at = 0
    while m := _TOKEN.search(text, at):
        at = m.end()
        if not m["quote"]:
            continue
        prefix = m["prefix"].lower()
        if "f" in prefix or "t" in prefix:
            parts, at = _parts(text, m.end(), m["quote"], 0)
            yield _Formatted(m.start(), at, m.end(), "r" in prefix, m["quote"], parts)
        else:
            at = _string_end(text, m.end(), m["quote"])


def _parts(text: str, at: int, quote: str, depth: int) -> tuple[list[str | _Field], int]:
    """The parts of an f-string's body from `at`, and the offset behind its closing quote.

    With an empty `quote` it is a format specification, which ends before its closing brace.
    """
    if depth > _DEEPEST:
        raise LoweringError("f-strings nested too deeply")
    parts: list[str | _Field] = []
    literal = at
    size = len(text)
    while at < size:
        c = text[at]
        if quote and text.startswith(quote, at):
            parts.append(text[literal:at])
            return parts, at + len(quote)
        if c == "\\":
            at += 2
            if text.startswith("N{", at - 1):
                at = text.find("}", at) + 1 or size
        elif c == "{" and not (quote and text.startswith("{{", at)):
            parts.append(text[literal:at])
            field, at = _field(text, at + 1, depth + 1)
            parts.append(field)
            literal = at
        elif c == "}" and not quote:
            parts.append(text[literal:at])
            return parts, at
        elif c == "\n" and len(quote) == 1:
            break
        else:
            at += 2 if text.startswith(("{{", "}}"), at) else 1
    raise LoweringError("unclosed f-string")


def _field(text: str, start: int, depth: int) -> tuple[_Field, int]:
    """The replacement field whose expression starts at `start`, and the offset behind its brace."""
    at, nesting = start, 0
    field = _Field(start, -1)
    while at < len(text):
        m = _TOKEN.match(text, at)
        if m and m["quote"]:
            prefix = m["prefix"].lower()
            if "f" in prefix or "t" in prefix:
                if depth > _DEEPEST:
                    raise LoweringError("f-strings nested too deeply")
                _, at = _parts(text, m.end(), m["quote"], depth + 1)
            else:
                at = _string_end(text, m.end(), m["quote"])
            continue
        if m and m["comment"]:
            at = m.end()
            continue
        c = text[at]
        if c in "([{":
            nesting += 1
        elif nesting:
            nesting -= c in ")]}"
        elif c in "}:" or (c == "!" and not text.startswith("!=", at)) or (c == "=" and _is_debug(text, at)):
            return _field_end(text, at, field, depth)
        at += 1
    raise LoweringError("unclosed replacement field")


def _is_debug(text: str, at: int) -> bool:
    """Whether the `=` at `at` ends the expression of a self-documenting field."""
    if text[at - 1] in "=!<>" or text.startswith("==", at):
        return False
    return _DEBUG_END.match(text, at) is not None


def _field_end(text: str, at: int, field: _Field, depth: int) -> tuple[_Field, int]:
    field.end = at
    if text[at] == "=":
        m = _DEBUG_END.match(text, at)
        at = m.end() if m else at + 1
        field.debug, field.conversion = text[field.start : at], ord("r")
    if text[at] == "!":
        field.conversion = ord(text[at + 1 : at + 2] or " ")
        at += 2
        while text[at : at + 1].isspace():
            at += 1
    if text[at : at + 1] == ":":
        if field.debug and text[field.end] == "=" and text[at - 1] != "r":
            field.conversion = -1
        field.spec, at = _parts(text, at + 1, "", depth)
    if text[at : at + 1] != "}":
        raise LoweringError("unclosed replacement field")
    return field, at + 1


def _placeholder(text: str, string: _Formatted, mark: str) -> str:
    """A plain f-string that holds only `mark`, with the same bytes and line ends as the original."""
    body = text[string.body : string.end - len(string.quote)]
    if len(body.encode("utf-8", "replace")) < 3:
        return text[string.start : string.end]
    filler = [*re.sub(r"[^\n]", lambda m: "X" * len(m[0].encode("utf-8", "replace")), body)]
    if len(string.quote) == 1 and "\n" in filler:
        return _bracketed(text[string.start : string.end], mark)
    if filler[:3] != ["X", "X", "X"]:
        raise LoweringError("an f-string that starts with a line end")
    filler[:3] = [mark]
    prefix = text[string.start : string.body - len(string.quote)]
    return prefix.replace("t", "f").replace("T", "F") + string.quote + "".join(filler) + string.quote


def _bracketed(string: str, mark: str) -> str:
    """A placeholder for a single-quoted f-string whose fields have line ends: brackets around a short one."""
    lines = [" " * len(line.encode("utf-8", "replace")) for line in string.split("\n")]
    for i, line in enumerate(lines):
        first, last = i == 0, i == len(lines) - 1
        room = len(line) - first - last
        if room >= 6:
            start = 1 if first else 0
            lines[i] = " " * start + f'f"{mark}"' + line[start + 6 :]
            break
    else:
        raise LoweringError("an f-string with short lines only")
    lines[0] = "(" + lines[0][1:]
    lines[-1] = lines[-1][:-1] + ")"
    return "\n".join(lines)


class _Splicer:
    """Puts the parsed fields where the placeholders are."""

    def __init__(self, text: str, strings: list[_Formatted], depth: int) -> None:
        self.text, self.strings, self.depth = text, strings, depth
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def visit_all(self, tree: ast.Module) -> ast.Module:
        """`tree`, in which each placeholder is the f-string that it stands for."""
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                node.values = [new for value in node.values for new in self.restored(value)]
        return tree

    def restored(self, value: ast.expr) -> Iterator[ast.expr]:
        """The parts that stand for `value`: itself, unless it holds placeholders."""
        if not (
            isinstance(value, ast.Constant) and isinstance(value.value, str) and _MARK.search(value.value)
        ):
            yield value
            return
        last = 0
        for m in _MARK.finditer(value.value):
            if m.start() > last:
                yield _constant(value.value[last : m.start()], value)
            string = self.strings[ord(m[0][0]) - _FIRST_MARK]
            yield from self.parsed(string.parts, value, string)
            last = m.end()
        if last < len(value.value):
            yield _constant(value.value[last:], value)

    def parsed(self, parts: list[str | _Field], like: ast.expr, string: _Formatted) -> Iterator[ast.expr]:
        """The syntax nodes of an f-string's parts."""
        for part in parts:
            if isinstance(part, str):
                if part:
                    yield _constant(_unescaped(part, string), like)
                continue
            if part.debug:
                yield _constant(part.debug, like)
            spec = None
            if part.spec is not None:
                spec = ast.JoinedStr([*self.parsed(part.spec, like, string)])
                ast.copy_location(spec, like)
            node = ast.FormattedValue(self.expression(part), part.conversion, spec)
            yield ast.copy_location(node, like)

    def expression(self, field: _Field) -> ast.expr:
        """The field's expression, with its positions in the whole text."""
        source = f"({self.text[field.start : field.end]}\n)"
        try:
            tree = ast.parse(source)
        except SyntaxError:
            tree = lowered(source, self.depth + 1)
        if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
            raise LoweringError("no expression in a replacement field")
        line = bisect_right(self.starts, field.start) - 1
        begin = self.starts[line]
        column = len(self.text[begin : field.start].encode("utf-8", "replace")) - 1
        for node in ast.walk(tree.body[0].value):
            if isinstance(node, ast.expr | ast.keyword | ast.arg):
                node.col_offset += column if node.lineno == 1 else 0
                if node.end_lineno == 1 and node.end_col_offset is not None:
                    node.end_col_offset += column
                node.lineno += line
                node.end_lineno = (node.end_lineno or node.lineno) + line
        return tree.body[0].value


def _constant(value: str, like: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Constant(value), like)


def _unescaped(text: str, string: _Formatted) -> str:
    text = text.replace("{{", "{").replace("}}", "}")
    if string.raw or "\\" not in text:
        return text
    quote = string.quote if len(string.quote) == 3 else string.quote * 3
    value: Callable[[str], object] = ast.literal_eval
    try:
        return str(value(f"{quote}{text} {quote}"))[:-1]
    except (SyntaxError, ValueError):
        return text
