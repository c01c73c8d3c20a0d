r"""Characters written as escapes: percent, `\u`, `\x`, HTML entities."""

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from fumehood.core.patterns import pattern
from fumehood.injection.decode.decoding import Decoding
from fumehood.injection.decode.plausible import is_language

_PERCENT = pattern(r"[^\s<>\"'`()]{0,200}%[0-9A-Fa-f]{2}[^\s<>\"'`()]{0,4000}")
_UNICODE = pattern(
    r"(?:\\u\{?[0-9A-Fa-f]{4,6}\}?[ ]?|\\U[0-9A-Fa-f]{8}[ ]?|\\x[0-9A-Fa-f]{2}[ ]?|[uU]\+[0-9A-Fa-f]{4,6}[ ]){6,}"
)
_ONE = pattern(
    r"\\u\{?([0-9A-Fa-f]{4,6})\}?|\\U([0-9A-Fa-f]{8})|\\x([0-9A-Fa-f]{2})|[uU]\+([0-9A-Fa-f]{4,6})|(.)",
    re.DOTALL,
)
_ENTITIES = pattern(r"(?:&\#x?[0-9A-Fa-f]{2,6};[ ]?){5,}")
_FEWEST = 4


def find(text: str) -> Iterator[Decoding]:
    """The stretches of `text` that are written in escapes."""
    if "%" in text:
        for found in _PERCENT.finditer(text):
            if (found[0].count("%") >= _FEWEST and "%20" in found[0]) or found[0].count("%") * 3 > len(
                found[0]
            ) // 2 > 6:
                decoded = unquote(found[0], errors="replace").replace("+", " ")
                if is_language(decoded):
                    yield Decoding("percent", found.start(), found.end(), decoded)
    if "\\" in text or "U+" in text or "u+" in text:
        for found in _UNICODE.finditer(text):
            decoded = "".join(_character(m) for m in _ONE.finditer(found[0]))
            if is_language(decoded):
                yield Decoding("escapes", found.start(), found.end(), decoded)
    if "&#" in text:
        for found in _ENTITIES.finditer(text):
            decoded = html.unescape(found[0])
            if is_language(decoded):
                yield Decoding("entities", found.start(), found.end(), decoded)


def _character(found: "re.Match[str]") -> str:
    if found[5] is not None:
        return "" if found[5] == " " else found[5]
    code = int(found[1] or found[2] or found[3] or found[4], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
