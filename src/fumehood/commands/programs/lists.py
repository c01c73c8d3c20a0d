"""Programs that take the names, or the lines, that they work on from a file."""

from fumehood.commands.expand.arg import NONE, TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call


def by_file(call: Call) -> Arg | None:
    """`date -f` and `file -f` print the lines of a file when they make nothing of them."""
    options = call.options("fdrs" if call.name == "date" else "fFmeP", ("--file", "--files-from", "--date"))
    files = options.all_values("-f", "--file", "--files-from")
    if not files:
        return None
    return Arg(UNKNOWN, NONE.union(*(call.machine.read(f).taint for f in files)))


def cpio(call: Call) -> Arg | None:
    """`cpio -o` and `-p` take along the files whose names come in."""
    options = call.options("EFCHIMORD", ("--file", "--pattern-file", "--directory"))
    if not options.any("-o", "--create", "-p", "--pass-through") or TERMINAL in call.stdin.taint:
        return None
    names = call.machine.limited(call.stdin.splitlines(), 200, "names")
    return Arg(UNKNOWN, NONE.union(call.stdin.taint, *(call.machine.read(n).taint for n in names)))
