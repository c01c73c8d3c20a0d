"""Replaces secrets, personal data and names of the inside by placeholders that `fumehood restore` can undo.

The text goes to standard output, notices to standard error. The vault that remembers the values is
encrypted and lies outside the project unless --vault says otherwise.

Examples:
  fumehood redact notes.txt > safe.txt
  pbpaste | fumehood redact - | pbcopy        and the answer back: pbpaste | fumehood restore -
"""

import os
import sys
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.errors import IncompleteError, UsageError
from fumehood.core.language import language_of

LARGEST = 64 * 1024 * 1024


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `redact`."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="a text file, or - for standard input (default)"
    )
    parser.add_argument(
        "--vault",
        metavar="FILE",
        help="where the values are kept (default: one for this project, in your state folder)",
    )


def run(args: Namespace, console: Console) -> int:
    """Writes the redacted text; 0 unless it could not be done."""
    from fumehood.core.config import user_config
    from fumehood.exposure.redaction.redact import Redactor
    from fumehood.exposure.redaction.vault import default_path, opened

    text, encoding = read_text(args.file)
    path = args.vault or default_path(os.getcwd())
    name = os.path.basename(args.file) if args.file != "-" else "prompt.txt"
    with opened(path, create=True) as vault:
        redactor = Redactor(vault, user_config().exposure.regions)
        done = redactor.text(text, path=name, language=language_of(name, text[:200].partition("\n")[0]))
    write_text(done, encoding)
    total = sum(redactor.counts.values())
    kinds = ", ".join(f"{n} {kind}" for kind, n in sorted(redactor.counts.items()))
    console.note(
        f"replaced {total} value{'' if total == 1 else 's'}" + (f": {kinds}; vault: {path}" if total else "")
    )
    return 0


def read_text(file: str) -> tuple[str, str]:
    """The text of a file or of standard input, and its encoding: UTF-8, else Latin-1, which keeps every byte.

    Raises:
        UsageError: it cannot be read.
        IncompleteError: it is no text in UTF-8, so that nobody could say what is in it.
    """
    try:
        if file == "-":
            raw = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with open(file, "rb") as handle:
                raw = handle.read(LARGEST + 1)
    except OSError as error:
        raise UsageError(
            f"cannot read {file}: {error.strerror}", "name a text file, or - for standard input"
        ) from None
    if len(raw) > LARGEST:
        raise UsageError(f"the text is larger than {LARGEST // 1_048_576} MiB", "redact it in parts")
    if b"\0" in raw:
        raise IncompleteError(
            "the input holds NUL bytes: it is binary, or UTF-16", "convert it to UTF-8 text first"
        )
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("latin-1"), "latin-1"


def write_text(text: str, encoding: str) -> None:
    """Writes the text to standard output, byte by byte as it was."""
    sys.stdout.buffer.write(text.encode(encoding))
    sys.stdout.buffer.flush()
