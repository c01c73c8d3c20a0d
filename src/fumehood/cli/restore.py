"""Puts the values back that `fumehood redact` replaced; placeholders of other vaults stay.

Examples:
  fumehood restore answer.txt
  fumehood restore --escape json - < settings.json     values are escaped to fit into JSON strings
"""

import os
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.cli.redact import read_text, write_text


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `restore`."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="a text file, or - for standard input (default)"
    )
    parser.add_argument(
        "--vault", metavar="FILE", help="the vault that `redact` used (default: this project's)"
    )
    parser.add_argument(
        "--escape",
        choices=("none", "json", "shell"),
        default="none",
        help="make values fit into a JSON string or a shell word",
    )


def run(args: Namespace, console: Console) -> int:
    """Writes the restored text; returns 0."""
    from fumehood.exposure.redaction.restore import Restorer
    from fumehood.exposure.redaction.vault import default_path, opened

    text, encoding = read_text(args.file)
    with opened(args.vault or default_path(os.getcwd()), create=False) as vault:
        restorer = Restorer(vault, args.escape)
        done = restorer.text(text)
    write_text(done, encoding)
    stayed = len(restorer.foreign)
    console.note(
        f"restored {restorer.count} value{'' if restorer.count == 1 else 's'}"
        + (
            f"; {stayed} placeholder{'' if stayed == 1 else 's'} stayed: another vault made them (--vault)"
            if stayed
            else ""
        )
    )
    return 0
