"""Which names `check package` is asked about: typed, listed on standard input, or named in files and commands."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from fumehood.core.errors import UsageError
from fumehood.packages.names import Name, normalise, parse

if TYPE_CHECKING:
    from fumehood.core.source import Source
    from fumehood.packages.mention import Mention


class Asked(Struct, frozen=True):
    """One name to answer for. `by_address` means that it is installed from an address or a folder."""

    name: Name
    by_address: bool = False


class Asking(Struct):
    """All names in the order given, and what could not be read of the files that name them."""

    names: list[Asked] = []
    problems: list[str] = []


def collect(args: Namespace) -> Asking:
    """The names that the command line asks about.

    Raises:
        UsageError: it names none and no place to look, or a file cannot be read.
    """
    asking = Asking()
    asking.names += [Asked(parse(text, args.ecosystem)) for text in args.names]
    if args.stdin:
        lines = (line.strip() for line in _standard_input().splitlines())
        asking.names += [
            Asked(parse(line, args.ecosystem)) for line in lines if line and not line.startswith("#")
        ]
    for path in args.requirement:
        _take(asking, _source(path, "requirements"))
    for path in args.source:
        _take(asking, _chat() if path == "-" else _source(path))
    if args.command is not None:
        _take_command(asking, args.command)
    elif not (args.names or args.stdin or args.requirement or args.source):
        raise UsageError("no package is named", "fumehood check package NAME, or -r FILE, or --from FILE")
    return asking


def _take(asking: Asking, source: "Source") -> None:
    from fumehood.packages.extract import all_mentions

    asking.names += _new(asking.names, all_mentions(source, _reader(source.path, asking.problems)))
    asking.problems += [f"{source.path}: {problem}" for one in source.walk() for problem in one.problems]


def _take_command(asking: Asking, argv: list[str]) -> None:
    from fumehood.packages.extract import mentions_in_command

    if not argv:
        raise UsageError("no command stands after --", "fumehood check package -- pip install NAME")
    asking.names += _new(asking.names, mentions_in_command(argv, _reader("", asking.problems)))


def _new(before: list[Asked], mentions: "Iterable[Mention]") -> Iterator[Asked]:
    """Each name of the mentions once."""
    seen = {(one.name.ecosystem, normalise(one.name.name, one.name.ecosystem)) for one in before}
    for mention in mentions:
        key = (mention.ecosystem, normalise(mention.name, mention.ecosystem))
        if key not in seen:
            seen.add(key)
            by_address = "url" in mention.flags or "local" in mention.flags
            yield Asked(Name(mention.name, mention.ecosystem), by_address)


def _reader(path: str, problems: list[str]) -> Callable[[str], str | None]:
    """Reads the files that the file at `path` includes, beside it."""
    from fumehood.core.read_file import Unreadable, read_bytes, source_of

    def read(name: str) -> str | None:
        try:
            reading = read_bytes(os.path.join(os.path.dirname(path), name))
        except (Unreadable, ValueError) as error:
            problems.append(f"{name}: included, but {error}")
            return None
        return None if reading.binary else source_of(name, reading.raw).text

    return read


def _source(path: str, language: str = "") -> "Source":
    from fumehood.core.read_file import Unreadable, read_bytes, source_of

    try:
        reading = read_bytes(path)
    except Unreadable as error:
        raise UsageError(
            f"cannot read {path}: {error}", "name a text file, or - for standard input"
        ) from None
    if reading.binary:
        raise UsageError(f"{path} is no text", "name a text file, or - for standard input")
    source = source_of(path, reading.raw)
    if language:
        source.language = language
    return source


def _chat() -> "Source":
    from fumehood.core.source import Source
    from fumehood.packages.extract import language_of_text

    text = _standard_input()
    return Source("-", text, language_of_text(text))


def _standard_input() -> str:
    from fumehood.core.read_file import LARGEST

    raw = sys.stdin.buffer.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise UsageError(f"standard input is larger than {LARGEST // 1_048_576} MiB", "check it in parts")
    return raw.decode("utf-8-sig", "replace")
