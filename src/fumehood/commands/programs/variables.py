"""Builtins that set and show variables, aliases and options of the shell."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.simple import variable


def export(call: Call) -> Arg:
    """export, declare, local, readonly, typeset: `name=value` among the arguments."""
    state = call.machine.state
    array = any(a.startswith("-") and ("a" in a or "A" in a) for a in call.args)
    seen: set[str] = set()
    for arg in call.args:
        name, equals, text = arg.partition("=")
        if arg.startswith(("-", "+")) or not equals:
            continue
        append = name.endswith("+")
        name = name.rstrip("+").partition("[")[0]
        item = Arg(text, arg.taint)
        if array or name in seen:
            state.arrays[name] = [*state.arrays.get(name, []), item]
            continue
        seen.add(name)
        if append and name in state.variables:
            item = Arg(state.variables[name][0] + text, state.variables[name][0].taint | arg.taint)
        state.set(name, item)
        variable(call.machine, name, item)
    if (call.args[:1] == ["-p"] and len(call.args) == 1) or not call.args:
        return Arg(UNKNOWN, frozenset(("environment",)))
    return Arg("")


def unset(call: Call) -> Arg:
    """Forgets variables and functions; forgetting HISTFILE switches the record of what was typed off."""
    state = call.machine.state
    for name in call.args:
        if name in ("HISTFILE", "HISTSIZE", "HISTFILESIZE"):
            call.effect("trace", name, what="the record of what was typed is switched off")
        if name.startswith("-"):
            continue
        state.set(str(name), Arg(""))
        state.arrays.pop(str(name), None)
        if "-f" in call.args:
            state.functions.pop(str(name), None)
    return Arg("")


def set_(call: Call) -> Arg:
    """`set -- a b` sets the positional parameters; `set +o history` switches a record off."""
    args = call.args
    if len(args) > 1 and args[0] in ("+o", "-o") and args[1] == "history":
        if args[0] == "+o":
            call.effect("trace", "set +o history", what="the record of what was typed is switched off")
        return Arg("")
    if "--" in args:
        call.machine.state.positional = list(args[args.index("--") + 1 :])  # type: ignore[arg-type]
    elif args and not args[0].startswith(("-", "+")):
        call.machine.state.positional = list(args)
    return Arg("") if args else Arg(UNKNOWN, frozenset(("environment",)))


def shift(call: Call) -> Arg:
    """Drops positional parameters from the front."""
    number = int(call.args[0]) if call.args and call.args[0].isdecimal() and len(call.args[0]) < 5 else 1
    call.machine.state.positional = call.machine.state.positional[number:]
    return Arg("")


def read(call: Call) -> Arg:
    """Sets the variables from the first line of the input."""
    options = call.options("adinNptu", ())
    line = call.stdin.split("\n", 1)[0] if call.stdin else ""
    taint = call.stdin.taint
    state = call.machine.state
    names = [str(n) for n in options.rest] or ["REPLY"]
    if array := options.value("-a"):
        state.arrays[str(array)] = [Arg(w, taint) for w in line.split()]
        return Arg("")
    if UNKNOWN in line and len(names) > 1:
        for name in names:
            state.set(name, Arg(UNKNOWN, taint))
        return Arg("")
    separators = call.machine.separators()
    pieces = line.split(separators[0]) if len(separators) == 1 and separators != " " else line.split()
    for number, name in enumerate(names):
        last = number == len(names) - 1
        text = (
            (line if len(names) == 1 else " ".join(pieces[number:]))
            if last
            else "".join(pieces[number : number + 1])
        )
        state.set(name, Arg(text, taint))
    return Arg("")


def mapfile(call: Call) -> Arg:
    """Sets an array from the lines of the input."""
    options = call.options("dnOsuCc", ())
    name = str(options.rest[0]) if options.rest else "MAPFILE"
    call.machine.state.arrays[name] = [
        Arg(line, call.stdin.taint) for line in call.machine.limited(call.stdin.splitlines(), 256, "lines")
    ]
    if action := options.value("-C"):
        call.run_text(action)
    return Arg("")


def let(call: Call) -> Arg:
    """Arithmetic; the values are not followed."""
    for arg in call.args:
        name = arg.partition("=")[0].strip(" +-*/%")
        if name.isidentifier():
            call.machine.state.set(name, Arg(UNKNOWN))
    return Arg("")


def alias(call: Call) -> Arg:
    """Keeps the aliases; they hold from then on, as in an interactive shell."""
    for arg in call.args:
        name, equals, text = arg.partition("=")
        if equals and not arg.startswith("-"):
            call.machine.state.aliases[name] = text
    return Arg("")


def unalias(call: Call) -> Arg:
    """Forgets aliases."""
    for arg in call.args:
        if arg == "-a":
            call.machine.state.aliases.clear()
        call.machine.state.aliases.pop(str(arg), None)
    return Arg("")


def shopt(call: Call) -> Arg:
    """Options of the shell; those that keep a record may be switched off here."""
    if "-u" in call.args and "histappend" in call.args:
        call.effect("trace", "shopt -u histappend", what="the record of what was typed")
    return Arg("")


def test(call: Call) -> Arg:
    """A question; no effect."""
    del call
    return Arg("")


def printenv(call: Call) -> Arg:
    """The environment, or one variable of it."""
    if not call.args:
        return Arg(UNKNOWN, frozenset(("environment",)))
    values = call.machine.state.variables.get(str(call.args[-1]))
    return Arg(values[0] + "\n", values[0].taint) if values else Arg(UNKNOWN, frozenset(("environment",)))
