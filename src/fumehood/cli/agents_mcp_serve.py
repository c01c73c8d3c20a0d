"""Offers our checks to an assistant as MCP tools over standard input and output.

check_package, check_command, check_text, scan_path (inside the folder that it is started in) and redact. Offline;
nothing is run. Both generations of the protocol.

Example, and the same in an assistant's MCP settings:
  fumehood agents mcp serve
  {"mcpServers": {"fumehood": {"command": "fumehood", "args": ["agents", "mcp", "serve"]}}}
"""

import os
from argparse import ArgumentParser, Namespace

from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN


def configure(parser: ArgumentParser) -> None:
    """`agents mcp serve` has no arguments of its own."""


def run(_args: Namespace, _console: Console) -> int:
    """Answers until the client closes its side."""
    from fumehood.agents.mcp.lines import lines, write_all
    from fumehood.agents.mcp.messages import INVALID_REQUEST, error, written
    from fumehood.agents.mcp.serve import Server
    from fumehood.cli.mcp_tools import tools

    server = Server(tools(os.getcwd()))
    for line in lines(0):
        answer = (
            written(error(None, INVALID_REQUEST, "the line is too long"))
            if line is None
            else server.line(line)
        )
        write_all(1, answer)
    return CLEAN
