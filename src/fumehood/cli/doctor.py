"""Says what works on this machine: data and its age, folders, optional parts. Sends nothing.

With --sandbox it attacks the rooms of `fumehood run` instead, with some 280 probes in a world made for it, and prints
for each class what was held and what got through. It takes about a minute, longer with a microVM; exit code 1 when anything got through.

Examples:
  fumehood doctor
  fumehood doctor --sandbox -v
  fumehood doctor --sandbox --backend bwrap --workspace direct --format json
"""

import os
import platform
import shutil
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import NamedTuple

from fumehood import __version__
from fumehood.cli.console import Console
from fumehood.core import paths
from fumehood.core.errors import UsageError

MARKS = {"ok": "✓", "note": "·", "bad": "✗"}
COLOURS = {"ok": "32", "note": "33", "bad": "31"}


class Check(NamedTuple):
    """One line: its state (ok, note, bad), what was looked at, what was found, what to do."""

    state: str
    what: str
    found: str
    remedy: str = ""


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `doctor`."""
    add = parser.add_argument
    add("--sandbox", action="store_true", help="attack the rooms of `fumehood run` and say what they hold")
    add("--backend", action="append", metavar="NAME", help="with --sandbox: only this backend (default: all)")
    add(
        "--workspace",
        action="append",
        choices=("overlay", "direct", "ro"),
        help="with --sandbox: only this workspace",
    )
    add(
        "--format",
        choices=("text", "json"),
        default="text",
        help="with --sandbox: how to print (default: text)",
    )


def run(args: Namespace, console: Console) -> int:
    """Prints a line for each check; 1 when something that should work does not."""
    if args.sandbox:
        from fumehood.cli.doctor_sandbox import attack

        return attack(args, console)
    if args.backend or args.workspace or args.format != "text":
        raise UsageError("--backend, --workspace and --format go with --sandbox", "add --sandbox")
    checks = list(_checks())
    width = max(len(c.what) for c in checks)
    for check in checks:
        mark = MARKS[check.state]
        if console.color:
            mark = f"\x1b[{COLOURS[check.state]}m{mark}\x1b[0m"
        console.out(f"{mark} {check.what.ljust(width)}  {check.found}")
        if check.remedy:
            console.out(f"  {' ' * width}  → {check.remedy}")
    return int(any(c.state == "bad" for c in checks))


def _checks() -> Iterator[Check]:
    yield Check(
        "ok",
        "fumehood",
        f"{__version__}, Python {platform.python_version()} on {platform.system()} {platform.machine()}",
    )
    yield from _rules()
    yield from _indexes()
    for what, folder in (
        ("cache", paths.cache_folder()),
        ("configuration", paths.config_folder()),
        ("state", paths.state_folder()),
    ):
        yield _folder(what, folder)
    git = shutil.which("git")
    yield Check(
        "ok" if git else "note", "git", git or "not found", "" if git else "only `scan --since` needs it"
    )
    yield _isolation()
    modern = sys.version_info >= (3, 12)
    yield Check(
        "ok",
        "newer syntax",
        "parsed by this Python" if modern else "f-strings of Python 3.12 are lowered before parsing",
    )


def _isolation() -> Check:
    """Whether `run` can make its room, by starting an empty one."""
    from fumehood.sandbox.backends.choose import probe

    if not sys.platform.startswith("linux"):
        return Check("note", "isolation", "`fumehood run` needs Linux", "run it in a virtual machine")
    first = probe("bwrap")
    if first.available:
        return Check("ok", "isolation", "bubblewrap starts; `fumehood doctor --sandbox` tries what it holds")
    return Check("note", "isolation", f"no bubblewrap: {first.reason}", first.remedy)


def _rules() -> Iterator[Check]:
    from fumehood.core.registry import all_rules

    rules = all_rules()
    families: dict[str, int] = {}
    for rule in rules.values():
        families[rule.risk] = families.get(rule.risk, 0) + 1
    yield Check("ok", "rules", f"{len(rules)}: " + ", ".join(f"{n} {risk}" for risk, n in families.items()))


def _indexes() -> Iterator[Check]:
    from datetime import UTC, datetime

    from fumehood.packages.answer import Reason
    from fumehood.packages.index import STALE_DAYS
    from fumehood.packages.verdict import Judge

    judge = Judge()
    for ecosystem in ("pypi", "npm"):
        index = judge.index(ecosystem)
        what = f"package index ({ecosystem})"
        if isinstance(index, Reason):
            yield Check("bad", what, index.message, "reinstall fumehood")
            continue
        age = index.days_old(datetime.now(UTC).date())
        extent = "complete" if index.complete else "the most downloaded"
        old = age > STALE_DAYS
        yield Check(
            "note" if old else "ok",
            what,
            f"{index.count:,} names ({extent}) as of {index.as_of}",
            "it is old: `fumehood index update`, or ask live with --online" if old else "",
        )


def _folder(what: str, folder: str) -> Check:
    at = folder
    while not os.path.exists(at) and os.path.dirname(at) != at:
        at = os.path.dirname(at)
    if os.access(at, os.W_OK):
        return Check("ok", f"{what} folder", folder)
    return Check(
        "note", f"{what} folder", f"{folder} cannot be written", "scans work, but nothing is remembered"
    )
