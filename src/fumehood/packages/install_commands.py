"""Package names in shell text: the one place where commands are read, whatever file they stand in."""

from collections.abc import Iterator, Sequence

from fumehood.packages.invocation import invocations
from fumehood.packages.mention import Item, Mention, Notice
from fumehood.packages.node_installers import node_mentions
from fumehood.packages.placeholders import is_placeholder, is_sentence
from fumehood.packages.python_installers import Read, python_mentions
from fumehood.packages.shell_words import Command, Word, commands
from fumehood.packages.tools import TOOL, WRITTEN

_LONGEST = 1_000_000


def command_items(
    text: str, start: int = 0, end: int | None = None, read: Read | None = None
) -> Iterator[Item]:
    """What the install commands in `text` from `start` to `end` say; positions are those of `text`.

    Only the first million characters are read: longer scripts are data.
    """
    end = min(len(text) if end is None else end, start + _LONGEST)
    if not TOOL.search(text, start, end) and not WRITTEN.search(text, start, end):
        return
    for command in commands(text, start, end):
        yield from _of_command(command, text, read)


def word_items(words: Sequence[Word], read: Read | None = None) -> Iterator[Item]:
    """What one command, given as its words, says."""
    yield from _of_command(Command(tuple(words)), "", read)


def _of_command(command: Command, text: str, read: Read | None) -> Iterator[Item]:
    if is_sentence(command.words):
        return
    for words in invocations(command):
        for item in (*python_mentions(words, read), *node_mentions(words)):
            if isinstance(item, Notice) or not is_placeholder(item.name):
                yield item
    if command.body and text:
        yield from _document(command, text, read)


def _document(command: Command, text: str, read: Read | None) -> Iterator[Item]:
    """A here-document: more shell for a shell, a requirements file where it is written to one."""
    from fumehood.core.language import language_of

    start, end = command.body or (0, 0)
    name = command.words[0].text.rpartition("/")[2] if command.words else ""
    if name in ("bash", "sh", "zsh", "ssh", "sudo"):
        yield from command_items(text, start, end, read)
    elif command.target and language_of(command.target) == "requirements":
        from fumehood.packages.carriers.requirements import requirement_lines

        for item in requirement_lines(text[start:end], None):
            yield shifted(item, start)


def shifted(item: Item, by: int) -> Item:
    """The item `by` characters further on."""
    from msgspec.structs import replace

    if isinstance(item, Mention):
        return replace(item, start=item.start + by, end=item.end + by)
    return replace(item, start=item.start + by, end=item.end + by)
