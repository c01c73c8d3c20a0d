"""Code blocks of reStructuredText: code directives, literal blocks after `::`, and doctest blocks."""

import re
from collections.abc import Iterator

from fumehood.core.embedded.blocks import Span, block
from fumehood.core.embedded.tags import CONSOLE, PLAIN, PYCON, language_of_tag
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_START = pattern(
    r"^(?P<indent>[ \t]*+)(?:(?:[-*+]|\d{1,9}[.)]|#\.) +)?"
    r"(?:\.\. (?P<directive>code-block|code|sourcecode|prompt|ipython|parsed-literal|literal|tab-code)::"
    r"[ \t]*(?P<tag>[^\s]{0,40})[^\n]*"
    r"|(?P<doctest>>>> )[^\n]*"
    r"|(?!\.\. )[^\n]*?\S?::[ \t]*)$",
    re.MULTILINE,
)
_OPTION = pattern(r"[ \t]*:[\w-]{1,40}:")
_LONGEST_LINE = 2000


def find(source: Source) -> Iterator[Source]:
    """The code blocks of a reStructuredText source, in their order."""
    text = source.text
    if "::" not in text and ">>> " not in text:
        return
    at = 0
    starts = source.line_starts
    for number in range(len(starts)):
        start = starts[number]
        if start < at:
            continue
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        line = text[start:end].rstrip("\r\n")
        if len(line) > _LONGEST_LINE or ("::" not in line and ">>> " not in line):
            continue
        match = _START.match(line)
        if match is None:
            continue
        indent = _columns(match["indent"])
        if match["doctest"]:
            lines, at = _run(source, number, indent, inclusive=True)
            kind = PYCON
        else:
            lines, at = _run(source, number + 1, indent + 1, inclusive=False)
            kind = _kind(match["directive"], match["tag"])
            while match["directive"] and lines and _OPTION.match(text, *lines[0]):
                del lines[0]
        child = block(source, _dedent(text, lines), kind) if lines else None
        if child is not None:
            yield child


def _kind(directive: str | None, tag: str | None) -> str:
    if directive == "prompt":
        return language_of_tag(tag or CONSOLE)
    return language_of_tag(tag) if directive and tag else PLAIN


def _run(source: Source, number: int, least: int, *, inclusive: bool) -> tuple[list[Span], int]:
    """The lines from index `number` that are blank or indented by `least` columns, and where they end.

    With `inclusive`, a blank line ends the run (a doctest block).
    """
    text, starts = source.text, source.line_starts
    lines: list[Span] = []
    while number < len(starts):
        start = starts[number]
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        line = text[start:end]
        if not line.strip():
            if inclusive:
                break
        elif _columns(line[: len(line) - len(line.lstrip(" \t"))]) < least:
            break
        lines.append((start, end))
        number += 1
    return lines, lines[-1][1] if lines else 0


def _dedent(text: str, lines: list[Span]) -> list[Span]:
    """The same lines without the white space that all of them begin with."""
    widths = [b - a - len(text[a:b].lstrip(" \t")) for a, b in lines if text[a:b].strip()]
    cut = min(widths, default=0)
    return [(min(a + cut, b), b) if text[a:b].strip() else (max(a, b - 1), b) for a, b in lines]


def _columns(blank: str) -> int:
    return len(blank.expandtabs(8))
