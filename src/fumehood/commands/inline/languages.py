"""Code in another language than the shell's: where it came from is noted, then its own reader takes it."""

from fumehood.commands.expand.arg import DECODED, TERMINAL, UNKNOWN, Arg, literal
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.text import note_origin

_DEEPEST = 12
_LONGEST = 200_000  # code points of a program that is still read


def run_code(
    machine: Machine,
    language: str,
    code: Arg,
    args: list[Arg],
    *,
    stdin: Arg | None = None,
    piped: bool = False,
) -> Arg | None:
    """Follows a program and returns what it prints, or None; `piped`: it came over the input."""
    origin = Arg(code, code.taint - {TERMINAL})
    if piped or code.taint & {"download", DECODED, "socket"} or not code.strip(UNKNOWN + " \n;"):
        files = [label[5:] for label in code.taint if label.startswith("from:")]
        if not (files and not code.strip(UNKNOWN + " \n")):
            note_origin(machine, origin)
        elif (known := machine.script(files[0])) is not None:
            code = known
    if not code.strip(UNKNOWN + " \n;"):
        return Arg(UNKNOWN, code.taint & {"download", "socket"})
    state = machine.state
    if state.nested >= _DEEPEST:
        machine.problem("programs call one another too deeply to follow")
        return None
    if len(code) > _LONGEST:
        machine.problem("a program on the command line is too long to follow")
        return None
    before = state.flags
    state.flags = (
        before
        | ({"script"} if "script" in code.taint else frozenset())
        | ({"decoded"} if DECODED in code.taint else frozenset())
    )
    state.nested += 1
    try:
        if language == "python":
            from fumehood.commands.inline.python import run_python

            return run_python(machine, Arg(literal(code), code.taint), args, stdin)
        if language == "tcl":
            from fumehood.commands.inline.tcl import run_tcl

            return run_tcl(machine, Arg(literal(code), code.taint))
        if language == "applescript":
            from fumehood.commands.inline.applescript import run_applescript

            return run_applescript(machine, Arg(literal(code), code.taint))
        from fumehood.commands.inline.tokens import run_tokens

        return run_tokens(machine, language, Arg(literal(code), code.taint), args)
    finally:
        state.nested -= 1
        state.flags = before
