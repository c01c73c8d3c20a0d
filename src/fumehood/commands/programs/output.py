"""Programs whose output can be told from their arguments: echo, printf, pwd, which, seq and others."""

import re

from fumehood.commands.expand.arg import NONE, UNKNOWN, Arg, literal
from fumehood.commands.run.call import Call
from fumehood.commands.shell.escapes import decode

_FORMAT = re.compile(r"%(?:%|[-+ #0]*(\*|\d{1,4})?(?:\.(\*|\d{1,4}))?(?:\(([^)]*)\))?([a-zA-Z]))")
_MOST = 400  # rounds of a format, and numbers of a sequence


def echo(call: Call) -> Arg:
    """The arguments, joined; `-e` decodes escapes, `-n` leaves the newline out."""
    args = call.args
    escapes = newline = False
    while args and len(args[0]) > 1 and args[0][0] == "-" and not args[0][1:].strip("neE"):
        newline = newline or "n" in args[0]
        escapes = ("e" in args[0]) or (escapes and "E" not in args[0])
        args = args[1:]
    text = literal(" ".join(args))
    return Arg(
        (decode(text) if escapes else text) + ("" if newline else "\n"), NONE.union(*(a.taint for a in args))
    )


def printf(call: Call) -> Arg:
    """The format with the arguments in it, again and again until they are used up."""
    args = call.args
    target = None
    if args[:1] == ["-v"] and len(args) > 2:
        target, args = args[1], args[2:]
    if args[:1] == ["--"]:
        args = args[1:]
    if not args:
        return Arg("")
    form, values = literal(args[0]), [literal(a) for a in args[1:]]
    made = ""
    for _ in range(_MOST):
        before = len(values)
        made += _once(decode(form), values)
        if not values or len(values) == before:
            break
    result = Arg(made, NONE.union(*(a.taint for a in args)))
    if target:
        call.machine.state.set(target, result)
        return Arg("")
    return result


def _once(form: str, values: list[str]) -> str:
    def fill(match: re.Match[str]) -> str:
        letter = match[4]
        if letter is None:
            return "%"
        if match[1] == "*" and values:
            values.pop(0)
        value = values.pop(0) if values else ""
        if UNKNOWN in value:
            return UNKNOWN
        if letter == "b":
            return decode(value)
        if letter in "diuxXoc":
            return _number(letter, value)
        if match[2] and match[2].isdecimal() and letter == "s":
            return value[: int(match[2])]
        return value

    return _FORMAT.sub(fill, form)


def _number(letter: str, value: str) -> str:
    if letter == "c":
        return value[:1]
    if value[:1] in ("'", '"'):
        number = ord(value[1]) if len(value) > 1 else 0
    else:
        try:
            number = int(value or "0", 0)
        except ValueError:
            return UNKNOWN if UNKNOWN in value else "0"
    return {"x": f"{number:x}", "X": f"{number:X}", "o": f"{number:o}"}.get(letter, str(number))


def pwd(call: Call) -> Arg:
    """The current folder."""
    return Arg((call.machine.state.cwd or UNKNOWN) + "\n")


def which(call: Call) -> Arg:
    """The first name, in the usual folder."""
    names = [a for a in call.args if not a.startswith("-")]
    return Arg("".join(f"/usr/bin/{n}\n" for n in names))


def type_(call: Call) -> Arg:
    """Like `which` with `-p` or `-P`; a sentence otherwise."""
    return which(call) if any(a in ("-p", "-P") for a in call.args) else Arg(UNKNOWN)


def basename(call: Call) -> Arg | None:
    """The last component, without a suffix."""
    options = call.options("s", ("--suffix",))
    if not options.rest:
        return None
    name = options.rest[0].rstrip("/").rpartition("/")[2]
    suffix = options.rest[1] if len(options.rest) > 1 else options.value("-s", "--suffix") or ""
    return Arg(
        (name.removesuffix(suffix) if suffix and name != suffix else name) + "\n", options.rest[0].taint
    )


def dirname(call: Call) -> Arg | None:
    """The folder of a path."""
    options = call.options("")
    if not options.rest:
        return None
    path = options.rest[0].rstrip("/")
    folder = path.rpartition("/")[0] or ("/" if options.rest[0].startswith("/") else ".")
    return Arg(folder + "\n", options.rest[0].taint)


def seq(call: Call) -> Arg | None:
    """Numbers, when they are whole and few."""
    numbers = [a for a in call.args if a.removeprefix("-").isdecimal() and len(a) < 8]
    if len(numbers) != len(call.args) or not numbers:
        return None
    first = int(numbers[0]) if len(numbers) > 1 else 1
    step = int(numbers[1]) if len(numbers) > 2 else 1
    last = int(numbers[-1])
    if not step:
        return None
    return Arg("".join(f"{n}\n" for n in list(range(first, last + (1 if step > 0 else -1), step))[:_MOST]))


def whoami(call: Call) -> Arg:
    """The user's name."""
    return Arg(("root" if "privileged" in call.machine.state.flags else call.machine.context.user) + "\n")


def mktemp(call: Call) -> Arg:
    """A fresh name in the folder for temporary files; the same for each call of one command."""
    options = call.options("p", ("--tmpdir", "--suffix"))
    form = options.rest[0] if options.rest else "tmp.XXXXXXXXXX"
    folder = options.value("-p", "--tmpdir") or call.machine.context.temporary or "/tmp"
    path = form.replace("XXXXXXXXXX", "fumehood").replace("XXXXXX", "fumeho").replace("XXX", "fum")
    return Arg((path if path.startswith("/") else f"{folder}/{path}") + "\n")


def yes(call: Call) -> Arg:
    """Its argument without end; a file that it is written to fills the disk, which `Machine.write` cannot see."""
    word = call.args[0] if call.args else Arg("y")
    return Arg(f"{word}\n{word}\n", frozenset(("endless",)))


def uname(call: Call) -> Arg | None:
    """The system's name."""
    return Arg("Linux\n") if not call.args or call.args == ["-s"] else None


def realpath(call: Call) -> Arg | None:
    """The absolute path of the first operand; links are not followed."""
    options = call.options("", ("--relative-to", "--relative-base"))
    return Arg(call.machine.full(options.rest[0]) + "\n") if options.rest else None
