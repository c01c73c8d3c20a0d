"""Shows what agents did, what was decided and why, session by session; refused hosts and honeytokens of runs too.

Examples:
  fumehood audit show -n 20                     the newest twenty records
  fumehood audit show --decision deny --since 1d
  fumehood audit show --session 3f2a --format jsonl
  fumehood audit show --format otlp > logs.json  OpenTelemetry logs (OTLP JSON)
"""

import json
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, NOTHING, UsageError

FORMATS = ("text", "json", "jsonl", "otlp")


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `audit show`."""
    add_selection(parser)
    parser.add_argument("-n", dest="newest", type=int, default=0, metavar="N", help="only the newest N")
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write them (default: text)")


def add_selection(parser: ArgumentParser) -> None:
    """Adds the filters that the verbs of `audit` share."""
    parser.add_argument(
        "--session", default="", metavar="ID", help="only this session; its beginning is enough"
    )
    parser.add_argument("--agent", default="", metavar="AGENT", help="only this agent")
    parser.add_argument("--project", default="", metavar="DIR", help="only this project")
    parser.add_argument("--since", metavar="TIME", help="only what is newer: 2h, 3d, 2026-01-31")
    parser.add_argument("--decision", choices=("allow", "ask", "deny"), default="", help="only this decision")


def run(args: Namespace, console: Console) -> int:
    """Writes the records; 3 when none is there."""
    from fumehood.audit.selection import Selection, folder, selected, since
    from fumehood.audit.verify import lines

    if args.newest < 0:
        raise UsageError("-n needs a whole number above zero", "write `-n 20`")
    selection = Selection(
        args.session, args.agent, args.decision, folder(args.project), since(args.since) if args.since else ""
    )
    records = list(selected(lines(), selection, args.newest))
    if args.format == "json":
        console.out(json.dumps({"records": records}, indent=2))
    elif args.format == "otlp":
        from fumehood.audit.otlp import otlp

        console.out(json.dumps(otlp(records), indent=2))
    elif args.format == "jsonl":
        for record in records:
            console.out(json.dumps(record))
    else:
        from fumehood.report.audit_text import audit_text
        from fumehood.report.paint import painter

        for line in audit_text(records, painter(console.color)):
            console.out(line)
    if not records:
        console.note("no record is there; `fumehood agents install` makes agents ask before each action")
        return NOTHING
    return CLEAN
