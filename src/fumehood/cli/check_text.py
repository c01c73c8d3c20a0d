"""Checks one text: a prompt before it is sent, a reply before it is used, a tool result before it is read.

Examples:
  fumehood check text prompt.txt --as prompt       secrets and personal data that would leave
  pbpaste | fumehood check text - --as reply       packages and code that an assistant proposes
  fumehood check text page.html --as tool-result   instructions hidden in what was fetched
"""

import os
import sys
import time
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.cli.finding_options import add_output, add_selection, choose
from fumehood.cli.guards import make_guards
from fumehood.cli.outputs import write_outputs
from fumehood.cli.scan import rule_names
from fumehood.core.engine import assemble
from fumehood.core.errors import UsageError
from fumehood.core.file_result import FileResult, inspect_text
from fumehood.core.policy import exit_code
from fumehood.core.read_file import LARGEST, Unreadable, read_bytes, source_of
from fumehood.core.walk import Entry

RISKS_OF_KIND = {
    "prompt": ("exposure",),
    "reply": ("packages", "injection", "code", "exposure"),
    "tool-result": ("injection", "exposure"),
}
STDIN = "<stdin>"


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `check text`."""
    parser.add_argument(
        "file", nargs="?", default="-", metavar="FILE", help="a file, or - for standard input (default)"
    )
    parser.add_argument(
        "--as", dest="kind", choices=tuple(RISKS_OF_KIND), help="what the text is (default: all risks)"
    )
    add_selection(parser)
    add_output(parser)


def run(args: Namespace, console: Console) -> int:
    """Checks the text; writes the report; returns the exit code."""
    began = time.monotonic()
    choice = choose(args, os.getcwd())
    if args.kind and not args.risk:
        choice.risks = RISKS_OF_KIND[args.kind]
    path, raw = _read(args.file)
    guards = make_guards(
        choice.risks, choice.config, prompt=args.kind == "prompt", online=choice.settings.network
    )
    source = source_of(path, raw)
    if path == STDIN or args.kind == "reply":  # Markdown: code in fences, prose around it
        source.language = "markdown"
    result = inspect_text(source, guards) if raw else FileResult()
    report = assemble(
        os.getcwd(), [(Entry(path, len(raw), 0, 0), result)], guards, choice.settings, rule_names
    )
    report.summary.seconds = round(time.monotonic() - began, 3)
    write_outputs(report, args, console, lambda _: source)
    return exit_code(report, choice.fail_on)


def _read(file: str) -> tuple[str, bytes]:
    if file == "-":
        raw = sys.stdin.buffer.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise UsageError(f"the text is larger than {LARGEST // 1_048_576} MiB", "check it in parts")
        return STDIN, raw
    try:
        reading = read_bytes(file)
    except Unreadable as error:
        raise UsageError(
            f"cannot read {file}: {error}", "name a text file, or - for standard input"
        ) from None
    if reading.binary:
        raise UsageError(f"{file} is no text", "name a text file, or - for standard input")
    return file, reading.raw
