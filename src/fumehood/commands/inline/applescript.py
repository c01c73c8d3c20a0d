"""AppleScript and JavaScript for Automation: shell scripts in it, and what it makes other programs do."""

import re

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.text import run_text

_SCRIPT = re.compile(
    r'\b(?:do shell script|do script|doShellScript\s*\(|doScript\s*\()\s*"((?:[^"\\]|\\.){1,4000})"',
    re.DOTALL,
)
_UNCLEAR = re.compile(r'\b(?:do shell script|do script|doShellScript\s*\()\s*(?!\s*")')
_TYPES = re.compile(r"\b(?:keystroke|key code)\b|\bclick (?:button|menu|at)\b", re.IGNORECASE)


def run_applescript(machine: Machine, code: Arg) -> Arg:
    """Notes what the script does, and follows the shell code in it."""
    lower = code.lower()
    machine.program = "osascript"
    rights = "with administrator privileges" in lower or "administratorprivileges" in lower
    if rights:
        machine.effect("escalate", "a shell script", on="system", what="runs as root", flags=["sudo"])
    outer = machine.state.flags
    machine.state.flags = outer | ({"privileged"} if rights else frozenset())
    try:
        for found in _SCRIPT.finditer(code):
            text = found[1].replace('\\"', '"').replace("\\\\", "\\")
            run_text(machine, Arg(text, code.taint), Arg(""))
        if _UNCLEAR.search(code):
            run_text(machine, Arg(UNKNOWN, code.taint), Arg(""))
    finally:
        machine.state.flags = outer
    machine.program = "osascript"
    if "hidden answer" in lower or "hiddenanswer" in lower:
        machine.effect("read-secret", "a dialogue", on="home", what="a password that a person is asked for")
    if "empty trash" in lower or "empty the trash" in lower:
        machine.effect("delete", "what the bin holds", on="home", flags=["recursive"])
    elif '"finder"' in lower and re.search(r"\bdelete\b", lower):
        machine.effect("delete", "what Finder is told", on="home", flags=["recursive"])
    if "login item" in lower and ("make" in lower or "add" in lower):
        machine.effect("persist", "a login item", on="home", what="a program that starts by itself")
    if re.search(r'"(?:mail|messages)"', lower) and re.search(r"\bsend\b", lower):
        machine.effect("send", "a message", on="remote", what="a message")
    if re.search(r"\b(?:shut down|restart|log out)\b", lower):
        machine.effect("stop", "the machine", on="machine", what="the machine", flags=["machine"])
    if _TYPES.search(code):
        machine.effect(
            "schedule", "keys and buttons", on="machine", what="types and clicks in other programs"
        )
    return Arg(UNKNOWN)
