"""A notebook cell taken apart: the Python, and the lines that IPython hands to a shell."""

import re

from msgspec import Struct

from fumehood.core.embedded.pieces import Pieces
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_MAGIC = pattern(r"^[ \t]*(?P<mark>!!?|%(?=[A-Za-z])|\?)(?P<rest>[^\n]*)", re.MULTILINE)
_CELL_MAGIC = pattern(r"\s*%%(?P<name>\w+|!)[^\n]*\n?")
_ASSIGNED = pattern(
    r"^[ \t]*[A-Za-z_][\w., ]{0,80}= *(?P<mark>!|%(?=[A-Za-z]))(?P<rest>[^\n]*)", re.MULTILINE
)
_HELP = pattern(r"^(?P<mark>)[^\n#'\"]{1,80}\?\??[ \t]*$", re.MULTILINE)
_SHELL_MAGIC = pattern(r"(?:sx|system|sc)\b ?|(?=(?:pip3?|uv|conda|mamba|micromamba)\b)")
_OF_CELL = {
    "bash": "shell", "sh": "shell", "zsh": "shell", "script": "shell", "system": "shell", "sx": "shell", "!": "shell",
    "javascript": "javascript", "js": "javascript", "html": "html", "HTML": "html", "markdown": "markdown",
    "powershell": "powershell", "pwsh": "powershell", "sql": "sql",
}  # fmt: skip
_PYTHON_CELL = frozenset(
    {
        "time",
        "timeit",
        "capture",
        "prun",
        "memit",
        "mprun",
        "python",
        "python3",
        "py",
        "pypy",
        "scalene",
        "debug",
    }
)


class Cell(Struct, frozen=True):
    """One cell of `code`: its span, what of it is no Python, and its other documents.

    `blanks` are spans in order. With `python` false the whole cell is something else.
    """

    start: int
    end: int
    python: bool = True
    blanks: tuple[tuple[int, int], ...] = ()
    others: tuple[tuple[str, tuple[tuple[int, int], ...]], ...] = ()


def separate(code: Source, start: int, end: int) -> Cell:
    """Takes the cell apart that stands from `start` to `end` in `code` (the decoded cells of a notebook)."""
    text = code.text[start:end]
    first = _CELL_MAGIC.match(text)
    blanks: list[tuple[int, int]] = []
    if first:
        if first["name"] not in _PYTHON_CELL:
            language = _OF_CELL.get(first["name"])
            body = ((start + first.end(), end),)
            return Cell(start, end, python=False, others=((language, body),) if language else ())
        blanks.append((start, start + len(first[0].rstrip("\n"))))
    commands: list[tuple[int, int]] = []
    magics = (
        [*_MAGIC.finditer(text), *_ASSIGNED.finditer(text)]
        if "!" in text or "%" in text or "?" in text
        else []
    )
    for match in magics:
        stop = match.end()
        while text[match.start() : stop].endswith("\\") and stop < len(text):
            after = text.find("\n", stop + 1)
            stop = len(text) if after < 0 else after
        rest = match.start("rest")
        if match["mark"].startswith("!"):
            commands.append((start + rest, start + min(stop + 1, len(text))))
        elif match["mark"] == "%" and (named := _SHELL_MAGIC.match(text, rest)):
            commands.append((start + named.end(), start + min(stop + 1, len(text))))
        blanks.append((start + match.start("mark"), start + stop))
    if "?" in text:
        blanks += [(start + m.start(), start + m.end()) for m in _HELP.finditer(text)]
    others = (("shell", tuple(sorted(commands))),) if commands else ()
    return Cell(start, end, blanks=tuple(sorted(blanks)), others=others)


def add_python(pieces: Pieces, cell: Cell) -> None:
    """Adds the cell's Python: magics become blanks, with a `0` where a block or an assignment needs something."""
    text, at = pieces.source.text, cell.start
    for start, end in cell.blanks:
        if start < at:
            continue
        pieces.copy(at, start)
        if text[start - 1 : start] not in ("", "\n") and start > cell.start:
            pieces.put("0", start)
            start += 1  # noqa: PLW2901 - the filler stands on the magic's first character
        while (line_end := text.find("\n", start, end)) >= 0:
            pieces.blank(start, line_end)
            pieces.copy(line_end, line_end + 1)
            start = line_end + 1  # noqa: PLW2901
        pieces.blank(start, end)
        at = end
    pieces.copy(at, cell.end)


def other_documents(code: Source, cell: Cell) -> list[Source]:
    """The cell's documents that are no Python."""
    found = []
    for language, spans in cell.others:
        pieces = Pieces(code)
        for start, end in spans:
            pieces.copy(start, end)
        if pieces.text().strip():
            found.append(pieces.child(language))
    return found
