"""`scan --history`: what the commits hold, added to a report on the files as they are."""

import time
from argparse import Namespace
from collections.abc import Sequence

from fumehood.cli.console import Console
from fumehood.cli.finding_options import Choice
from fumehood.core.errors import UsageError
from fumehood.core.guard import Guard
from fumehood.core.report import Report


def only_exposure(choice: Choice, args: Namespace) -> None:
    """Leaves exposure as the only risk, unless the user has named others beside it.

    Raises:
        UsageError: the risks that the user named do not have exposure among them.
    """
    if not args.risk:
        choice.risks = ("exposure",)
    elif "exposure" not in choice.risks:
        raise UsageError("--history looks for exposed data only", "add --risk exposure, or leave --risk out")
    choice.settings.key = tuple(sorted(choice.risks))


def add_history(
    report: Report,
    starts: Sequence[str],
    guards: Sequence[Guard],
    choice: Choice,
    args: Namespace,
    console: Console,
) -> None:
    """Merges the findings of all commits into the report."""
    from fumehood.cli.scan import progress_line, rule_names
    from fumehood.core.report import ids_of, sort_key
    from fumehood.core.scan_history import scan_history
    from fumehood.exposure.past import with_past

    began = time.monotonic()
    progress = progress_line(args, console, "versions of files")
    history = scan_history(
        report.root,
        starts,
        [g for g in guards if g.name == "exposure"],
        choice.settings,
        names=rule_names,
        since=args.since,
        progress=progress,
    )
    if progress:
        progress.done()
    if history.bare:  # the files here are git's own
        report.findings, report.unscanned = [], []
        report.summary.files = report.summary.binary = 0
    report.findings = sorted(with_past(report.findings, history.found), key=sort_key)
    report.ids = ids_of(report.findings)
    report.unscanned = sorted({*report.unscanned, *history.unscanned})
    report.summary.seconds = round(report.summary.seconds + time.monotonic() - began, 3)
    report.summary.suppressed += history.suppressed
    report.notices.append(f"looked at {history.blobs:,} versions of files in the history")
