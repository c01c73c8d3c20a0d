"""The one entry: text in, tree out, never an exception."""

import re

from fumehood.commands.shell.grammar import sequence
from fumehood.commands.shell.nodes import Sequence_, Tree
from fumehood.commands.shell.reader import Reader, TooDeepError
from fumehood.commands.shell.words import heredoc_word

LONGEST = 2_000_000  # code points; what is longer is not read at all
PRIVATE = (
    "\U0010fff0\U0010fff1\U0010fff2\U0010fff3"  # the expansion's own marks; no text may bring them along
)
_BROKEN = re.compile(r"\$(?:\\\n)+")
_FORBIDDEN = dict.fromkeys(map(ord, PRIVATE), "\ufffd") | {0: None}


def parse(text: str, depth: int = 0) -> Tree:
    """The tree of a text, with its problems; `depth` is how deep the text itself is nested in another."""
    if len(text) > LONGEST:
        return Tree(Sequence_([], []), text[:LONGEST], [f"the command is longer than {LONGEST:,} characters"])
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
    if "$\\\n" in text:  # a line that goes on within an expansion; elsewhere the words take care of it
        text = _BROKEN.sub("$", text)
    if not text.isprintable():
        text = text.translate(_FORBIDDEN)
    reader = Reader(text)
    reader.depth = depth
    reader.sequence, reader.heredoc_word = sequence, heredoc_word
    try:
        body = sequence(reader, ())
    except (TooDeepError, RecursionError):
        return Tree(Sequence_([], []), text, ["it is nested too deeply to follow"])
    for redirect, delimiter, _ in reader.pending:
        del redirect, delimiter  # bash ends such a here-document at the end of the text
    return Tree(body, text, reader.problems)
