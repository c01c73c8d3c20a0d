"""Tells of each shell command whether an agent may run it: allow, ask or deny, why, and what to do instead.

Nothing is run. `--stdin` takes one JSON object a line, {"command": "…", "cwd": "…"}, and answers in the same order.
Exit codes: 1 when a verdict is ask or deny; else 4 when a line could not be read; 0 when all are allowed.

Examples:
  fumehood check command -- rm -rf build          a command and its arguments
  fumehood check command -- 'cd .. && rm -rf *'   shell code, as one argument
  fumehood check command --cwd ~/site -- npm run deploy
  echo '{"command": "git push --force"}' | fumehood check command --stdin --format jsonl
"""

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from fumehood.cli.console import Console
from fumehood.cli.parser import Parser
from fumehood.commands.context import Context, context_of
from fumehood.commands.decide import decide
from fumehood.commands.decision import ALLOW, ASK, DENY, Decision
from fumehood.commands.policy.policy import Policy
from fumehood.core.errors import CLEAN, FOUND, INCOMPLETE, NOTHING, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fumehood.commands.installs import Concern, Install

FORMATS = ("text", "json", "jsonl")
_UNREADABLE = "FHA112"


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `check command`."""
    parser.add_argument(
        "--cwd", metavar="DIR", help="the folder that the command runs in (default: this one)"
    )
    parser.add_argument("--stdin", action="store_true", help="one JSON object a line on standard input")
    parser.add_argument(
        "--format", choices=FORMATS, help="how to write the verdicts (default: text; with --stdin: jsonl)"
    )
    parser.add_argument("--config", metavar="FILE", help="follow this configuration file wholly")
    parser.add_argument("--no-config", action="store_true", help="follow no configuration file")
    if isinstance(parser, Parser):
        parser.takes_command = True
        parser.usage = f"{parser.prog} [options] -- COMMAND…\n       {parser.prog} [options] --stdin"


def run(args: Namespace, console: Console) -> int:
    """Writes one verdict a command; returns the exit code."""
    folder = _folder(args.cwd)
    judging = _Judging(folder, args, console)
    if args.stdin:
        if args.command:
            raise UsageError("--stdin and a command exclude one another", "leave one of them out")
        rows = [judging.line(line) for line in _lines()]
    elif args.command:
        rows = [judging.command(_text(args.command), folder)]
    else:
        raise UsageError("no command is named", "write it after `--`, or pass --stdin")
    form = args.format or ("jsonl" if args.stdin else "text")
    if rows or form == "json":
        console.out(_written(rows, form, console))
    if any(row.read and row.decision.decision != ALLOW for row in rows):
        return FOUND
    if any(not row.read for row in rows):
        return INCOMPLETE
    return CLEAN if rows else NOTHING


class Row:
    """A command and its verdict; `read` is False when the line was no command."""

    __slots__ = ("command", "decision", "read")

    def __init__(self, command: str, decision: Decision, *, read: bool = True) -> None:
        self.command = command
        self.decision = decision
        self.read = read


class _Judging:
    """Judges commands; what is known of a folder is found out once."""

    def __init__(self, folder: str, args: Namespace, console: Console) -> None:
        self.folder = folder
        self.args = args
        self.console = console
        self.known: dict[str, tuple[Context, Policy]] = {}
        self.concerns: dict[str, Callable[[Install], Concern | None]] = {}

    def command(self, text: str, folder: str) -> Row:
        """The verdict about one command."""
        if folder not in self.known:
            self.known[folder] = (context_of(folder), self._policy(folder))
        context, policy = self.known[folder]
        decision = decide(text, folder, context, policy)
        if decision.decision != DENY and any(e.names for e in decision.effects):
            decision = self._with_packages(decision, folder)
        return Row(text, decision)

    def _with_packages(self, decision: Decision, folder: str) -> Decision:
        from fumehood.cli.package_concerns import package_concerns
        from fumehood.commands.installs import with_packages

        if folder not in self.concerns:
            self.concerns[folder] = package_concerns(folder, self.args.config, none=self.args.no_config)
        return with_packages(decision, self.concerns[folder])

    def line(self, line: str) -> Row:
        """The verdict about one line of the input; a line that holds no command is asked about."""
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            return _unread(line, "the line is not valid JSON")
        if not isinstance(found, dict) or not isinstance(found.get("command"), str):
            return _unread(line, "the line is no object with a text as `command`")
        folder = found.get("cwd")
        if folder is not None and (not isinstance(folder, str) or "\0" in folder):
            return _unread(found["command"], "`cwd` is no folder")
        return self.command(found["command"], os.path.join(self.folder, folder or ""))

    def _policy(self, folder: str) -> Policy:
        from fumehood.commands.policy.load import load
        from fumehood.commands.policy.policy import shipped
        from fumehood.core.paths import config_folder

        if self.args.no_config:
            return shipped()
        policy, notices = load(folder, config_folder(), self.args.config)
        for notice in notices:
            self.console.note(f"note: {_safe(notice)}")
        return policy


def _unread(text: str, reason: str) -> Row:
    return Row(text, Decision(ASK, "medium", (_UNREADABLE,), (reason,)), read=False)


def _folder(given: str | None) -> str:
    if given is None:
        return os.getcwd()
    if not os.path.isdir(given):
        raise UsageError(f"no such folder: {given}", "name one that exists with --cwd")
    return os.path.abspath(given)


def _lines() -> list[str]:
    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    return [line for line in text.split("\n") if line.strip()]


def _text(words: list[str]) -> str:
    """Shell code: one argument as it is, several as a command with its arguments."""
    if len(words) == 1:
        return words[0]
    import shlex

    return shlex.join(words)


def _written(rows: list[Row], form: str, console: Console) -> str:
    if form == "text":
        return "\n\n".join(_as_text(row, console) for row in rows)
    if form == "jsonl":
        return "\n".join(json.dumps(_table(row)) for row in rows)
    commands = [{**_table(row), "instead": list(row.decision.instead)} for row in rows]
    return json.dumps({"commands": commands}, indent=2)


def _table(row: Row) -> dict[str, object]:
    decision = row.decision
    return {
        "command": row.command,
        "decision": decision.decision,
        "severity": decision.severity,
        "rules": list(decision.rules),
        "reasons": list(decision.reasons),
    }


def _as_text(row: Row, console: Console) -> str:
    from fumehood.report.paint import painter

    paint = painter(console.color)
    decision = row.decision
    style = {"allow": "faint", "ask": "medium", "deny": "critical"}[decision.decision]
    shown = _safe(row.command)
    lines = [f"{paint(style, decision.decision)}  {shown if len(shown) <= 200 else shown[:199] + '…'}"]
    rules = f" [{', '.join(decision.rules)}]" if decision.rules else ""
    lines += [
        f"  {_safe(reason)}{rules if number == 0 else ''}" for number, reason in enumerate(decision.reasons)
    ]
    lines += [f"  {paint('strong', 'instead:')} {_safe(text)}" for text in decision.instead]
    return "\n".join(lines)


def _safe(text: str) -> str:
    from fumehood.report.safe import safe

    return safe(text)
