"""PowerShell on the command line: the cmdlets that delete, fetch, run text or stop things."""

import binascii
import re

from fumehood.commands.expand.arg import DECODED, DOWNLOAD, TERMINAL, UNKNOWN, Arg, literal
from fumehood.commands.run.call import Call
from fumehood.commands.run.text import note_origin

_WORD = re.compile(r"'[^']*'|\"[^\"]*\"|[^\s;|(){}]+")
_DELETES = ("remove-item", "ri", "del", "erase", "rd", "rmdir", "rm")
_FETCHES = (
    "invoke-webrequest",
    "iwr",
    "invoke-restmethod",
    "irm",
    "downloadstring",
    "downloadfile",
    "wget",
    "curl",
    "start-bitstransfer",
    "net.webclient",
)


def powershell(call: Call) -> Arg | None:
    """Follows `-Command`, `-EncodedCommand`, and what is piped in."""
    args = call.args
    for at, arg in enumerate(args):
        option = arg.lower()
        if option in ("-e", "-ec", "-enc", "-encodedcommand", "-encoded") and at + 1 < len(args):
            text = _decoded(args[at + 1])
            note_origin(call.machine, Arg(text, frozenset((DECODED,))))
            _follow(call, text)
            return None
        if option in ("-c", "-command", "/c") or (not option.startswith("-") and at == 0):
            _follow(
                call,
                " ".join(literal(a) for a in args[at + (0 if not option.startswith(("-", "/")) else 1) :]),
            )
            return None
    if TERMINAL not in call.stdin.taint and call.stdin:
        _follow(call, call.stdin)
    return None


def _decoded(text: str) -> str:
    try:
        return binascii.a2b_base64(text.encode() + b"==").decode("utf-16-le")
    except (binascii.Error, ValueError):
        return UNKNOWN


def _follow(call: Call, text: str) -> None:
    lower = text.lower()
    machine = call.machine
    machine.program = "powershell"
    fetches = any(w in lower for w in _FETCHES)
    if fetches and re.search(r"\b(?:iex|invoke-expression)\b|\.invoke\(|&\s*\(", lower):
        note_origin(machine, Arg(UNKNOWN, frozenset((DOWNLOAD,))))
    if "tcpclient" in lower:
        machine.effect(
            "remote-shell"
            if "getstream" in lower and ("iex" in lower or "invoke-expression" in lower)
            else "connect",
            "a connection",
            on="remote",
            what="commands over a connection",
            flags=["raw"],
        )
    for statement in re.split(r"[;\n|]", text):
        words = [w.strip("'\"") for w in _WORD.findall(statement)]
        if not words:
            continue
        first, rest = words[0].lower(), words[1:]
        if first in _DELETES:
            flags = [w.lower() for w in rest if w.startswith("-")]
            recursive = any(f.startswith("-r") for f in flags)
            for path in (w for w in rest if not w.startswith("-")):
                machine.delete(
                    Arg(path.replace("\\", "/") if path[1:2] != ":" else "/" + path.replace("\\", "/")),
                    recursive=recursive,
                )
        elif first in ("format-volume", "clear-disk", "initialize-disk", "remove-partition"):
            machine.effect("device", " ".join(rest), on="disk")
        elif first in ("stop-computer", "restart-computer"):
            machine.effect("stop", first, on="machine", flags=["machine"])
        elif first in (
            "set-executionpolicy",
            "set-mppreference",
            "disable-windowsoptionalfeature",
            "set-netfirewallprofile",
        ):
            machine.effect("protection", statement.strip()[:60], on="system", flags=["off"])
        elif first in ("clear-eventlog", "clear-history"):
            machine.effect("trace", first, on="system")
        elif first in ("get-content", "gc", "cat", "type"):
            for path in (w for w in rest if not w.startswith("-")):
                machine.read(Arg(path.replace("\\", "/")))
