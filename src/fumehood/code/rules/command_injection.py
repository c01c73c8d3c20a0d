"""A command built from data and handed to a shell.

What it does
    Follows data from a request, the command line or a function's parameter to a shell command, or to the
    name of the program that is run.
Why is this bad
    A shell reads `;`, `|`, `$(…)` and more as commands: whoever controls the data runs programs of their own.
How to fix
    Run the program without a shell, with a list of arguments: `subprocess.run(["ping", "-c", "1", host])`.
    Put `--` before an argument that may begin with a dash. Never let the data name the program.
References
    CWE-78; OWASP A03:2021 Injection; Python documentation, "subprocess: Security Considerations"
"""

from fumehood.code.flow.value import Value
from fumehood.code.reached import LOW, Reached, Verdict
from fumehood.core.finding import Confidence, Severity
from fumehood.core.patterns import pattern
from fumehood.core.rule import Example, documented

_BAD = """\
import os

def ping(hostname):
    return os.system(f"ping -c 1 {hostname}")
"""
_GOOD = """\
import subprocess

def ping(hostname):
    return subprocess.run(["ping", "-c", "1", "--", hostname], check=False).returncode
"""
RULE = documented(
    __doc__,
    "FHC102",
    "command-injection",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=(78,),
    owasp=("A03:2021",),
    bad=(Example("ping.py", _BAD, line=4),),
    good=(Example("ping.py", _GOOD),),
)
_SHELLS = frozenset(
    {"sh", "bash", "zsh", "ksh", "dash", "cmd", "cmd.exe", "powershell", "powershell.exe", "pwsh"}
)
_SWITCH = pattern(r"-[a-z]*c|/[cCkK]|-Command|-command")


def judge(reached: Reached) -> Verdict | None:
    """Whether data in this command is an injection."""
    role = reached.model.role
    if role == "list" and reached.value.items is not None:
        return _in_list(reached, reached.value.items)
    if role == "list" and not reached.value.parts and not reached.is_outside:
        return None
    confidence = reached.trusted
    if role in ("list", "program"):
        if (
            role == "list"
            and not reached.value.slot
            and not reached.value.parts
            and reached.value.symbol == ""
        ):
            confidence = LOW  # a list of unknown make
        if reached.kind != "web":
            confidence = LOW
    elif reached.kind == "parameter" and not any(h.before or h.after for h in reached.holes):
        confidence = LOW  # a function that runs the command it is given
    elif reached.kind == "environment":
        confidence = LOW
    return Verdict(f"A shell command is built with {reached.label}", confidence)


def _in_list(reached: Reached, items: tuple[Value, ...]) -> Verdict | None:
    origin = reached.place
    mine = [
        i
        for i, item in enumerate(items)
        if any(t.origin is origin and "command" not in t.cleared for t in item.taints)
    ]
    if 0 in mine and items[0].taints and not items[0].parts:
        confidence = reached.trusted if reached.is_outside else LOW
        return Verdict(f"The program that is run comes from {reached.label}", confidence)
    names = {str(c).rpartition("/")[2] for c in items[0].constants}
    if (names and names <= _SHELLS) or names & _SHELLS:
        for i, item in enumerate(items[:-1]):
            switches = [str(c) for c in item.constants]
            if switches and all(_SWITCH.fullmatch(s) for s in switches) and i + 1 in mine:
                return Verdict(f"A shell command is built with {reached.label}", reached.trusted)
    return None
