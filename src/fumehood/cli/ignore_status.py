"""Says where exclusion files have drifted, what in them does nothing, and which routes stay open.

Example:
  fumehood ignore status            0 in step, 1 drift
"""

from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.cli.ignore_sync import policy_of
from fumehood.exposure.exclusion.mechanisms import ROUTES, WITHOUT_A_FILE


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `ignore status`."""
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="the project (default: .)")
    parser.add_argument("--config", metavar="FILE", help="take the patterns from this configuration file")


def run(args: Namespace, console: Console) -> int:
    """Prints a line for each file and each mistake; 1 when there is something to do."""
    from fumehood.exposure.exclusion.status import status
    from fumehood.report.safe import safe

    now = status(args.folder, policy_of(args))
    width = max(len(f.mechanism.file) for f in now.files)
    console.out(
        f"{'file'.ljust(width)}  state       " + "  ".join(r.ljust(7) for r in ROUTES) + "  assistant"
    )
    for file in now.files:
        routes = "  ".join(
            {"yes": "stops", "no": "open", "unknown": "?"}[file.mechanism.routes[r]].ljust(7) for r in ROUTES
        )
        console.out(
            f"{file.mechanism.file.ljust(width)}  {file.state.ljust(10)}  {routes}  {file.mechanism.title}"
        )
        for remark in (file.reason, file.mechanism.remark if console.verbose else ""):
            if remark:
                console.out(f"{' ' * width}  {remark}")
    for title, remark in WITHOUT_A_FILE.values():
        console.out(f"no file: {title}: {remark}")
    for path, reason in now.mistakes:
        console.out(f"does nothing: {safe(path)}: {safe(reason)}")
    for path in now.tracked:
        console.out(
            f"tracked by git: {safe(path)}: hidden by the policy, but in the last commit; remove and rotate it"
        )
    if now.in_step:
        console.note("in step; only a sandbox and a hook enforce, these files ask")
        return 0
    if any(file.state != "in step" for file in now.files):
        console.note("next: fumehood ignore sync")
    if now.mistakes:
        console.note("next: take out what does nothing, as each line says; nobody reads it")
    if now.tracked:
        console.note("next: git rm --cached FILE for each tracked one, commit, and change what stands in it")
    return 1
