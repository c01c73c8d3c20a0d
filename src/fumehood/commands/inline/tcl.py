"""Tcl and Expect: bare words are texts, so commands stand in them as they would in a shell."""

import re

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.text import run_text

_STARTS = re.compile(
    r"(?:^|[\[;{\n])\s*(?:catch\s*\{)?\s*(?:set\s+\w+\s+\[)?(?:exec|spawn|system)\s+([^\n;\]}]{1,2000})"
)
_DELETES = re.compile(r"\bfile\s+delete\s+(?:-force\s+)?(?:--\s+)?([^\n;\]}\s]{1,400})")


def run_tcl(machine: Machine, code: Arg) -> Arg | None:
    """Follows what the program starts and deletes; a connection and a started program make a remote shell."""
    connects = re.search(r"\bsocket\s+(?!-server)", code) is not None
    starts = _STARTS.findall(code)
    for text in starts:
        run_text(machine, Arg(text, code.taint), Arg(""))
    for path in _DELETES.findall(code):
        machine.program = "tclsh"
        machine.delete(Arg(path.strip('"{}')), recursive="-force" in code)
    if connects:
        machine.program = "tclsh"
        shell = bool(starts) or "exec" in code or "eval" in code
        machine.effect("remote-shell" if shell else "connect", "a connection", on="remote", flags=["raw"])
    return Arg(UNKNOWN)
