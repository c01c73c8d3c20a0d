"""Writes a commented fumehood.toml with every key at its default.

Example:
  fumehood init            then: fumehood scan --config fumehood.toml
"""

import os
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.config import FILE
from fumehood.core.errors import UsageError

TEMPLATE = """\
# fumehood's configuration. Every key is shown with its default; remove the # to change one.
# Found in a scanned tree this file can only tighten what you get. To follow it wholly, pass
# `--config fumehood.toml`, or list the folder under `trust` in your own file
# (fumehood.toml in the folder that `fumehood doctor` names).

# Which risks to look for.
# risk = ["packages", "injection", "code", "exposure"]

# Rules to report, and rules not to report: ids (FHC101), prefixes (FHE1) as `fumehood rules` lists them.
# select = []
# ignore = []

# The lowest severity that makes the exit code 1: low, medium, high, critical or never.
# fail-on = "medium"

# Hide findings that are less sure than this: low, medium or high.
# min-confidence = "medium"

# Paths not to scan, in gitignore syntax.
# exclude = ["tests/fixtures/"]

# Known findings: an earlier report (`fumehood baseline create FILE`).
# baseline = ".fumehood-baseline.json"

# Worker processes; 0 is one for each processor.
# jobs = 0

# Ask the package index that your own clients use. The default sends nothing.
# online = false

# "all" lets comments in the scanned tree silence findings about injection too.
# inline-ignores = "safe"

[packages]
# Names of your own index that the public one does not know, with wildcards.
# private = ["corp-*"]
# Names that you have looked at and trust.
# known = []
# Names to refuse, each with the reason.
# malicious = { }

[exposure]
# Countries whose national telephone numbers occur, besides those of a text's language.
# regions = ["EE", "NL"]
"""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `init`."""
    parser.add_argument(
        "folder", nargs="?", default=".", metavar="FOLDER", help="where to write it (default: .)"
    )


def run(args: Namespace, console: Console) -> int:
    """Writes the file; an existing one is left alone."""
    path = os.path.join(args.folder, FILE)
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(TEMPLATE)
    except FileExistsError:
        raise UsageError(f"{path} exists already", "edit it, or remove it first") from None
    except OSError as error:
        raise UsageError(
            f"cannot write {path}: {error.strerror}", "name a folder that you may write to"
        ) from None
    console.out(f"wrote {path}")
    console.note("next: fumehood scan --config fumehood.toml")
    return 0
