"""Stands between an assistant and an MCP server: put it before the server's command in the assistant's settings.

Tools are reviewed when they are first seen, then pinned; a tool that changes is held back, with what changed, until
you accept it. So is the whole server when its package or version changes, or when it is given variables that hand it
credentials, other code or another address (names are kept, no values). Calls that policy denies are refused: a command,
a file, and a tool that sends after credentials were read through another server. Results with injected orders are held
back and secrets in them covered. Everything else passes byte for byte. The exit code is the server's.

Examples:
  fumehood agents mcp guard -- uvx mcp-server-git --repository .
  fumehood agents mcp guard --held -- uvx mcp-server-git --repository .      which tools wait, and why
  fumehood agents mcp guard --accept git_log -- uvx mcp-server-git --repository .
"""

import os
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.cli.parser import Parser
from fumehood.core.errors import CLEAN, FOUND, UsageError


def configure(parser: ArgumentParser) -> None:
    """Adds the arguments of `agents mcp guard`."""
    parser.add_argument(
        "--lock", metavar="FILE", help="the lock file (default: in your configuration folder)"
    )
    parser.add_argument(
        "--accept",
        action="append",
        metavar="TOOL",
        help="accept this tool as it is now, or `all`; starts no server",
    )
    parser.add_argument("--held", action="store_true", help="list the tools that wait; starts no server")
    if isinstance(parser, Parser):
        parser.takes_command = True
        parser.usage = f"{parser.prog} [options] -- SERVER ARG…"


def run(args: Namespace, console: Console) -> int:
    """Relays until the server ends; returns its exit code."""
    import shlex

    from fumehood.agents.mcp.lock import Lock, default_path
    from fumehood.report.safe import safe

    if not args.command:
        raise UsageError("no server is named", "write its command after `--`")
    lock = Lock(args.lock or default_path(), args.command)
    if args.accept:
        for name in lock.accept([] if args.accept == ["all"] else args.accept):
            console.out(f"accepted {safe(name)}")
        return CLEAN
    if args.held:
        for name, entry in sorted(lock.held.items()):
            console.out(f"{safe(name)}: {safe('; '.join(map(str, entry.get('reasons', []))))}")
        return FOUND if lock.held else CLEAN
    from fumehood.agents.mcp.flows import Flows
    from fumehood.agents.mcp.guard import Guard, Ports
    from fumehood.agents.mcp.identity import identity
    from fumehood.agents.mcp.package import package_of
    from fumehood.agents.mcp.relay import relay
    from fumehood.audit.log import append
    from fumehood.cli.hook_world import make_world
    from fumehood.cli.mcp_ports import assistant, inspector, new_session

    folder = os.getcwd()
    note = lambda text: console.error(f"fumehood: {safe(text)}")  # noqa: E731
    where = ["--lock", args.lock] if args.lock else []

    def accept(name: str) -> str:
        return shlex.join(
            ["fumehood", "agents", "mcp", "guard", "--accept", name, *where, "--", *args.command]
        )

    flows = Flows(make_world(), lock.key, assistant(), folder)
    ports = Ports(inspector(folder), flows, append, note, accept, new_session(), folder)
    server = identity(os.environ, package_of(args.command, folder))
    return relay(Guard(lock, ports, server), args.command, note)
