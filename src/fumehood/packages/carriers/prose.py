"""Install commands in documents, outside of their blocks of code: inline code, and lines behind a prompt.

Nothing else in a sentence is a command: "pip install the package" names nothing.
"""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.install_commands import command_items
from fumehood.packages.mention import Item
from fumehood.packages.tools import TOOL

_INLINE = pattern(r"(?<!`)(?P<marks>`{1,2})(?!`)(?P<code>[^`\n]{3,400})(?P=marks)(?!`)")
_ELEMENT = pattern(r"<(?:code|kbd|pre|tt|samp)\b[^<>\n]{0,200}>(?P<code>[^<]{3,2000})<", re.IGNORECASE)
_PROMPT = pattern(r"^[ \t>]*(?:\([\w.-]{1,40}\) )?\$ (?P<code>[^\n]{3,1000})", re.MULTILINE)


def prose_items(text: str, language: str) -> Iterator[Item]:
    """What the inline commands of a document say."""
    if not TOOL.search(text):
        return
    for match in _INLINE.finditer(text):
        yield from _code(text, match)
    if language in ("html", "markdown"):
        for match in _ELEMENT.finditer(text):
            yield from _code(text, match)
    if language != "html":
        for match in _PROMPT.finditer(text):
            yield from _code(text, match)


def _code(text: str, match: "re.Match[str]") -> Iterator[Item]:
    start, end = match.span("code")
    if match["code"].startswith("$ "):
        start += 2
    if TOOL.search(text, start, end):
        yield from command_items(text, start, end)
