"""Runs a command in a room: only the project is writable, and what it writes waits for you to look at it.

Nothing of your home, of other projects or of the network is there; files that hold secrets show fake values.
Exit codes: those of the command; 125 when the sandbox cannot start; 137 (memory, disk, processes) and 124 (time)
when a limit ended it.

Examples:
  fumehood run -- python build.py
  fumehood run --workspace ro -- ./untrusted.sh
  fumehood run --memory 1g --time 10m --dry-run -- make test
  fumehood run --profile claude -- claude
"""

import os

from fumehood.core.errors import UsageError
from fumehood.sandbox import policy as asked
from fumehood.sandbox.covers.look import Look
from fumehood.sandbox.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from fumehood.cli.console import Console
    from fumehood.sandbox.covers.find import Finder
    from fumehood.sandbox.covers.known import Cover
    from fumehood.sandbox.plan import Needs, Plan
    from fumehood.sandbox.record import Tell, Waits
    from fumehood.sandbox.room import Done
    from fumehood.sandbox.runs import Run
    from fumehood.sandbox.survey import Survey

_AGENTS = {
    "claude": "claude",
    "codex": "codex",
    "gemini": "gemini",
    "aider": "aider",
    "cursor-agent": "cursor",
}
"""Programs that have a profile."""


_LITTLE = 64 << 10
"""Bytes: with less, the next file would not fit."""


def configure(parser: "ArgumentParser") -> None:
    """Adds the arguments of `run`."""
    from fumehood.cli.parser import Parser

    add = parser.add_argument
    add(
        "--backend",
        default="auto",
        metavar="NAME",
        help="auto, bwrap, landlock, oci, gvisor or microvm (default: auto)",
    )
    add("--workspace", default="overlay", metavar="MODE",
        help="overlay (writes wait beside the project), direct or ro (default: overlay)")  # fmt: skip
    add("--net", metavar="MODE", help="none, allow or registry (default: none; with a profile its hosts)")
    add(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST",
        help="a host that --net allow lets through",
    )
    add("--env", action="append", default=[], metavar="NAME", help="pass this variable of your environment")
    add("--ro", action="append", default=[], metavar="PATH", help="show this file or folder, read-only")
    add("--rw", action="append", default=[], metavar="PATH", help="show this file or folder, writable")
    add(
        "--memory",
        metavar="SIZE",
        help="of all processes together (default: half of the machine's; microvm: at most 2g)",
    )
    add("--pids", metavar="N", help=f"processes at a time (default: {asked.DEFAULT_PIDS})")
    add("--time", metavar="TIME", help="30s, 5m, 1h (default: no end)")
    add("--disk", metavar="SIZE", help="what the run may write (default: 8g)")
    add(
        "--profile",
        metavar="NAME",
        help="what an agent needs of hosts, keys and settings: claude, codex, gemini, aider, cursor; script: nothing",
    )
    add("--dry-run", action="store_true", help="print the plan, run nothing")
    if isinstance(parser, Parser):
        parser.takes_command = True


def run(args: "Namespace", console: "Console") -> int:
    """Runs the command; returns its exit code."""
    if not args.command:
        raise UsageError("no command to run", "write it after `--`: fumehood run -- python build.py")
    project = os.path.realpath(os.getcwd())
    home = os.path.realpath(os.path.expanduser("~"))
    # It goes on beside the imports below. A project so wide is refused later, and would take long to look at.
    look = None if f"{home}/".startswith(f"{project}/".replace("//", "/")) else Look(project)
    try:
        return _run(args, console, project, home, look)
    finally:
        if look:
            look.drop()


def _run(args: "Namespace", console: "Console", project: str, home: str, look: Look | None) -> int:
    from fumehood.sandbox.backends import choose
    from fumehood.sandbox.plan import describe, for_people, plan, refuse_wide
    from fumehood.sandbox.survey import survey
    from fumehood.sandbox.system import look as system

    refuse_wide(project, home)
    needs = _needs(args, project, home, console)
    policy = _policy(args, needs.hosts)
    surveyed = survey(project)
    planned = plan(
        policy,
        project,
        tuple(args.command),
        variables=os.environ,
        home=home,
        system=system(),
        survey=surveyed,
        covers=_covers(project, surveyed.secrets, look, console, wholly=args.dry_run),
        needs=needs,
    )
    if reason := _against_overlay(planned, surveyed):
        planned = planned._replace(copied=True)
        if not args.dry_run:
            _notice(f"{reason}: this run works on a copy", console)
    if args.dry_run:
        planned = planned._replace(backend=choose.choose(planned.backend, planned.net, planned.profile))
        argv = choose.backend(planned.backend).words(for_people(planned))
        console.out(describe(planned, argv).encode("utf-8", "backslashreplace").decode())
        return 0
    if planned.covered and planned.workspace == "direct":
        _tell_covered(planned, console)
    record = Record(_keeper(planned), _waits(console))
    done = choose.carry_out(
        planned, terminal=os.isatty(0), notice=lambda text: _notice(text, console), record=record
    )
    _keep_end(record, done, planned.workspace)
    _tell(done, console)
    if record.failure:
        _notice(f"not everything of this run is on record: {record.failure}", console)
    _farewell(planned.workspace, done.run, console, covered=bool(planned.covered))
    if done.end.code and not done.end.limit:
        from fumehood.cli.run_advice import advice

        for text in advice(planned, done.end.code, os.environ.get("PATH", "")):
            _notice(text, console)
    return done.end.code


def _covers(
    project: str, named: tuple[str, ...], look: Look | None, console: "Console", *, wholly: bool
) -> "tuple[Cover, ...]":
    """Files whose content holds secrets; what is known by its name only is told."""
    from fumehood.sandbox.covers.find import SECONDS, by_content

    if look is None:
        return ()
    found = by_content(project, look, named, _finder, None if wholly else SECONDS)
    if found.problem:
        console.error(
            f"fumehood: secrets are known by file names only, the detector failed ({found.problem});"
            " `fumehood scan --risk exposure` shows why"
        )
    elif found.left:
        console.note(
            f"fumehood: {found.left} files not looked at for secrets yet, the time of a start was up; the next run goes on"
        )
    if wholly and found.large:
        from fumehood.report.safe import safe

        for path in found.large:
            console.note(f"not looked at for secrets, too large: {safe(path)}")
    return found.covers


def _tell_covered(planned: "Plan", console: "Console") -> None:
    """Files of the user's own that the command cannot write, for a reason that their names do not tell."""
    from fumehood.report.safe import safe

    paths = [cover.path for cover in planned.covered]
    more = f" and {len(paths) - 3} more" if len(paths) > 3 else ""
    console.note(
        f"fumehood: {safe(', '.join(paths[:3]))}{more}: read-only and without the secrets inside;"
        " with --workspace overlay they can be edited"
    )


def _finder() -> "Finder":
    from fumehood.cli.secret_finder import SecretFinder

    return SecretFinder()


def _keeper(planned: "Plan") -> "Tell":
    """Where the events of the run go: the audit record, with the policy's hash at the beginning."""

    def tell(kind: str, session: str, data: "Mapping[str, object]") -> None:
        from fumehood.audit.canonical import sha256
        from fumehood.audit.log import append

        if kind == "run":
            policy = repr(planned._replace(command=(), environment=()))
            data = {**data, "policy": sha256(policy.encode("utf-8", "surrogateescape"))[:16]}
        append(kind, session=session, agent=planned.profile, project=planned.project, data=data)

    return tell


def _waits(console: "Console") -> "Waits":
    """Says once what a start waits for: at once on a terminal, elsewhere only when it takes long."""
    told = False

    def waits(what: str, seconds: float) -> None:
        nonlocal told
        if not told and (console.terminal or seconds):
            told = True
            console.note(f"fumehood: {what}")

    return waits


def _keep_end(record: "Record", done: "Done", workspace: str) -> None:
    for place in done.end.touched:
        record.touched(place)
    for path in done.aside:
        record.note("set-aside", {"path": path, "reason": "it would act outside of the room"})
    end: dict[str, object] = {"code": done.end.code, "limit": done.end.limit or ""}
    if workspace == "overlay":
        end["changes"] = sum(len(names) for _, _, names in os.walk(done.run.upper))
    record.note("run-end", end)


def _against_overlay(planned: "Plan", surveyed: "Survey") -> str:
    """Why a bubblewrap's overlay would show something else than the project; empty when it would not.

    Raises:
        NoSandboxError: masks and protected paths would not hold in a project that is bound.
    """
    from fumehood.sandbox.letter_case import other_spelling
    from fumehood.sandbox.mounts import inside, mounts

    project = planned.project
    named = (*surveyed.secrets, *surveyed.settings, *surveyed.repositories, *surveyed.links, *surveyed.hooks)
    spelled = other_spelling((*named, *(os.path.join(project, cover.path) for cover in planned.covered)))
    if planned.workspace != "overlay":
        if spelled:
            from fumehood.sandbox.errors import NoSandboxError

            raise NoSandboxError(
                f"{os.path.relpath(spelled, project)} can be reached in upper and lower case here, and is protected in one of them",
                "use --workspace overlay, which works on a copy, or move the project to a file system that tells them apart",
            )
        return ""
    if surveyed.foreign:
        shown = "the project" if surveyed.foreign == project else os.path.relpath(surveyed.foreign, project)
        return f"{shown} has another owner or group, which no overlay can keep"
    if spelled:
        return f"{os.path.relpath(spelled, project)} can be reached in upper and lower case, which no mask can keep"
    if mount := inside(project, mounts()):
        return f"{os.path.relpath(mount.place, project)} is a file system of its own ({mount.kind}), which no overlay would show"
    return ""


def _notice(text: str, console: "Console") -> None:
    from fumehood.report.safe import safe

    console.error(f"fumehood: {safe(text)}")


def _tell(done: "Done", console: "Console") -> None:
    """What the user has to know of a run: its limit, touched honeytokens, what was moved aside or refused."""
    if done.end.limit:
        console.error(f"fumehood: the run was ended: its limit of {done.end.limit} is reached")
    for place in done.end.touched:
        console.error(f"fumehood: the run read a planted credential: {place}")
    if done.offline:
        console.error("fumehood: the proxy died; from then on the run had no network")
    if not (done.aside or done.refusals):
        return
    from fumehood.report.safe import safe

    for path in done.aside:
        console.error(
            f"fumehood: moved aside to {safe(done.run.folder)}/aside: {safe(path)} would act outside of the room"
        )
    for refused in done.refusals:
        console.error(f"fumehood: refused {safe(refused.host)}:{refused.port}: {refused.reason}")


def _farewell(workspace: str, run: "Run", console: "Console", *, covered: bool) -> None:
    """Says where the changes are; a run that wrote nothing leaves no record."""
    from fumehood.sandbox.runs import forget_empty

    # A room that works on a copy keeps, of a project that is written in place, what it could not take over.
    if workspace != "ro" and os.listdir(run.upper) and not (covered and _only_touched(run)):
        if _full(run.upper):
            console.error(
                f"fumehood: the disk of {run.upper} is full: what the command wrote may be cut off;"
                " free space there, or set XDG_STATE_HOME to a folder on a disk with room, and run it again"
            )
        console.note("fumehood: changes wait: `fumehood changes show`, then `apply` or `discard`")
    elif not os.path.isdir(os.path.join(run.folder, "aside")):
        forget_empty(run)


def _only_touched(run: "Run") -> bool:
    """Whether all that was written are covered files as they were."""
    from fumehood.sandbox.changes.pending import pending

    return not pending(run)


def _full(folder: str) -> bool:
    found = os.statvfs(folder)
    return found.f_blocks > 0 and found.f_bavail * found.f_frsize < _LITTLE


def _needs(args: "Namespace", project: str, home: str, console: "Console") -> "Needs":
    """The identity for commits, the caches of package installers, and what the profile names."""
    from fumehood.sandbox.git_identity import git_identity
    from fumehood.sandbox.package_caches import package_caches
    from fumehood.sandbox.plan import NOTHING_MORE

    found = NOTHING_MORE
    if args.profile:
        from fumehood.sandbox.profiles.find import find

        given = find(
            args.profile,
            project,
            tuple(args.command),
            variables=os.environ,
            home=home,
            write=not args.dry_run,
        )
        found = given.needs
        for notice in given.notices:
            _notice(notice, console)
    elif (name := _AGENTS.get(os.path.basename(args.command[0]))) and not args.dry_run:
        console.note(
            f"fumehood: --profile {name} would give {name} its own hosts, key and settings; this run has none of them"
        )
    identity = git_identity(home, project)
    return found._replace(
        shown=(*found.shown, *package_caches(home)),
        texts=((f"{home}/.gitconfig", identity),) if identity else (),
    )


def _policy(args: "Namespace", profiled: tuple[str, ...]) -> asked.Policy:
    net = args.net or ("allow" if profiled else "none")
    for value, known, what in (
        (args.backend, asked.BACKENDS, "backend"),
        (args.workspace, asked.WORKSPACES, "workspace"),
        (net, asked.NETWORKS, "network"),
    ):
        if value not in known:
            raise UsageError(f"unknown {what} `{value}`", "one of: " + ", ".join(known))
    if net == "registry":
        raise UsageError(
            "`--net registry` comes with the index proxy, which is not in this version", "use --net none"
        )
    if args.allow_host:
        from fumehood.sandbox.network.hosts import entry

        for host in args.allow_host:
            entry(host)
    missing = [path for path in (*args.ro, *args.rw) if not os.path.exists(path)]
    if missing:
        raise UsageError(
            f"{missing[0]} does not exist", "--ro and --rw take files and folders that are there"
        )
    return asked.Policy(
        args.backend,
        args.workspace,
        net,
        tuple(dict.fromkeys((*args.allow_host, *(profiled if net == "allow" else ())))),
        tuple(args.env),
        tuple(os.path.realpath(path) for path in args.ro),
        tuple(os.path.realpath(path) for path in args.rw),
        asked.Limits(
            asked.size(args.memory) if args.memory else asked.default_memory(args.backend),
            asked.count(args.pids) if args.pids else asked.DEFAULT_PIDS,
            asked.seconds(args.time) if args.time else None,
            asked.size(args.disk) if args.disk else asked.DEFAULT_DISK,
        ),
    )
