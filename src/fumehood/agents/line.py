"""The shell line that `agents install` writes: what an assistant runs at each event.

It asks the resident server through netcat, and goes the cold way when no whole answer comes back. The event is kept in a
variable meanwhile. Every other end is exit code 2: a missing program, a killed one, an error of the shell.
"""

import os
import shlex
import sys

from fumehood.agents.server.place import socket_path

_NETCATS = ("/usr/bin/nc", "/bin/nc", "/usr/local/bin/nc", "/opt/homebrew/bin/nc")
# A here-document costs no process where `printf | nc` costs two. What `$E` expands to is not read again by the shell.
_WARM = """\
E=$(cat); A=$({netcat} -U -w2 {socket} 2>/dev/null <<FH-end
FH1 {agent}
$PWD
{tool}
$E
FHend
FH-end
); case "$A" in FH0.) exit 0;; FH0:*:FH) A=${{A#FH0:}}; printf '%s\\n' "${{A%:FH}}"; exit 0;; \
{asks}FH2:*:FH) A=${{A#FH2:}}; printf '%s\\n' "${{A%:FH}}" >&2; exit 2;; esac; \
printf '%s\\n' "$E" | {cold}"""
_ASKS = "FH1:*:FH) A=${A#FH1:}; printf '%s\\n' \"${A%:FH}\" >&2; exit 1;; "


def program() -> list[str]:
    """How to start fumehood: the absolute path of the command, else this interpreter with the module."""
    beside = os.path.join(os.path.dirname(sys.executable), "fumehood")
    return [beside] if os.access(beside, os.X_OK) else [sys.executable, "-I", "-m", "fumehood"]


def hook_line(agent: str, netcat: str | None = None) -> str:
    """POSIX shell of a few lines that judges the event on its standard input and fails closed (exit 2).

    Args:
        agent: its id.
        netcat: the one to use ("" for none); it is looked for when left out.
    """
    cold = cold_line(agent)
    socket = socket_path()
    if not socket:
        return cold
    netcat = find_netcat() if netcat is None else netcat
    if not netcat:
        from fumehood.agents.server import client

        asked = [sys.executable, "-I", "-S", client.__file__, socket, agent, *program(), "hook", agent]
        return _closed(agent, shlex.join(asked))
    return _WARM.format(
        agent=agent, tool=_tool(agent), netcat=shlex.quote(netcat), socket=shlex.quote(socket),
        asks=_ASKS if agent == "amp" else "", cold=cold,
    )  # fmt: skip


def cold_line(agent: str) -> str:
    """The line that starts fumehood each time."""
    return _closed(agent, shlex.join([*program(), "hook", agent]))


def _closed(agent: str, command: str) -> str:
    """Every failure is a 2; of Amp, for which 1 is a question, every code above."""
    if agent == "amp":
        return f"{{ {command}; C=$?; [ $C -le 1 ] && exit $C; exit 2; }}"
    return f"{command} || exit 2"


def _tool(agent: str) -> str:
    return {"cline": "${CLINE_TOOL_NAME-}", "amp": "${AGENT_TOOL_NAME-}"}.get(agent, "")


def find_netcat() -> str:
    """A netcat that speaks to Unix sockets, tried out; empty when there is none."""
    from fumehood.agents.server.netcat import speaks_unix

    return next((path for path in _NETCATS if os.access(path, os.X_OK) and speaks_unix(path)), "")
