"""`scan --as-assistant NAME`: what that assistant could read from here, and what it would expose."""

import os
from argparse import Namespace
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from fumehood.cli.console import Console
from fumehood.cli.finding_options import Choice
from fumehood.core.engine import assemble
from fumehood.core.errors import UsageError
from fumehood.core.file_result import inspect_text
from fumehood.core.finding import Finding
from fumehood.core.git import git_says
from fumehood.core.guard import Guard
from fumehood.core.report import Report, Unscanned, ids_of, sort_key
from fumehood.core.source import Source
from fumehood.core.walk import Entry, walk
from fumehood.exposure.exclusion.mechanisms import ROUTES
from fumehood.exposure.reach import places, summary
from fumehood.exposure.reach.assistants import assistant_of
from fumehood.exposure.reach.coverage import OPEN, Coverage, coverage


def only_exposure(choice: Choice, args: Namespace) -> None:
    """Leaves exposure as the only risk.

    Raises:
        UsageError: the user asked for another one, or no assistant has that name.
    """
    assistant_of(args.as_assistant)
    if args.risk and choice.risks != ("exposure",):
        raise UsageError("--as-assistant shows exposed data only", "add --risk exposure, or leave --risk out")
    choice.risks = ("exposure",)
    choice.settings.key = choice.risks


def add_reach(
    report: Report,
    starts: Sequence[str],
    guards: Sequence[Guard],
    choice: Choice,
    args: Namespace,
    console: Console,
) -> None:
    """Adds what lies outside the files: the environment, the history, the home, other projects; and the table."""
    from fumehood.cli.history import add_history

    root, home = report.root, os.path.expanduser("~")
    assistant = assistant_of(args.as_assistant)
    cover = coverage(root, assistant, home)
    unread = [Unscanned(path, reason) for path, reason in cover.problems]
    paths = [entry.shown for entry in walk(root, starts).entries]
    rows = summary.project_places(cover, paths, report.findings)
    report.findings = [_with_routes(f, cover) for f in report.findings]
    if git_says(root, "rev-parse", "--git-dir"):
        if not args.history:
            add_history(report, starts, guards, choice, args, console)
        past = [f for f in report.findings if "where" in f.evidence]
        rows.append(
            summary.place("git history", "every commit, beyond the files", past, summary.only_by_shell())
        )

    def look(name: str, holds: str, sources: Iterable[Source]) -> None:
        texts = list(sources)
        found = _inspect(root, texts, guards, choice, unread)
        report.findings += found
        rows.append(summary.place(name, holds.format(len(texts)), found, summary.only_by_shell()))

    variables = {k: v for k, v in os.environ.items() if not k.startswith("FUMEHOOD_")}
    look("environment", "{} variables", places.environment(variables))
    look("shell history", "{} files at home", places.histories(home, unread))
    look("credentials", "{} files at home", places.credentials(home, unread))
    beside = places.other_projects(root)
    look("other projects", f"{len(beside)} beside this one", places.secrets_of_projects(root, beside, unread))
    report.findings.sort(key=sort_key)
    report.ids = ids_of(report.findings)
    report.unscanned = sorted({*report.unscanned, *unread})
    report.assistant = {
        "name": assistant.name,
        "title": assistant.title,
        "mechanism": cover.file,
        "remark": assistant.remark,
        "routes": list(ROUTES),
        "places": rows,
    }


def _inspect(
    root: str, texts: Sequence[Source], guards: Sequence[Guard], choice: Choice, unread: list[Unscanned]
) -> list[Finding]:
    """The findings in texts outside the project, each said to be reached by the shell alone."""
    from fumehood.cli.scan import rule_names

    results = [(Entry(text.path, len(text.text), 0, 0), inspect_text(text, guards)) for text in texts]
    for _, result in results:
        result.ignores = []  # a comment in another place's file is no decision about this project
    made = assemble(root, results, guards, choice.settings, rule_names)
    unread += made.unscanned
    routes = summary.routes_in_words(summary.only_by_shell())
    return [replace(f, fix=None, evidence={**f.evidence, "routes": routes}) for f in made.findings]


def _with_routes(finding: Finding, cover: Coverage) -> Finding:
    path = finding.location.path
    evidence = {**finding.evidence, "routes": summary.routes_in_words(cover.route_states(path))}
    if cover.covers(path):
        evidence["excluded by"] = cover.file
    return replace(finding, evidence=evidence)


def table(report: Report) -> list[str]:
    """The places as lines of a table, for people."""
    about = report.assistant
    if about is None:
        return []
    rows: list[summary.Place] = about["places"]
    head = ["place", "what is there", "would expose", *ROUTES]
    body = [
        [r.name, r.holds, ", ".join(f"{n} {s}" for s, n in r.exposes.items()) or "nothing found",
         *("stopped" if r.routes[route] == "stopped" else _SHORT[r.routes[route]] for route in ROUTES)]
        for r in rows
    ]  # fmt: skip
    widths = [max(len(row[i]) for row in (head, *body)) for i in range(len(head))]
    lines = [f"What {about['title']} could read from here, and what that would expose:", ""]
    lines += [
        "  " + "  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in (head, *body)
    ]
    lines.append("")
    if about["remark"]:
        lines.append(f"  {about['title']}: {about['remark']}.")
    elif not about["mechanism"]:
        lines.append(
            "  Nothing excludes a file from it here; `fumehood ignore sync` writes what it has for that."
        )
    lines += [
        "  open: nothing stops this route; ?: nobody could verify it; -: only a command reads there.",
        "  Only a sandbox enforces: fumehood run.",
        "",
    ]
    return lines


_SHORT = {OPEN: "open", "unknown": "?", "outside": "-"}
