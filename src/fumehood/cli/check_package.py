"""Tells of each package name whether it is real, the right one, and known to anybody.

Verdicts: known, unverified (exists, nothing vouches for it), suspicious, malicious (on your list), absent,
unchecked (nobody could tell). Exit codes: 1 for absent, suspicious or malicious; else 4 for unchecked;
3 when --stdin holds no name.

Examples:
  fumehood check package requests flask-secure-session npm:lodash
  fumehood check package -r requirements.txt
  pbpaste | fumehood check package --from -          the packages that an assistant's answer names
  fumehood check package -- pip install numpy reqeusts
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime

from fumehood.cli.console import Console
from fumehood.cli.package_names import Asked, collect
from fumehood.cli.parser import Parser
from fumehood.core.errors import CLEAN, FOUND, INCOMPLETE, NOTHING
from fumehood.packages.answer import BAD, Answer, Reason
from fumehood.packages.verdict import Judge

FORMATS = ("text", "concise", "json", "jsonl")


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `check package`."""
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="a name, npm:NAME, a requirement or a package URL"
    )
    group = parser.add_argument_group("where names come from")
    group.add_argument(
        "-r", "--requirement", action="append", default=[], metavar="FILE", help="a requirements file"
    )
    group.add_argument(
        "--from", dest="source", action="append", default=[], metavar="FILE",
        help="any file that names packages; - is a text on standard input",
    )  # fmt: skip
    group.add_argument("--stdin", action="store_true", help="one name a line on standard input")
    group.add_argument(
        "--ecosystem",
        default="pypi",
        metavar="NAME",
        help="that of names which do not say (default: pypi; or npm)",
    )
    group.add_argument("--config", metavar="FILE", help="follow this configuration file wholly")
    group.add_argument("--no-config", action="store_true", help="follow no configuration file")
    group = parser.add_argument_group("how to answer")
    group.add_argument(
        "--online",
        action="store_true",
        help="ask the index that your own clients use (default: no packet leaves)",
    )
    group.add_argument(
        "--format", choices=FORMATS, default="text", help="how to write the answers (default: text)"
    )
    if isinstance(parser, Parser):
        parser.takes_command = True


def run(args: Namespace, console: Console) -> int:
    """Writes one answer a name; returns the exit code."""
    from fumehood.core.config import load

    config, notices = load(".", args.config, none=args.no_config)
    asking = collect(args)
    packages = config.packages
    judge = Judge(
        known=packages.known,
        malicious=packages.malicious,
        private=packages.private,
        today=datetime.now(UTC).date(),
    )
    online = bool(args.online or config.online)
    answers = answer_all(asking.names, judge, online=online)
    for notice in (*notices, *asking.problems):
        _note(notice, console)
    if answers or args.format == "json":
        console.out(_written(answers, args.format, console, online=online))
    elif not asking.problems:
        console.note("no package is named there")
        if args.stdin:  # a list of names without a name; a file or a text may well name none
            return NOTHING
    return exit_code(answers, incomplete=bool(asking.problems))


def _note(text: str, console: Console) -> None:
    from fumehood.report.safe import safe

    console.note(f"note: {safe(text)}")


def answer_all(names: Sequence[Asked], judge: Judge, *, online: bool) -> list[Answer]:
    """One answer a name, in their order."""
    answers = [
        _by_address(one) if one.by_address else judge.answer(one.name.name, one.name.ecosystem)
        for one in names
    ]
    if not online:
        return answers
    from fumehood.packages.names import ECOSYSTEMS
    from fumehood.packages.online.ask import ask_all
    from fumehood.packages.online.live_answer import live_answer

    asked = [
        i
        for i, one in enumerate(names)
        if not one.by_address and one.name.ecosystem in ECOSYSTEMS and _may_ask(answers[i])
    ]
    for i, presence in zip(asked, ask_all([names[i].name for i in asked]), strict=True):
        answers[i] = live_answer(answers[i], presence, judge)
    return answers


def _may_ask(answer: Answer) -> bool:
    """Whether the name may leave: a name that no index can hold, or that is known to be private, does not."""
    return not {r.code for r in answer.reasons} & {
        "private-name",
        "private-name-taken",
        "invalid-name",
        "listed-malicious",
    }


def _by_address(one: Asked) -> Answer:
    why = Reason("by-address", "Installed from an address or a folder, so no index can vouch for it")
    return Answer(name=one.name.name, ecosystem=one.name.ecosystem, verdict="unchecked", reasons=(why,))


def exit_code(answers: Sequence[Answer], *, incomplete: bool = False) -> int:
    """1 for a bad name, else 4 for one that nobody could tell or a file that was not read wholly, else 0."""
    verdicts = {answer.verdict for answer in answers}
    if verdicts & BAD:
        return FOUND
    return INCOMPLETE if incomplete or "unchecked" in verdicts else CLEAN


def _written(answers: Sequence[Answer], form: str, console: Console, *, online: bool) -> str:
    if form in ("json", "jsonl"):
        from fumehood.cli import package_json

        return (
            package_json.as_jsonl(answers)
            if form == "jsonl"
            else package_json.as_json(answers, online=online)
        )
    from fumehood.cli import package_report

    if form == "concise":
        return package_report.as_concise(answers)
    import shutil

    width = min(100, shutil.get_terminal_size((100, 24)).columns)
    return package_report.as_text(answers, online=online, color=console.color, width=width)
