"""Requirements files of pip, with options, includes, hashes and continued lines.

Source: pip's documentation, "Requirements File Format" (26.x).
"""

import re
from collections.abc import Iterator

from fumehood.core.patterns import pattern
from fumehood.packages.mention import Item, Mention, Notice
from fumehood.packages.python_installers import Read, plain_http
from fumehood.packages.requirement import requirement

_OPTION = pattern(r"\s*(?P<name>--?[A-Za-z][\w-]*)(?:[= \t]+|(?<=-[rcei]))(?P<value>[^\s#]+)?")
_COMMENT = pattern(r"(?:^|\s)#.*")
_HASH = pattern(r"\s--(?:hash|global-option|install-option|config-settings?)\b.*", re.DOTALL)
_SENTENCE = pattern(r"(?![-#])[^\s;@=<>~!\[#\\]+\s+[^\s;@=<>~!\[#\\({]|[*=~^\-]{4,}|\.\. |\S+::$")
_ENOUGH = 20_000
_DEEPEST = 8


def requirement_lines(text: str, read: Read | None, depth: int = 0) -> Iterator[Item]:
    """What each line of a requirements file says; included files too when `read` gives their text."""
    if depth == 0 and _is_prose(text):
        return
    for start, line in _logical_lines(text):
        stripped = line.lstrip("\ufeff \t")
        if not stripped or stripped[0] == "#":
            continue
        at = start + len(line) - len(stripped)
        body = _COMMENT.sub("", stripped)
        if stripped.startswith("-"):
            yield from _option(body, at, read, depth)
        else:
            yield from requirement(_HASH.sub("", body), at, "requirement")


def included(text: str, start: int, end: int, read: Read | None, depth: int = 1) -> Iterator[Item]:
    """The mentions of an included file, all at the place where it is included."""
    from msgspec.structs import replace

    if depth > _DEEPEST:
        return
    for item in requirement_lines(text, read, depth):
        if isinstance(item, Mention):
            yield replace(item, start=start, end=end)


def _is_prose(text: str) -> bool:
    """Whether a file is a text that is only called like a requirements file (`docs/constraints.txt`)."""
    lines = [line.strip() for line in text[:_ENOUGH].split("\n")]
    lines = [line for line in lines if line and not line.startswith("#")]
    return 4 * sum(_SENTENCE.match(line) is not None for line in lines) > len(lines) > 0


def _option(body: str, at: int, read: Read | None, depth: int) -> Iterator[Item]:
    match = _OPTION.match(body)
    if match is None or match["value"] is None:
        return
    option, value = match["name"], match["value"].strip("\"'")
    start = at + match.start("value")
    end = start + len(match["value"])
    if option in ("-r", "--requirement", "-c", "--constraint"):
        yield Notice("include", start, end, value)
        text = read(value) if read and depth < _DEEPEST and "$" not in value else None
        if text is not None:
            yield from included(text, start, end, read, depth + 1)
    elif option in ("-e", "--editable"):
        yield from requirement(body[match.start("value") :], start, "requirement")
    elif option == "--extra-index-url":
        yield Notice("extra-index", start, end, value)
    elif option == "--trusted-host":
        yield Notice("untrusted-index", start, end, value)
    if option in ("-i", "--index-url", "--extra-index-url", "-f", "--find-links") and plain_http(value):
        yield Notice("untrusted-index", start, end, value)


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with those that a backslash continues; the joint stays two characters wide, so offsets hold."""
    position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        while text[position:end].rstrip("\r").endswith("\\") and end < len(text):
            after = text.find("\n", end + 1)
            end = len(text) if after < 0 else after
        line = text[position:end]
        if "\\" in line:
            line = line.replace("\\\r\n", "   ").replace("\\\n", "  ")
        yield position, line
        position = end + 1
