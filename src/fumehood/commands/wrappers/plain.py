"""Wrappers that only change how a program runs: nice, nohup, timeout, env, watch, strace, busybox and their kin."""

import re

from fumehood.commands.expand.arg import NONE, UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse
from fumehood.commands.run.simple import variable

# Of each wrapper: the short options that take a value, the long ones, and how many operands stand before the command.
_PLAIN: dict[str, tuple[str, tuple[str, ...], int]] = {
    "nice": ("n", ("--adjustment",), 0),
    "ionice": ("cnp", ("--class", "--classdata"), 0),
    "stdbuf": ("ioe", ("--input", "--output", "--error"), 0),
    "timeout": ("ks", ("--kill-after", "--signal"), 1),
    "gtimeout": ("ks", ("--kill-after", "--signal"), 1),
    "time": ("fo", ("--format", "--output"), 0),
    "gtime": ("fo", ("--format", "--output"), 0),
    "chrt": ("pTPD", (), 1),
    "taskset": ("", (), 1),
    "caffeinate": ("tw", (), 0),
    "systemd-inhibit": ("", ("--what", "--who", "--why", "--mode"), 0),
    "faketime": ("", (), 1),
    "proxychains": ("f", (), 0),
    "proxychains4": ("f", (), 0),
    "strace": ("eoOpPsuaEIXbS", ("--trace", "--output", "--attach", "--user"), 0),
    "ltrace": ("eopsunaAlxF", ("--output", "--user"), 0),
    "valgrind": ("", (), 0),
    "setarch": ("", (), 1),
    "logsave": ("", (), 1),
    "hyperfine": (
        "wmMrRspPLDniN",
        ("--warmup", "--runs", "--setup", "--prepare", "--cleanup", "--export-json", "--export-markdown"),
        0,
    ),
    "rlwrap": ("afcmpsHlS", (), 0),
    "xvfb-run": ("nsefwp", ("--server-args", "--server-num", "--error-file"), 0),
    "cgexec": ("g", (), 0),
    "numactl": ("CNimplb", ("--cpunodebind", "--membind", "--interleave", "--physcpubind", "--preferred"), 0),
    "prlimit": ("p", ("--pid",), 0),
    "cpulimit": ("lpec", ("--limit", "--pid", "--exe"), 0),
    "choom": ("np", (), 0),
    "chpst": ("uUbemdopfcrtl", (), 0),
    "entr": ("", (), 0),
    "watchexec": ("wefiIdo", ("--watch", "--exts", "--filter", "--ignore", "--shell"), 0),
    "start-stop-daemon": (
        "anpugcxRsrdNPIkO",
        ("--startas", "--exec", "--pidfile", "--name", "--user", "--chuid", "--chdir", "--signal"),
        0,
    ),
    "sg": ("", (), 1),
    "newgrp": ("", (), 9),
    "setpriv": (
        "",
        ("--reuid", "--regid", "--groups", "--inh-caps", "--bounding-set", "--ambient-caps", "--pdeathsig"),
        0,
    ),
    "capsh": ("", (), 9),
    "perf": ("", (), 1),
    "multitime": ("niIorqs", (), 0),
}
_ASSIGNED = re.compile(r"[A-Za-z_]\w*=")


def plain(call: Call) -> Arg | None:
    """Follows the command behind the wrapper."""
    valued, long, operands = _PLAIN.get(call.name, ("", (), 0))
    args = call.args
    if call.name == "nice" and args and args[0][1:].lstrip("-").isdecimal() and args[0].startswith("-"):
        args = args[1:]
    options = parse(args, valued, long, first_only=True)
    if call.name in ("strace", "ltrace") and options.value("-p", "--attach"):
        call.effect("memory", what="watches another program", on="system")
    if call.name == "start-stop-daemon" and (program := options.value("-x", "-a", "--exec", "--startas")):
        return call.run([program, *options.rest])
    if call.name == "capsh":
        found = [a for a in call.args if a == "--"]
        return call.run([Arg("bash"), *call.args[call.args.index(found[0]) + 1 :]]) if found else Arg("")
    if call.name in ("hyperfine", "entr", "sg") and len(options.rest) > operands:
        texts = options.rest[operands:]
        if call.name == "hyperfine" or options.any("-s") or call.name == "sg":
            for text in (
                texts if call.name == "hyperfine" else [call.machine.joined(a for a in texts if a != "-c")]
            ):
                call.run_text(text)
            return None
    rest = options.rest[operands:]
    while rest and _ASSIGNED.match(rest[0]) and call.name in ("dotenv", "watchexec"):
        rest = rest[1:]
    return call.run(rest) if rest else Arg("")


def direnv(call: Call) -> Arg | None:
    """`direnv allow` lets a folder's `.envrc` run at every visit; `direnv exec FOLDER COMMAND`."""
    from fumehood.commands.run.script import run_file

    if call.args[:1] in (["allow"], ["permit"], ["grant"]):
        folder = next((a for a in call.args[1:] if not a.startswith("-")), Arg("."))
        path = folder if folder.endswith(".envrc") else Arg(f"{folder}/.envrc", folder.taint)
        run_file(call.machine, path, [], Arg(""), "sh")
        return Arg("")
    return call.run(call.args[2:]) if call.args[:1] == ["exec"] and len(call.args) > 2 else None


def env(call: Call) -> Arg | None:
    """Follows the command of `env`, with the variables that it sets; `-S` splits a text into words first."""
    options = call.options(
        "uCPSa",
        ("--unset", "--chdir", "--split-string", "--argv0"),
        first_only=True,
        names=("--ignore-environment",),
    )
    rest = options.rest
    split = options.value("-S", "--split-string")
    state = call.machine.state.copy()
    outer, call.machine.state = call.machine.state, state
    try:
        if split is not None:
            rest = [*_split(call, split), *rest]
        if folder := options.value("-C", "--chdir"):
            state.cwd = _entered(call, folder)
        while rest and (
            rest[0] == "-" or _ASSIGNED.match(rest[0]) or ("=" in rest[0] and not rest[0].startswith("-"))
        ):
            name, equals, text = rest[0].partition("=")
            if equals:
                state.set(name, Arg(text, rest[0].taint))
                variable(call.machine, name, Arg(text, rest[0].taint))
            rest = rest[1:]
        if rest:
            return call.run(rest)
    finally:
        call.machine.state = outer
    return Arg(UNKNOWN, frozenset(("environment",)))


def _split(call: Call, text: Arg) -> list[Arg]:
    from fumehood.commands.expand.fields import fields
    from fumehood.commands.run.text import as_source
    from fumehood.commands.shell.nodes import Simple
    from fumehood.commands.shell.parse import parse as parse_shell

    tree = parse_shell(as_source(text).replace("\\_", " ").replace("\\c", "#"))
    first = tree.body.items[0].commands[0] if tree.body.items else None
    if not isinstance(first, Simple):
        return [text]
    head = [Arg(text[: first.words[0].start].strip())] if first.assignments and first.words else []
    if first.assignments and not first.words:
        return [Arg(w) for w in text.split()]
    return [*(Arg(w) for h in head for w in h.split()), *fields(call.machine, first.words)]


def _entered(call: Call, folder: Arg) -> str | None:
    full = call.machine.full(folder)
    return None if UNKNOWN in full else full


def command(call: Call) -> Arg | None:
    """`command` and `builtin`: the rest is the command; with `-v` and `-V` nothing runs."""
    options = call.options("", first_only=True)
    if options.any("-v", "-V"):
        return Arg(f"/usr/bin/{options.rest[0]}\n") if options.rest else Arg("")
    functions = call.machine.state.functions
    hidden = {n: functions.pop(n) for n in [str(options.rest[0])] if n in functions} if options.rest else {}
    try:
        return call.run(options.rest) if options.rest else Arg("")
    finally:
        functions.update(hidden)


def watch(call: Call) -> Arg | None:
    """`watch` gives its words to a shell as one text, again and again."""
    options = call.options("nqs", ("--interval", "--equexit", "--shotsdir"), first_only=True)
    if options.any("-x", "--exec"):
        return call.run(options.rest)
    return call.run_text(call.machine.joined(options.rest)) if options.rest else Arg("")


def script(call: Call) -> Arg | None:
    """`script -c COMMAND`, and on BSD `script FILE COMMAND…`."""
    options = call.options(
        "cEIOBTmo",
        ("--command", "--log-out", "--log-in", "--log-io", "--log-timing", "--echo", "--output-limit"),
        optional="t",
        first_only=True,
    )
    text = options.value("-c", "--command")
    if text is not None:
        return call.run_text(text)
    return call.run(options.rest[1:]) if len(options.rest) > 1 else Arg("")


def flock(call: Call) -> Arg | None:
    """`flock FILE COMMAND…` and `flock FILE -c TEXT`."""
    options = call.options(
        "wEc", ("--timeout", "--conflict-exit-code", "--command", "--wait"), first_only=True
    )
    rest = options.rest[1:]
    if len(rest) > 1 and rest[0] in ("-c", "--command"):
        return call.run_text(rest[1])
    return call.run(rest) if rest else Arg("")


def busybox(call: Call) -> Arg | None:
    """The applet that is named first."""
    rest = [a for a in call.args if a not in ("--list", "--install", "-s")]
    return call.run(rest) if rest and not rest[0].startswith("-") else Arg("", NONE)
