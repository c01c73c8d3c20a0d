"""Commands of a Dockerfile: RUN, CMD and ENTRYPOINT in each of their forms, and files made by COPY <<EOF.

Source: the Dockerfile reference (syntax docker/dockerfile 1.4 and later).
"""

import re
from collections.abc import Iterator

from fumehood.core.embedded.json_strings import TOKEN, copy_string, value_of
from fumehood.core.embedded.pieces import Pieces
from fumehood.core.language import language_of
from fumehood.core.patterns import pattern
from fumehood.core.source import Source

_INSTRUCTION = pattern(
    r"[ \t]*(?:ONBUILD[ \t]+|HEALTHCHECK[ \t]+(?:--\S+[ \t]+)*)?(?P<word>[A-Za-z]+)(?=[ \t])", re.IGNORECASE
)
_FLAGS = pattern(r"(?:[ \t]*+--[a-z]+(?:=\S*+)?(?=\s)(?:[ \t]*+\\[ \t]*+\r?\n)?)*[ \t]*+")
_HEREDOC = pattern(r"<<(?P<dash>-?)(?P<quote>[\"']?)(?P<word>\w{1,60})(?P=quote)")
_ESCAPE = pattern(r"\A(?:[ \t]*#[^\n]*\n)*?[ \t]*#[ \t]*escape[ \t]*=[ \t]*(?P<mark>[\\`])", re.IGNORECASE)
_COMMANDS = frozenset({"run", "cmd", "entrypoint"})
_COMMENT = pattern(r"[ \t]*#")
_PLAIN_WORD = pattern(r"[\w@%+=:,./<>~^!\[\]*?-]+")
_INTERPRETERS = ("python", "node")


def find(source: Source) -> Iterator[Source]:
    """One document for each command: shell, or what a here-document holds."""
    text = source.text
    escape = (m["mark"] if (m := _ESCAPE.match(text)) else None) or "\\"
    position = 0
    while position < len(text):
        instruction = _INSTRUCTION.match(text, position)
        lines, position = _logical(text, position, escape)
        if instruction is None or not lines:
            continue
        word = instruction["word"].lower()
        if word not in _COMMANDS and word not in ("copy", "add"):
            continue
        first = lines[0]
        lines[0] = (min(instruction.end(), first[1]), first[1])
        command = "".join(text[a:b] for a, b in lines)
        documents, position = _heredocs(text, command, position) if "<<" in command else ([], position)
        if word not in _COMMANDS:
            yield from _copied(source, command, documents)
            continue
        flags = _FLAGS.match(text, lines[0][0])
        start = flags.end() if flags else lines[0][0]
        lines = [(max(a, start), b) for a, b in lines if b > start]
        yield from _command(source, lines, escape, documents)


def _command(
    source: Source, lines: list[tuple[int, int]], escape: str, documents: list[tuple[int, int]]
) -> Iterator[Source]:
    text = source.text
    command = "".join(text[a:b] for a, b in lines)
    pieces = Pieces(source)
    if command.lstrip().startswith("["):
        _exec_form(pieces, lines)
    else:
        for start, end in lines:
            _copy_line(pieces, start, end, escape)
    before = command.partition("<<")[0].strip().rpartition("/")[2]
    for start, end in documents:
        language = "shell"
        if before.startswith(_INTERPRETERS):
            language = "python" if before.startswith("python") else "javascript"
        elif before.startswith(("cat", "tee")):
            language = language_of(
                command.partition(">>" if ">>" in command else "> ")[2].strip().split(" ")[0] or "x"
            )
        yield source.slice(start, end, language)
    if pieces.text().strip() and not (documents and not before):
        yield pieces.child("shell")


def _copied(source: Source, command: str, documents: list[tuple[int, int]]) -> Iterator[Source]:
    """Files written out in the Dockerfile, by the name of where they go."""
    target = command.rsplit(maxsplit=1)[-1] if command.split() else ""
    for (start, end), heredoc in zip(documents, _HEREDOC.finditer(command), strict=False):
        name = heredoc["word"] if target.endswith("/") else target
        yield source.slice(start, end, language_of(name))


def _logical(text: str, position: int, escape: str) -> tuple[list[tuple[int, int]], int]:
    """The physical lines of one instruction, comments left out, and where the next one begins."""
    lines: list[tuple[int, int]] = []
    while position < len(text):
        after = text.find("\n", position) + 1 or len(text)
        line = text[position:after]
        comment = _COMMENT.match(line) or not line.strip()
        if not comment:
            lines.append((position, after))
        elif not lines:
            return [], after
        position = after
        if not comment and not line.rstrip().endswith(escape):
            break
    return lines, position


def _heredocs(text: str, command: str, position: int) -> tuple[list[tuple[int, int]], int]:
    """The bodies of the here-documents that `command` opens, and where the last one ends."""
    bodies = []
    for heredoc in _HEREDOC.finditer(command):
        tabs = "\t*" if heredoc["dash"] else ""
        end = re.compile(rf"^{tabs}{heredoc['word']}\r?$", re.MULTILINE).search(text, position)
        stop = end.start() if end else len(text)
        bodies.append((position, stop))
        position = min(len(text), end.end() + 1) if end else len(text)
        if end is None:
            break
    return bodies, position


def _copy_line(pieces: Pieces, start: int, end: int, escape: str) -> None:
    if escape == "\\":
        pieces.copy(start, end)
        return
    line = pieces.source.text[start:end]
    body = line.rstrip()
    if body.endswith(escape):  # a Windows image continues lines with a backtick
        pieces.copy(start, start + len(body) - 1)
        pieces.put("\\\n", start + len(body) - 1)
    else:
        pieces.copy(start, end)


def _exec_form(pieces: Pieces, lines: list[tuple[int, int]]) -> None:
    """Adds the strings of a JSON list as the words of a command, quoted where a shell would need it."""
    text = pieces.source.text
    for start, end in lines:
        for token in TOKEN.finditer(text, start, end):
            if text[token.start()] != '"':
                continue
            if len(pieces):
                pieces.put(" ", token.start())
            word = value_of(text, *token.span())
            if _PLAIN_WORD.fullmatch(word):
                copy_string(pieces, *token.span())
                continue
            pieces.put("'", token.start())
            if "'" in word:
                pieces.put(word.replace("'", "'\\''"), token.start())
            else:
                copy_string(pieces, *token.span())
            pieces.put("'", token.end() - 1)
