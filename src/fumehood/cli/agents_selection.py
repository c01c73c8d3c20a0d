"""What the verbs of `agents` share: which agents, which files, and how a path is shown."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from fumehood.agents.journal import Journal
from fumehood.agents.native.agent import Agent, Controls, Scope
from fumehood.core.errors import NothingToScanError, UsageError


def configure(parser: ArgumentParser, *, formats: bool = False) -> None:
    """Adds the names of agents, the scope, and for verbs that only look how they print."""
    parser.add_argument(
        "agents",
        nargs="*",
        metavar="AGENT",
        help="claude, codex, cursor, … (default: every one that is found)",
    )
    parser.add_argument(
        "--project", action="store_true", help="this project's files instead of your own in the home folder"
    )
    if formats:
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="how to print (default: text)"
        )


def looked_at(args: Namespace, scope: Scope) -> "list[tuple[Agent, Controls, Status]]":
    """Each chosen agent with its controls, and how it stands; nothing is changed."""
    from fumehood.agents.journal import peek
    from fumehood.agents.status import status

    record = peek()
    chosen = selected(args, scope, record)
    return [(agent, controls, status(agent, scope, controls, record)) for agent, controls in chosen]


def scope_of(args: Namespace) -> Scope:
    """The folder whose files are meant.

    Raises:
        UsageError: there is no home folder, or the project is the home folder.
    """
    home = os.path.expanduser("~")
    if not os.path.isabs(home) or not os.path.isdir(home):
        raise UsageError("there is no home folder to look in", "set HOME to a folder that exists")
    project = os.path.realpath(os.getcwd()) if args.project else None
    if project and os.path.realpath(home) == project:
        raise UsageError(
            "the home folder is no project", "leave out --project, or go to the project's folder"
        )
    return Scope(home=os.path.realpath(home), project=project, environment=dict(os.environ))


def selected(
    args: Namespace, scope: Scope, record: Journal, *, sandbox: bool | None = None, renew: bool = False
) -> Iterator[tuple[Agent, Controls]]:
    """Each chosen agent with its controls; without names those that are found or installed.

    `sandbox` None means as it was installed. The line is the installed one while it starts this very program (where its
    server listens depends on the shell's environment), unless `renew`.

    Raises:
        UsageError: a name is unknown, or the policy is broken.
        NothingToScanError: no agent was named and none is found.
    """
    from fumehood.agents.compile import compiled
    from fumehood.agents.intent import intent_for
    from fumehood.agents.line import hook_line
    from fumehood.agents.native.table import AGENTS, chosen
    from fumehood.cli.ignore_sync import policy_of

    agents = chosen(args.agents, scope)
    if not args.agents:
        written = installed_in(record, scope)
        agents = [a for a in AGENTS.values() if a in agents or a.id in written]
    if not agents:
        raise NothingToScanError("no agent was found on this machine", f"name one: {', '.join(AGENTS)}")
    hidden = policy_of(Namespace(folder=scope.base, config=None))
    for agent in agents:
        wanted = with_sandbox(record, agent.id, scope) if sandbox is None else sandbox
        line = None if renew else installed_line(record, agent.id, scope)
        intent = intent_for(line or hook_line(agent.id), scope.base, hidden.patterns, sandbox=wanted)
        yield agent, compiled(agent, scope, intent)


def installed_in(record: Journal, scope: Scope) -> set[str]:
    """The agents of which the journal knows a file in this scope."""
    return {entry.agent for entry in record.entries.values() if entry.scope == scope.name}


def installed_line(record: Journal, agent: str, scope: Scope) -> str | None:
    """The line of the last installation, if it starts the fumehood that is running now."""
    import shlex

    from fumehood.agents.line import program

    start = shlex.join([*program(), "hook", agent])
    lines = (entry.line for entry in record.of(agent, scope.name).values())
    return next((line for line in lines if start in line), None)


def with_sandbox(record: Journal, agent: str, scope: Scope) -> bool:
    """Whether the agent was installed with its sandbox switched on."""
    files = [entry.trace.file for entry in record.of(agent, scope.name).values()]
    return any(
        f.role == "sandbox"
        or (f.role == "hooks" and any(e.path == ("sandbox",) for e in getattr(f, "entries", ())))
        for f in files
    )


def shown(path: str, scope: Scope) -> str:
    """A path as a reader wants it: below the project, or below `~`."""
    if scope.project and path.startswith(scope.project + "/"):
        return path[len(scope.project) + 1 :]
    return "~" + path[len(scope.home) :] if path.startswith(scope.home + "/") else path


TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.agents.status import Status
