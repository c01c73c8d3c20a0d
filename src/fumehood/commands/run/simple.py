"""A simple command: assignments, the program's name found out, the call handed to whoever knows the program."""

import re
from functools import lru_cache

from fumehood.commands.expand.arg import (
    ANY,
    DOWNLOAD,
    FILE,
    NONE,
    SECRET,
    SET,
    STAR,
    TERMINAL,
    UNKNOWN,
    Arg,
    has_glob,
    literal,
    taint_of,
)
from fumehood.commands.expand.fields import fields, value
from fumehood.commands.expand.glob import matches
from fumehood.commands.run.call import Call
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.table import PROGRAMS, function_of
from fumehood.commands.shell.nodes import Assignment, Simple

_VERSIONED = re.compile(
    r"(python|pypy|pip|perl|ruby|irb|gem|php|lua|luajit|node|nodejs|tclsh|wish|bash|java|guile|jruby|clang|gcc|vim)[-.]?\d[\d.]*"
)
_ENDINGS = (".exe", ".cmd", ".bat", ".com")
OUTPUT = frozenset(("output",))  # printed by a program that is named plainly
_MOST_GLOBBED = 6  # programs that a name with wildcards is tried as
_NO_PROGRAM = re.compile(r"[\w.-]*=")


def simple(machine: Machine, node: Simple, stdin: Arg) -> Arg:
    """Walks a simple command; returns what it prints."""
    from fumehood.commands.run.interpret import deliver, redirect

    machine.spend()
    sinks = len(machine.sinks)
    state = machine.state
    if not node.words:
        for each in node.assignments:
            assign(machine, each)
        stdin, outputs = redirect(machine, node.redirects, stdin)
        return deliver(machine, outputs, Arg(""), sinks) if outputs else Arg("")
    saved = dict(state.variables) if node.assignments else None
    for each in node.assignments:
        assign(machine, each)
    stdin, outputs = redirect(machine, node.redirects, stdin)
    first = node.words[0].literal()
    alias = state.aliases.get(first) if first and state.aliases else None
    args = fields(machine, node.words)
    if alias is not None and first not in machine.active:
        printed = _aliased(machine, first or "", alias, args[1:], stdin)
    else:
        printed = run_words(machine, args, stdin)
    if saved is not None:
        changed = {k: v for k, v in state.variables.items() if k not in {a.name for a in node.assignments}}
        state.variables = {**{k: v for k, v in saved.items() if k not in changed}, **changed}
    return deliver(machine, outputs, printed, sinks) if outputs or len(machine.sinks) > sinks else printed


def _aliased(machine: Machine, name: str, text: str, args: list[Arg], stdin: Arg) -> Arg:
    from fumehood.commands.run.text import run_text

    quoted = " ".join(quote(a) for a in args)
    machine.active.append(name)
    try:
        return run_text(
            machine, Arg(f"{text} {quoted}", NONE.union(*(a.taint for a in args))), stdin, own=False
        )
    finally:
        machine.active.pop()


def quote(arg: str) -> str:
    """The argument as shell source that expands to it again."""
    plain = literal(arg)
    if UNKNOWN in plain:
        return '"' + re.sub(r'([\\"`$])', r"\\\1", plain).replace(UNKNOWN, "${__unknown__}") + '"'
    if plain != arg:
        return re.sub(r"([\\'\"`$\s;&|()<>])", r"\\\1", plain)
    return "'" + plain.replace("'", "'\\''") + "'"


def assign(machine: Machine, node: Assignment) -> None:
    """Gives the variable its value, and looks at what a variable of that name does."""
    state = machine.state
    if node.values is not None:
        items = fields(machine, node.values)
        state.arrays[node.name] = [*state.arrays.get(node.name, []), *items] if node.append else items
        state.variables.pop(node.name, None)
        return
    values = value(machine, node.value)
    if node.index:
        _assign_item(machine, node, values[0])
        return
    if node.append:
        before = state.variables.get(node.name, (Arg(""),))
        values = [Arg(b + v, b.taint | v.taint) for b in before for v in values]
    state.set(node.name, *machine.limited(values, 8, "values"))
    state.arrays.pop(node.name, None)
    for each in values[:1]:
        variable(machine, node.name, each)


def _assign_item(machine: Machine, node: Assignment, item: Arg) -> None:
    items = machine.state.arrays.setdefault(node.name, [])
    if node.index.isdecimal() and int(node.index[:4]) < 256:
        number = int(node.index[:4])
        items += [Arg("")] * (number + 1 - len(items))
        items[number] = item
    else:
        items.append(item)


def variable(machine: Machine, name: str, text: Arg) -> None:
    """Notes what setting this variable would do, when it is one that programs obey."""
    from fumehood.commands.run.variables import WATCHED

    if name in WATCHED:
        from fumehood.commands.run.variables import judge

        judge(machine, name, text)


def run_words(machine: Machine, args: list[Arg], stdin: Arg) -> Arg:
    """Follows the program that the arguments name; returns what it prints."""
    while args and not args[0]:
        args = args[1:]
    if not args:
        return Arg("")
    machine.spend()
    word = args[0]
    if _NO_PROGRAM.match(word) and len(args) > 1 and "/" not in word.partition("=")[0]:
        return run_words(machine, args[1:], stdin)  # what looks like a misspelt assignment
    if word in machine.state.functions:
        from fumehood.commands.run.interpret import call_function

        return call_function(machine, word, args[1:], stdin)
    if UNKNOWN in word or has_glob(word):
        return _unclear(machine, word, args[1:], stdin)
    name = program_name(word)
    if name in PROGRAMS:
        machine.program = name
        call = Call(machine, name, args[1:], stdin)
        printed = function_of(name)(call)
        return default_output(call) if printed is None else printed
    return _unlisted(machine, word, name, args[1:], stdin)


def program_name(word: str) -> str:
    """The name that the tables know a program by: without folder, version and `.exe`."""
    name = word.rstrip("/").rpartition("/")[2].rpartition("\\")[2]
    if name in PROGRAMS:
        return name
    for ending in _ENDINGS:
        name = name.removesuffix(ending)
    if found := _VERSIONED.fullmatch(name):
        name = found[1]
    if name not in PROGRAMS and name.lower() in PROGRAMS and "/" not in word:
        return name.lower()  # file systems that do not tell case apart
    return name


def default_output(call: Call) -> Arg:
    """What a program prints of which nothing is known: unknown text that comes from its input and arguments."""
    return Arg(UNKNOWN, call.stdin.taint.union(OUTPUT, *(a.taint for a in call.args)) - {TERMINAL, "script"})


def _unclear(machine: Machine, word: Arg, args: list[Arg], stdin: Arg) -> Arg:
    """A program whose name is not wholly known: what it may be is followed, and that it is unclear is noted."""
    base = word.rpartition("/")[2]
    if base and UNKNOWN not in base and not has_glob(base) and (base in PROGRAMS or UNKNOWN in word):
        return run_words(machine, [Arg(base, word.taint), *args], stdin)
    if DOWNLOAD in word.taint or SECRET in word.taint or "socket" in word.taint:
        from fumehood.commands.run.text import note_origin

        note_origin(machine, Arg(UNKNOWN, word.taint))
    without = base.replace(UNKNOWN, "")
    tried: list[str] = []
    if has_glob(base):
        if not args:
            return Arg(
                UNKNOWN, stdin.taint - {TERMINAL}
            )  # a program without arguments: the first file that matches
        tried = _programs_like(base.replace(UNKNOWN, STAR))
        if not tried and UNKNOWN not in base:
            return _unlisted(machine, word, base, args, stdin)
        if base.strip(STAR + ANY + SET + "]-") == "" and STAR in base:
            tried = []  # `*` alone: the first file of the folder
    elif without in PROGRAMS:
        tried = [without]
    for name in tried:
        run_words(machine, [Arg(name), *args], stdin)
    machine.program = ""
    machine.effect(
        "run-hidden", word, what="a program whose name is not known until it runs", flags=["dynamic", "name"]
    )
    return Arg(UNKNOWN, stdin.taint.union(*(a.taint for a in args)) - {TERMINAL})


@lru_cache(256)
def _programs_like(pattern: str) -> list[str]:
    """The first few known programs whose names match; a line may ask for the same ones a thousand times."""
    return [p for p in PROGRAMS if matches(pattern, p)][:_MOST_GLOBBED]


def _unlisted(machine: Machine, word: Arg, name: str, args: list[Arg], stdin: Arg) -> Arg:
    """A program that no table knows: one that the command itself wrote, a script of the project, or any other."""
    call = Call(machine, name, args, stdin)
    machine.program = name
    if not call.helps or "/" in word:
        if DOWNLOAD in word.taint:
            machine.effect("run-download", word, on="remote", what="a program whose name was downloaded")
        if "/" in word:
            from fumehood.commands.run.script import run_file

            run_file(machine, word, args, stdin)
    taint = stdin.taint.union(*(taint_of(a) for a in args)) - {TERMINAL}
    return Arg(UNKNOWN, taint | OUTPUT | ({FILE} if any(a.startswith("/") for a in args) else NONE))
