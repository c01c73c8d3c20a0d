"""Tells which past decisions a new policy would change, and why. Commands are judged anew, never run.

The policy is a fumehood.toml with a [commands] table. Without --from the record is replayed; with it, or with
transcripts named, what an assistant's own transcripts hold, against today's policy.
Exit codes: 0 nothing would change, 1 something would, 3 there is no command to judge, 4 lines were unreadable.

Examples:
  fumehood audit replay --policy stricter.toml
  fumehood audit replay --policy stricter.toml --from claude
  fumehood audit replay --policy stricter.toml ~/.codex/sessions/2026/01/31/rollout-1.jsonl
"""

import json
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Callable, Iterator

from fumehood.agents.replay.change import Replayed
from fumehood.agents.replay.past import Past
from fumehood.cli.audit_show import add_selection
from fumehood.cli.console import Console
from fumehood.commands.policy.policy import Policy
from fumehood.core.errors import CLEAN, FOUND, INCOMPLETE, NOTHING


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `audit replay`."""
    parser.add_argument("transcripts", nargs="*", metavar="TRANSCRIPT", help="files of Claude Code or Codex")
    parser.add_argument("--policy", required=True, metavar="FILE", help="the new policy: a fumehood.toml")
    parser.add_argument(
        "--from",
        dest="source",
        choices=("record", "claude", "codex"),
        help="whose commands (default: record)",
    )
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="default: text")
    add_selection(parser)


def run(args: Namespace, console: Console) -> int:
    """Writes the decisions that change and the counts; returns the exit code."""
    from fumehood.agents.replay.change import replay

    new, today = _policies(args.policy)
    commands = _Commands(args)
    counts: Counter[tuple[str, str]] = Counter()
    for one in replay(commands, new, today):
        counts[one.before, one.after] += 1
        if one.before != one.after:
            _write(one, args.format, console)
    total = sum(counts.values())
    changed = sum(count for (before, after), count in counts.items() if before != after)
    summary = ", ".join(f"{count} {a} -> {b}" for (a, b), count in sorted(counts.items()) if a != b)
    console.note(
        f"{total} commands judged, {changed} decisions would change" + (f": {summary}" if summary else "")
    )
    if commands.unread:
        console.note(f"{commands.unread} lines could not be read")
    if changed:
        return FOUND
    return INCOMPLETE if commands.unread else CLEAN if total else NOTHING


class _Commands:
    """The commands that are meant; `unread` counts what could not be read, once they have been gone through."""

    def __init__(self, args: Namespace) -> None:
        self.args = args
        self.unread = 0

    def __iter__(self) -> Iterator[Past]:
        from fumehood.agents.replay.transcripts import Transcript, transcripts

        paths = list(self.args.transcripts)
        if self.args.source in ("claude", "codex"):
            paths += transcripts(self.args.source)
        if not paths and self.args.source in (None, "record"):
            yield from self._recorded()
        for path in paths:
            transcript = Transcript(path)
            yield from transcript.commands()
            self.unread += transcript.unread

    def _recorded(self) -> Iterator[Past]:
        from fumehood.agents.replay.recorded import recorded
        from fumehood.audit.selection import Selection, folder, selected, since
        from fumehood.audit.verify import lines

        args = self.args
        after = since(args.since) if args.since else ""
        selection = Selection(args.session, args.agent, args.decision, folder(args.project), after)
        yield from recorded(selected(lines(), selection))


def _policies(path: str) -> tuple[Callable[[str], Policy], Callable[[str], Policy]]:
    """The new policy and today's, by folder."""
    from functools import cache

    from fumehood.commands.policy.load import load
    from fumehood.core.paths import config_folder

    @cache
    def new(cwd: str) -> Policy:
        return load(cwd or "/", config_folder(), path)[0]

    @cache
    def today(cwd: str) -> Policy:
        return load(cwd or "/", config_folder())[0]

    new("/")  # a mistake in it is said before anything else
    return new, today


def _write(one: Replayed, form: str, console: Console) -> None:
    from fumehood.audit.obvious import obvious
    from fumehood.report.safe import safe

    command = obvious(one.past.command)
    if form == "jsonl":
        table = {
            "command": command,
            "cwd": one.past.cwd,
            "session": one.past.session,
            "time": one.past.time,
            "before": one.before,
            "after": one.after,
            "rules": list(one.now.rules),
            "reasons": [obvious(reason) for reason in one.now.reasons],
        }
        console.out(json.dumps(table))
        return
    shown = safe(command)
    console.out(f"{one.before} -> {one.after}  {shown if len(shown) <= 160 else shown[:159] + '…'}")
    for reason in one.now.reasons or ("nothing in the new policy speaks against it",):
        console.out(f"  {safe(obvious(reason))}")
