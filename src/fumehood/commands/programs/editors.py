"""Editors that take commands on the command line or over the input."""

import re

from fumehood.commands.expand.arg import TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call

_CODE = re.compile(r":?\s*(py3?|python3?|lua|ruby|perl|pyx)\b\s*(.*)", re.DOTALL)
_SHELL = re.compile(
    r":?\s*(?:silent!?\s*)?(?:%|\.|\d+(?:,\d+)?)?\s*(?:r(?:ead)?\s*|w(?:rite)?\s*)?!+\s*(.*)", re.DOTALL
)
_CALL = re.compile(
    r"(?:system|systemlist|term_start|jobstart|termopen|shell)\s*\(\s*(['\"])(.*?)\1", re.DOTALL
)
_DELETE = re.compile(r"\bdelete\s*\(\s*(['\"])([^'\"]{1,400})\1([^)]{0,80})\)")
_LANGUAGES = {
    "py": "python",
    "py3": "python",
    "python": "python",
    "python3": "python",
    "pyx": "python",
    "lua": "lua",
    "ruby": "ruby",
    "perl": "perl",
}


def vim(call: Call) -> Arg | None:
    """Vi and vim: `-c`, `--cmd`, `+…`, and ex commands over the input."""
    if call.helps:
        return Arg("")
    texts: list[Arg] = []
    files: list[Arg] = []
    args, i = call.args, 0
    while i < len(args):
        arg = args[i]
        i += 1
        if arg in ("-c", "--cmd", "-S", "-s", "-u", "-i", "-w", "-T", "-t") and i < len(args):
            if arg in ("-c", "--cmd"):
                texts.append(args[i])
            i += 1
        elif arg.startswith("+") and len(arg) > 1:
            texts.append(Arg(arg[1:], arg.taint))
        elif not arg.startswith("-"):
            files.append(arg)
    if TERMINAL not in call.stdin.taint and (
        call.name == "ex" or any(a in ("-es", "-e", "-s", "-Es") for a in args)
    ):
        texts += [
            Arg(line, call.stdin.taint)
            for line in call.machine.limited(call.stdin.splitlines(), 300, "lines")
        ]
    writes = False
    for text in texts:
        for command in (
            text.split("|")
            if not text.lstrip(": ").startswith(("!", "py", "lua", "ruby", "perl", "r!", "w!"))
            and "!" not in text
            and "system(" not in text
            else [text]
        ):
            writes = _command(call, Arg(command.strip(), text.taint)) or writes
    for path in files:
        if writes:
            call.machine.write(path, Arg(UNKNOWN), append=True, flags=["edit"])
        else:
            call.machine.read(path, quiet=not texts)
    return Arg(UNKNOWN)


def _command(call: Call, text: Arg) -> bool:
    """Follows one ex command; whether it writes the file."""
    if code := _CODE.fullmatch(text):
        from fumehood.commands.inline.languages import run_code

        run_code(call.machine, _LANGUAGES[code[1]], Arg(code[2], text.taint), [])
        return False
    shell = _SHELL.fullmatch(text)
    if shell and "!" in text and not re.fullmatch(r":?\s*(?:w|wq|q|x|e|wqa|qa|xa|bd|cq)!?\s*", text):
        call.run_text(Arg(shell[1], text.taint), stdin=Arg(UNKNOWN))
        return False
    for found in _CALL.finditer(text):
        call.run_text(Arg(found[2], text.taint))
    for found in _DELETE.finditer(text):
        call.machine.delete(Arg(found[2]), recursive="rf" in found[3])
    if re.fullmatch(r":?\s*(?:sh|shell|term(?:inal)?)\b.*", text):
        return False
    target = re.fullmatch(r":?\s*(?:%)?(?:w|wq|x|sav|saveas|write)!?\s+(\S+)", text)
    if target:
        call.machine.write(Arg(target[1]), Arg(UNKNOWN))
    return bool(re.fullmatch(r":?\s*(?:w|wq|x|wqa|xa|up|update|wa)!?", text))


def ed(call: Call) -> Arg | None:
    """Ed reads its commands from the input."""
    files = [a for a in call.args if not a.startswith("-")]
    taint: frozenset[str] = frozenset()
    writes = False
    if TERMINAL not in call.stdin.taint:
        for line in call.machine.limited(call.stdin.splitlines(), 300, "lines"):
            stripped = line.strip()
            if stripped.startswith("!"):
                call.run_text(Arg(stripped[1:], call.stdin.taint))
            elif re.match(r"(?:e|E|r)\s+!", stripped):
                call.run_text(Arg(stripped.partition("!")[2], call.stdin.taint))
            elif found := re.match(r"(?:e|E|r|f)\s+(\S+)", stripped):
                taint |= call.machine.read(Arg(found[1])).taint
            elif found := re.match(r"(?:\d+,\d+|,|%)?w(?:q)?\s+!(.+)", stripped):
                call.run_text(Arg(found[1], call.stdin.taint))
            elif found := re.match(r"(?:\d+,\d+|,|%)?wq?(?:\s+(\S+))?$", stripped):
                if found[1]:
                    call.machine.write(Arg(found[1]), Arg(UNKNOWN))
                writes = True
    for path in files:
        if writes:
            call.machine.write(path, Arg(UNKNOWN), append=True, flags=["edit"])
        else:
            taint |= call.machine.read(path).taint
    return Arg(UNKNOWN, taint)


_LISP = re.compile(
    r"\(\s*(shell-command|shell-command-to-string|async-shell-command|call-process-shell-command|compile|term|ansi-term|start-process-shell-command|delete-directory|delete-file|call-process|start-process)\s+([^()]{0,400})"
)
_STRINGS = re.compile(r'"((?:[^"\\]|\\.){0,400})"')


def emacs(call: Call) -> Arg | None:
    """emacs: Lisp on the command line."""
    for option, value in zip(call.args, call.args[1:], strict=False):
        if option in ("--eval", "-eval", "--execute", "-e"):
            _lisp(call, value)
    for arg in call.args:
        if arg.startswith(("--eval=", "--execute=")):
            _lisp(call, Arg(arg.partition("=")[2], arg.taint))
    return Arg(UNKNOWN)


def _lisp(call: Call, code: Arg) -> None:
    for found in _LISP.finditer(code):
        strings = [Arg(s.replace('\\"', '"'), code.taint) for s in _STRINGS.findall(found[2])]
        if not strings:
            continue
        if found[1] in ("delete-directory", "delete-file"):
            call.machine.program = call.name
            call.machine.delete(call.machine.tilde(strings[0]), recursive=found[1] == "delete-directory")
        elif found[1] in ("call-process", "start-process"):
            call.run(strings)
        elif found[1] in ("term", "ansi-term"):
            call.effect(
                "schedule", strings[0], on="machine", what="a shell inside an editor", flags=["shell"]
            )
            call.run_text(strings[0])
        else:
            call.run_text(strings[0])


def editor(call: Call) -> Arg | None:
    """Other editors: what they open is read, and nothing more is known."""
    del call
    return None
