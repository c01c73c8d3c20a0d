"""A code block of a document, as spans of lines, to a child: prompts stripped, output left out."""

import re
from collections.abc import Iterator, Sequence

from fumehood.core.embedded.guess import guess
from fumehood.core.embedded.pieces import Pieces
from fumehood.core.embedded.tags import CONSOLE, PLAIN, PYCON
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

Span = tuple[int, int]

_DOLLAR = pattern(
    r"[ \t]*(?:\([^()\n]{1,40}\) ?)?(?:[\w.-]{1,40}@[\w.-]{1,60}[^\s$#]{0,80}|[\w./~-]{1,60})?[$❯➜»] "
)
_OTHER = pattern(
    r"[ \t]*(?:\([^()\n]{1,40}\) ?)?(?:[\w.-]{1,40}@[\w.-]{1,60}[^\n#%]{0,80}[#%]|\[[^\]\n]{1,80}\][#%$]|"
    r"(?:PS ?)?[A-Za-z]:[\\/][^\n>]{0,120}>|PS ?>|[%>#]) ?"
)
_PYTHON = pattern(r"[ \t]*(?:>>>|\.\.\.)(?: |(?=\r?\n|$))|[ \t]*(?:In \[\d{0,6}\]|   \.\.\.): ?")


def block(source: Source, lines: Sequence[Span], kind: str) -> Source | None:
    """The child made of the spans `lines` of `source.text` (line ends included), or None for plain text.

    `kind` is what `tags.language_of_tag` says of the block.
    """
    text = "".join(source.text[a:b] for a, b in lines)
    if not text.strip():
        return None
    if kind == PLAIN:
        kind = guess(text)
    if kind in (PLAIN, ""):
        return None
    spans: Sequence[Span] = lines
    if kind in ("shell", CONSOLE):
        spans = list(_after_prompts(source.text, lines, console=kind == CONSOLE)) or lines
        kind = "shell"
    elif kind == PYCON or (kind == "python" and text.lstrip().startswith(">>> ")):
        spans = list(_after(_PYTHON, source.text, lines)) or lines
        kind = "python"
    pieces = Pieces(source)
    for start, end in spans:
        pieces.copy(start, end)
    return pieces.child(kind)


def _after_prompts(text: str, lines: Sequence[Span], *, console: bool) -> Iterator[Span]:
    """The lines that a person typed, without their prompts; nothing when there is no prompt."""
    found = list(_after(_DOLLAR, text, lines))
    if not found and console:
        found = list(_after(_OTHER, text, lines))
    return iter(found)


def _after(prompt: "re.Pattern[str]", text: str, lines: Sequence[Span]) -> Iterator[Span]:
    continued = False
    for start, end in lines:
        match = prompt.match(text, start, end)
        if match:
            yield match.end(), end
        elif continued:
            yield start, end
        else:
            continue
        continued = text[start:end].rstrip().endswith("\\")
