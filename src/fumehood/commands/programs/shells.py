"""Shells: what they read is a program, wherever it comes from."""

from fumehood.commands.expand.arg import SHELL, TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse
from fumehood.commands.run.script import run_file
from fumehood.commands.run.simple import program_name
from fumehood.commands.run.table import PROGRAMS
from fumehood.commands.run.text import note_origin, run_text

_VALUED = "oO"
_LONG = ("--rcfile", "--init-file", "--command", "--init-command")


def shell(call: Call) -> Arg | None:
    """`sh -c TEXT`, `sh FILE`, and `sh` that reads its program from the input."""
    machine = call.machine
    args = [Arg("-" + a[1:], a.taint) if a[:1] == "+" and len(a) > 1 else a for a in call.args]
    options = parse(args, _VALUED, _LONG, first_only=True)
    if options.any("-n", "--help", "--version", "--dump-strings", "-D"):
        return Arg("")
    rest = options.rest
    if text := options.value("--command", "--init-command"):
        return call.run_text(text)
    if options.any("-c"):
        if not rest:
            return Arg("")
        machine.program = call.name
        return run_text(machine, rest[0], call.stdin, positional=rest[2:])
    for path in options.all_values("--rcfile", "--init-file"):
        run_file(machine, path, [], Arg(""), "sh")
    if rest and not options.any("-s") and rest[0] not in ("-", "/dev/stdin", "/proc/self/fd/0"):
        machine.program = call.name
        if rest[0].endswith(".sh") and program_name(rest[0].rpartition("/")[2]) in PROGRAMS:
            return call.run([Arg(rest[0].rpartition("/")[2]), *rest[1:]])
        printed = run_file(machine, rest[0], rest[1:], call.stdin, "sh")
        if printed is None and {"download", "socket"} & rest[0].taint:
            note_origin(machine, Arg(UNKNOWN, rest[0].taint))
        return printed
    return _from_input(call, rest)


def _from_input(call: Call, rest: list[Arg]) -> Arg | None:
    stdin = call.stdin
    if TERMINAL in stdin.taint or not stdin or "fifo" in stdin.taint:  # an interactive shell
        return Arg(UNKNOWN, frozenset((SHELL,)))
    files = [label[5:] for label in stdin.taint if label.startswith("from:")]
    if files and not stdin.strip(UNKNOWN + " \n"):
        if run_file(call.machine, Arg(files[0]), rest, Arg(""), "sh") is None:
            note_origin(call.machine, Arg(UNKNOWN), what="commands out of a file that cannot be read now")
        return Arg(UNKNOWN)
    return run_text(call.machine, stdin, Arg(""), positional=rest)
