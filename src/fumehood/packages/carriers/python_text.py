"""Where a string literal of a syntax tree stands in its source, in code points."""

import ast
from collections.abc import Iterable

from fumehood.core.source import Source
from fumehood.packages.shell_words import Word

_LONGEST = 4_000


def offset_of(source: Source, node: ast.expr) -> int:
    """The offset of the text of a string constant (behind its prefix and quotes), as near as can be told.

    A syntax tree counts columns in UTF-8 bytes and says nothing of escapes; the text is looked for.
    """
    starts = source.line_starts
    line = min(node.lineno, len(starts)) - 1
    start = starts[line]
    column = node.col_offset
    if not source.is_ascii:
        column = len(
            source.text[start : start + column]
            .encode("utf-8", "surrogatepass")[:column]
            .decode("utf-8", "ignore")
        )
    at = start + column
    value = getattr(node, "value", "")
    if isinstance(value, str) and value:
        end_line = min(node.end_lineno or node.lineno, len(starts))
        stop = starts[end_line] if end_line < len(starts) else len(source.text)
        found = source.text.find(value, at, stop)
        if found < 0:
            found = source.text.find(value.split("\n", 1)[0], at, stop)
        return found if found >= 0 else at
    return at


def string_words(source: Source, elements: Iterable[ast.expr]) -> list[Word]:
    """Elements of a list as the words of a command; what is no literal becomes a variable."""
    words = []
    for element in elements:
        if isinstance(element, ast.Constant) and isinstance(element.value, str):
            at = offset_of(source, element)
            words.append(Word(element.value, tuple(range(at, at + len(element.value))), quoted=True))
        elif isinstance(element, ast.JoinedStr):
            words.append(_formatted(source, element))
        elif isinstance(element, ast.Starred) and isinstance(element.value, ast.List | ast.Tuple):
            words += string_words(source, element.value.elts)
        else:
            at = offset_of(source, element)
            words.append(Word("$python" if _is_executable(element) else "$", (at,) * 7, dynamic=True))
    return words


def _is_executable(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "executable"


def _formatted(source: Source, node: ast.JoinedStr) -> Word:
    """An f-string as a word: its literal parts where they stand, `${}` for what is filled in."""
    parts: list[str] = []
    at: list[int] = []
    position = offset_of(source, node)
    for value in node.values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found = source.text.find(value.value, position, position + _LONGEST)
            start = found if found >= 0 else position
            parts.append(value.value)
            at += range(start, start + len(value.value))
            position = start + len(value.value)
        else:
            parts.append("${}")
            at += [position] * 3
    return Word("".join(parts), tuple(at), dynamic=True, quoted=True)
