"""Scans files for all static risks.

Examples:
  fumehood scan                                  the current folder, all risks
  fumehood scan src --risk code --fix            mend what can be mended safely
  fumehood scan -o report.html -o report.sarif   leave reports behind
  fumehood scan --since origin/main              only what a branch has added
  fumehood scan --history                        secrets in every commit, also those deleted since
  fumehood scan --as-assistant claude            what that assistant could read from here
"""

import os
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from fumehood.cli.console import Console
from fumehood.cli.finding_options import Choice, add_output, add_selection, choose
from fumehood.cli.guards import make_guards
from fumehood.cli.outputs import source_reader, write_outputs
from fumehood.core.engine import scan
from fumehood.core.errors import UsageError
from fumehood.core.policy import exit_code
from fumehood.core.report import Report, count_by_severity

if TYPE_CHECKING:
    from fumehood.cli.progress import ProgressLine


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `scan`."""
    parser.add_argument("paths", nargs="*", default=[], metavar="PATH", help="files and folders (default: .)")
    add_selection(parser)
    add_output(parser)
    change = parser.add_argument_group("changes")
    change.add_argument("--since", metavar="REV", help="only what was added since this git revision")
    change.add_argument(
        "--history",
        action="store_true",
        help="exposure: every version of every file in the commits, stashes and reflogs too",
    )
    change.add_argument(
        "--as-assistant",
        metavar="NAME",
        help="exposure: what this assistant could read from here (claude, codex, cursor, gemini, copilot, …)",
    )
    change.add_argument("--fix", action="store_true", help="apply the safe fixes, then scan again")
    change.add_argument(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: the unsafe ones too"
    )
    change.add_argument("--diff", action="store_true", help="show what --fix would change, change nothing")
    speed = parser.add_argument_group("speed")
    speed.add_argument(
        "--jobs", type=int, metavar="N", help="worker processes (default: one for each processor)"
    )
    speed.add_argument("--no-cache", action="store_true", help="neither use nor write the cache")


def run(args: Namespace, console: Console) -> int:
    """Scans; writes the report; returns the exit code."""
    if args.jobs is not None and args.jobs < 1:
        raise UsageError(f"--jobs {args.jobs} is no number of processes", "give 1 or more")
    root, starts = place(args.paths, from_here=args.format == "github")
    choice = choose(args, root)
    if args.history:
        from fumehood.cli.history import only_exposure

        only_exposure(choice, args)
    if args.as_assistant is not None:
        from fumehood.cli.as_assistant import only_exposure as as_assistant

        as_assistant(choice, args)
    report = make_report(root, starts, choice, args, console)
    if args.fix or args.diff or args.unsafe_fixes:
        from fumehood.cli.fixing import fix

        if fix(report, choice, args, console):
            report = make_report(root, starts, choice, args, console)
    for notice in (*choice.notices, *report.notices):
        from fumehood.report.safe import safe

        console.note(f"note: {safe(notice)}")
    if report.assistant and args.format in ("text", "concise"):
        from fumehood.cli.as_assistant import table

        for line in table(report):
            console.out(line)
    past = {f.location.path for f in report.findings if "where" in f.evidence}
    write_outputs(report, args, console, source_reader(root, without=past))
    return exit_code(report, choice.fail_on)


def make_report(root: str, starts: list[str], choice: Choice, args: Namespace, console: Console) -> Report:
    """One scan with the baseline and `--since` applied."""
    progress = progress_line(args, console)
    guards = make_guards(choice.risks, choice.config, online=choice.settings.network)
    report = scan(root, starts, guards, choice.settings, names=rule_names, progress=progress)
    if progress:
        progress.done()
    if args.since is not None:
        _keep_since(report, root, args.since)
    if getattr(args, "history", False):
        from fumehood.cli.history import add_history

        add_history(report, starts, guards, choice, args, console)
    if getattr(args, "as_assistant", None) is not None:
        from fumehood.cli.as_assistant import add_reach

        add_reach(report, starts, guards, choice, args, console)
    if choice.baseline:
        from fumehood.core.baseline import known_ids, without_known

        report.findings, report.ids, known = without_known(
            report.findings, report.ids, known_ids(choice.baseline)
        )
        report.summary.suppressed += known
    report.summary.by_severity = count_by_severity(report.findings)
    report.summary.fixable = sum(f.fix is not None for f in report.findings)
    return report


def progress_line(args: Namespace, console: Console, what: str = "files") -> "ProgressLine | None":
    """A line that shows how far the scan is, on a terminal that wants one."""
    if not console.terminal or args.no_progress or console.quiet:
        return None
    from fumehood.cli.progress import ProgressLine

    return ProgressLine(what)


def place(paths: list[str], *, from_here: bool = False) -> tuple[str, list[str]]:
    """The root that paths in the report are relative to, and where below it to look.

    One folder is its own root, unless `from_here` (annotations name files as the repository does); otherwise
    the current folder is, or what all paths share.

    Raises:
        UsageError: a path does not exist.
    """
    paths = paths or ["."]
    for path in paths:
        if not os.path.lexists(path):
            raise UsageError(
                f"no such file or folder: {path}",
                "name something that exists, or leave it out to scan this folder",
            )
    full = [os.path.abspath(p) for p in paths]
    if len(full) == 1 and os.path.isdir(full[0]) and not from_here:
        return os.path.realpath(full[0]), [""]
    here = os.getcwd()
    full = [os.path.join(os.path.realpath(os.path.dirname(p)), os.path.basename(p)) for p in full]
    inside = all(p == here or p.startswith(here.rstrip("/") + "/") for p in full)
    root = here if inside else os.path.commonpath([os.path.dirname(p) for p in full])
    return root, sorted({"" if p == root else os.path.relpath(p, root) for p in full})


def rule_names() -> dict[str, str]:
    """The id of each rule by its kebab-case name."""
    from fumehood.core.registry import all_rules

    return {rule.name: id_ for id_, rule in all_rules().items()}


def _keep_since(report: Report, root: str, revision: str) -> None:
    from fumehood.core.git import Revision
    from fumehood.core.since import since

    old = Revision(root, revision)
    read = source_reader(root)

    def text(path: str) -> str | None:
        source = read(path)
        return source.text if source else None

    kept = {id(f) for f in since(report.findings, old.blob, text)}
    pairs = [(f, i) for f, i in zip(report.findings, report.ids, strict=True) if id(f) in kept]
    report.findings, report.ids = [f for f, _ in pairs], [i for _, i in pairs]
