"""The shell line that `agents install` writes: what an assistant runs at each event.

It asks the resident server through a client, and goes the cold way when no whole answer comes back; the event is kept
meanwhile. Every other end is exit code 2: a missing program, a killed one, an error of the shell. Clients, fastest first:
perl (the shell becomes it: one process from beginning to end), netcat, this interpreter without its site.
"""

import functools
import os
import shlex
import sys

from fumehood.agents.server.place import socket_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

PERL_CLIENT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "server", "client.pl")
CLIENTS = ("perl", "netcat", "python")
_PERLS = ("/usr/bin/perl",)
_NETCATS = ("/usr/bin/nc", "/bin/nc", "/usr/local/bin/nc", "/opt/homebrew/bin/nc")
# What a shell cannot start it leaves with 126 or 127, which assistants take for a mistake of the hook's: hence the trap (bash goes on).
_PERL = """\
trap 'exit 2' 0; [ "${{BASH_VERSION-}}" ] && shopt -s execfail; [ -x {perl} ] && [ -r {script} ] && \
unset PERL5OPT PERL5LIB PERL5DB PERLIO PERL_UNICODE && export PERL_BADLANG=0 && exec {perl} {script} {socket} {agent} "$PWD" "{tool}" {quoted}; trap - 0; {cold}"""
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


def hook_line(agent: str, client: str | None = None) -> str:
    """POSIX shell of a few lines that judges the event on its standard input and fails closed (exit 2).

    Args:
        agent: its id.
        client: one of `CLIENTS`; the first that works here when left out.
    """
    cold = cold_line(agent)
    socket = socket_path()
    if not socket:
        return cold
    client = client or next(name for name in CLIENTS if find(name))
    if client == "python":
        from fumehood.agents.server import client as script

        asked = [sys.executable, "-I", "-S", script.__file__, socket, agent, *program(), "hook", agent]
        return _closed(agent, shlex.join(asked))
    form = {"agent": agent, "tool": _tool(agent), "socket": shlex.quote(socket), "cold": cold}
    if client == "perl":
        script_ = shlex.quote(PERL_CLIENT)
        return _PERL.format(perl=shlex.quote(find(client)), script=script_, quoted=shlex.quote(cold), **form)
    return _WARM.format(netcat=shlex.quote(find(client)), asks=_ASKS if agent == "amp" else "", **form)


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


@functools.cache
def find(client: str) -> str:
    """The program of a client that speaks to Unix sockets here, tried out; empty when there is none."""
    if client == "python":
        return sys.executable
    from fumehood.agents.server.tried import speaks_unix

    for path in _PERLS if client == "perl" else _NETCATS:
        if os.access(path, os.X_OK) and speaks_unix(_command(client, path), whole=client == "netcat"):
            return path
    return ""


def _command(client: str, path: str) -> "Callable[[str], list[str]]":
    """How the client sends what stands on its standard input to a socket."""
    if client == "perl":
        return lambda socket: [path, PERL_CLIENT, socket, "claude", "/", "", "exit 2"]
    return lambda socket: [path, "-U", "-w2", socket]
