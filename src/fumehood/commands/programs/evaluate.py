"""Builtins that run text: eval, source, trap, exec; and history, which is the record of it."""

from fumehood.commands.expand.arg import UNKNOWN, Arg, literal
from fumehood.commands.run.call import Call
from fumehood.commands.run.text import note_origin


def eval_(call: Call) -> Arg | None:
    """The arguments, joined, as shell code in this shell."""
    args = call.args[1:] if call.args[:1] == ["--"] else call.args
    text = call.machine.joined(args)
    if _is_set_up(text):
        return Arg("")
    return call.run_text(text, own=False)


def _is_set_up(text: Arg) -> bool:
    """`eval "$(tool init)"`: what a plainly named program prints about itself; the program is what counts."""
    return (
        not text.strip(UNKNOWN + " \n;")
        and "output" in text.taint
        and not text.taint & {"download", "decoded", "socket", "file", "terminal"}
    )


def source(call: Call) -> Arg | None:
    """A script in this shell."""
    args = call.args[1:] if call.args[:1] == ["--"] else call.args
    if not args:
        return Arg("")
    path = args[0]
    text = call.machine.script(path)
    if text is None:
        if path in ("/dev/stdin", "-"):
            return call.run_text(call.stdin, own=False)
        if "download" in path.taint:
            note_origin(call.machine, Arg(UNKNOWN, path.taint))
        return Arg("")
    return Arg("") if _is_set_up(text) else call.run_text(Arg(text, text.taint), own=False)


def trap(call: Call) -> Arg:
    """The handler, as if its signal came."""
    args = [a for a in call.args if a not in ("--", "-l", "-p")]
    if len(args) > 1 and args[0] not in ("", "-"):
        call.run_text(args[0])
        if "DEBUG" in args[1:] and (">>" in literal(args[0]) or "BASH_COMMAND" in literal(args[0])):
            call.effect("probe", "DEBUG", what="a handler that sees every command")
    return Arg("")


def history(call: Call) -> Arg | None:
    """Shows the record of what was typed, or empties it."""
    if any(a.startswith("-") and ("c" in a or "w" in a or "d" in a) for a in call.args):
        if not any(a.startswith("-a") for a in call.args):
            call.effect("trace", "history " + " ".join(call.args), what="the record of what was typed")
        return Arg("")
    return Arg(UNKNOWN, frozenset(("file",)))


def exec_(call: Call) -> Arg | None:
    """The command in place of the shell; without one, redirections that last."""
    options = call.options("a", first_only=True)
    return call.run(options.rest) if options.rest else Arg("")
