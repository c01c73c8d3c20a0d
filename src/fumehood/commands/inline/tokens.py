"""Programs in Perl, Ruby, JavaScript, PHP, Lua, awk and others: calls with literal arguments, by their names."""

import re

from fumehood.commands.expand.arg import (
    DECODED,
    DOWNLOAD,
    ENVIRONMENT,
    FILE,
    NONE,
    SECRET,
    TERMINAL,
    UNKNOWN,
    Arg,
)
from fumehood.commands.inline.names import (
    CONNECTS,
    DELETES,
    FETCHES,
    LISTENS,
    READS,
    RUNS_CODE,
    SENDS,
    SHELLS,
    WRITES,
)
from fumehood.commands.inline.program import GLOBS, Program
from fumehood.commands.run.machine import Machine
from fumehood.commands.run.text import note_origin, run_text

_MOST_CALLS = 1_000
_QUERIES = frozenset({
    "query", "execute", "exec", "raw", "unsafe", "do", "executeRaw", "executeRawUnsafe", "queryRawUnsafe", "mysqli_query", "pg_query", "mysql_query", "execute_batch", "exec_params", "prepare",
})  # fmt: skip
_SQL = re.compile(r"\s*(?:drop|delete|truncate|update|alter|grant|create\s+(?:user|role))\b", re.IGNORECASE)


def run_tokens(machine: Machine, language: str, code: Arg, args: list[Arg]) -> Arg | None:
    """Follows a program by its tokens; returns nothing that is known of its output but where it came from."""
    program = Program(machine, language, code, args)
    machine.program = language if language != "other" else machine.program
    if language == "awk":
        from fumehood.commands.inline.awk import run_awk

        return run_awk(program)
    calls = 0
    at = 0
    found = program.tokens
    while at < len(found):
        token = found[at]
        if token.kind == "cmd":
            text = program.value(token)
            program.did.add("shell")
            run_text(machine, text, Arg(""))
        elif token.kind == "name" and calls < _MOST_CALLS:
            calls += _name(program, at)
            if calls == _MOST_CALLS and "script" not in machine.state.flags:
                machine.problem("a program has more calls than can be followed")
        elif (
            token.kind == "str"
            and at + 2 < len(found)
            and found[at + 1].text == "."
            and found[at + 2].text in ("execute", "!", "!!")
        ):
            run_text(machine, program.value(token), Arg(""))
        at += 1
    if not calls and "(" not in code and not any(t.kind == "cmd" for t in found):
        from fumehood.commands.crude import look

        look(machine, code)  # what is no program in that language may be one for a shell
    _conclude(program)
    return Arg(UNKNOWN, program.taint & {SECRET, FILE, DOWNLOAD, ENVIRONMENT})


def _name(program: Program, at: int) -> int:
    found = program.tokens
    token = found[at]
    follows = found[at + 1] if at + 1 < len(found) else None
    if follows is None:
        return 0
    whole = token.text.lstrip("$@%&").rstrip("!?")
    whole = program.aliases.get(whole, whole)
    last = whole.replace("::", ".").replace("->", ".").replace(":", ".").rpartition(".")[2]
    if follows.text == "=" and not (at + 2 < len(found) and found[at + 2].text == "="):
        values, _ = program.arguments(at + 2)
        first = values[0] if values else Arg(UNKNOWN)
        if isinstance(first, Arg):
            program.constants[whole] = first
        return 0
    called = (
        follows.text == "("
        or follows.kind in ("str", "cmd")
        or (follows.text in ("[", "{", "-") and program.language in ("perl", "ruby", "other"))
        or follows.kind == "name"
        or (follows.kind == "number" and program.language == "other")
    )
    if program.language == "node" and follows.text != "(" and not (follows.kind == "str" and follows.text):
        called = False
    if not called:
        if last in ("fork",):
            program.did.add("fork")
        if whole.startswith(("process.env", "ENV", "_ENV")):
            program.taint |= {ENVIRONMENT} if whole in ("process.env", "ENV", "_ENV") else NONE
        return 0
    arguments, _ = program.arguments(at + 1)
    if not _data(program, last, arguments):
        _act(program, whole, last, arguments)
    return 1


def _data(program: Program, last: str, arguments: list[Arg | list[Arg]]) -> bool:
    """Notes names that are chosen by a pattern, and statements for a database; whether the call is one of these."""
    text = arguments[0] if arguments and isinstance(arguments[0], Arg) else Arg("")
    if last in GLOBS and text.strip(UNKNOWN):
        program.chosen.append(_path(text))
        return True
    if last in _QUERIES and _SQL.match(text):
        from fumehood.commands.programs.databases import statements
        from fumehood.commands.run.call import Call

        statements(Call(program.machine, program.language, [], Arg("")), text)
        return True
    return False


def _act(program: Program, whole: str, last: str, arguments: list[Arg | list[Arg]]) -> None:
    machine = program.machine
    first = arguments[0] if arguments else Arg(UNKNOWN)
    text = first if isinstance(first, Arg) else Arg(" ".join(first))
    if last in SHELLS:
        program.did.add("shell")
        _shell(program, last, arguments)
    elif last in DELETES or whole in DELETES:
        recursive = (
            last
            in (
                "rmtree",
                "rm_rf",
                "rm_r",
                "rmSync",
                "rm",
                "remove_tree",
                "removeSync",
                "rimraf",
                "rimrafSync",
                "remove_entry_secure",
                "delete_dir",
                "del_dir_r",
                "remove_dir",
            )
            or (last in ("rmdirSync", "rmdir", "unlink") and "recursive" in program.code)
            or "rm_rf" in whole
        )
        if last in ("rm", "rmSync") and program.language == "node" and "recursive" not in program.code:
            recursive = False
        if last in ("rmdir", "rmdirSync") and not recursive:
            return
        chosen = program.chosen if isinstance(first, Arg) and not text.strip(UNKNOWN) else []
        for path in first if isinstance(first, list) else chosen or [text]:
            where = machine.tilde(path) if program.language == "other" else path
            machine.delete(_path(where), recursive=recursive)
    elif last in WRITES and text.known:
        machine.write(
            text,
            arguments[1] if len(arguments) > 1 and isinstance(arguments[1], Arg) else Arg(UNKNOWN),
            append="append" in last.lower(),
        )
    elif whole in CONNECTS or ("Socket" in whole and last in ("new", "open", "connect", "tcp", "for")):
        program.did.add("connect")
    elif whole in LISTENS:
        program.did.add("listen")
    elif last in READS:
        _read(program, last, arguments, text)
    elif last in CONNECTS:
        program.did.add("connect")
    elif last in LISTENS:
        program.did.add("listen")
    elif last in RUNS_CODE:
        _code(program, text)
    elif last in SENDS or whole in SENDS:
        program.did.add("send")
        program.constants.setdefault("\0to", text)
    elif last in FETCHES or whole in FETCHES:
        program.taint |= {DOWNLOAD}
        program.constants.setdefault("\0to", text)
        if (
            "POST" in program.code
            or "PUT" in program.code
            or "body" in program.code
            or "post" in last.lower()
        ):
            program.did.add("send")
    elif last in (
        "b64decode",
        "atob",
        "decode_base64",
        "base64_decode",
        "decode64",
        "unpack",
        "strict_decode64",
        "gzuncompress",
        "gzinflate",
        "str_rot13",
        "hex2bin",
        "urlsafe_decode64",
    ) or (last == "from" and len(arguments) > 1):
        _decode(program, last, arguments)
    elif last == "kill" and len(arguments) > 1 and isinstance(arguments[1], Arg) and arguments[1] == "-1":
        machine.effect("stop", "-1", on="machine", what="every process", flags=["all"])
    elif last in ("setuid", "seteuid", "posix_setuid"):
        machine.effect(
            "escalate", last, on="system", what="takes the rights of another user", flags=["setuid"]
        )
    elif last == "fork":
        program.did.add("fork")
    elif last in ("array_map", "array_walk", "call_user_func", "call_user_func_array") and text.known:
        _act(program, str(text), str(text), arguments[1:])  # functions of PHP that call one by its name


def _path(text: Arg) -> Arg:
    from fumehood.commands.expand.arg import activate

    return Arg(activate(text), text.taint) if "*" in text else text


def _shell(program: Program, last: str, arguments: list[Arg | list[Arg]]) -> None:
    machine = program.machine
    if not arguments:
        return
    first = arguments[0]
    lists = [a for a in arguments[1:] if isinstance(a, list)]
    if isinstance(first, list):
        _run(program, first)
    elif lists and last in (
        "spawn",
        "spawnSync",
        "execFile",
        "execFileSync",
        "fork",
        "cmd",
        "System.cmd",
        "run",
        "execv",
        "execve",
        "proc_open",
    ):
        _run(program, [first, *lists[0]])
    elif (len(arguments) > 1 and program.language in ("perl", "ruby", "elixir")) or last in (
        "execl",
        "execlp",
    ):
        words = [a for a in arguments if isinstance(a, Arg)]
        if words[0] in ("r", "w", "-|", "|-") and len(words) > 1:
            words = words[1:]
        _run(program, words) if len(words) > 1 else run_text(machine, words[0], Arg(""))
    else:
        if first.strip(UNKNOWN + " ") in (
            "/bin/sh",
            "/bin/bash",
            "sh",
            "bash",
            "/bin/sh -i",
            "bash -i",
            "/bin/bash -i",
            "sh -i",
        ):
            program.did.add("interactive")
        run_text(
            machine,
            Arg(first, first.taint | (program.taint & {DOWNLOAD} if not first.known else NONE)),
            Arg(""),
        )


def _run(program: Program, words: list[Arg]) -> None:
    from fumehood.commands.run.simple import run_words

    if (
        words
        and words[0].rpartition("/")[2] in ("sh", "bash", "zsh", "dash", "cmd.exe")
        and (len(words) == 1 or "-i" in words)
    ):
        program.did.add("interactive")
    run_words(program.machine, words, Arg(UNKNOWN, frozenset((TERMINAL,))))


def _read(program: Program, last: str, arguments: list[Arg | list[Arg]], text: Arg) -> None:
    machine = program.machine
    second = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], Arg) else Arg("")
    third = arguments[2] if len(arguments) > 2 and isinstance(arguments[2], Arg) else Arg("")
    if last in ("open", "fopen", "io.open", "popen", "File.open"):
        if text.rstrip().endswith("|") or text.startswith("|") or second in ("-|", "|-"):
            program.did.add("shell")
            run_text(machine, third or Arg(text.strip("| "), text.taint), Arg(""))
            return
        mode, path = (second, third) if third and program.language == "perl" else (second, text)
        if program.language == "perl" and not third and second[:1] in "<>+":
            mode, path = Arg(second[:2]), Arg(second.lstrip("<>+& "), second.taint)
        if mode[:1] in ("w", "a", "x") or ">" in mode:
            machine.write(path, Arg(UNKNOWN), append="a" in mode[:1] or ">>" in mode)
            return
        text = Arg(path)
    if "://" in text:
        program.taint |= {DOWNLOAD}
        program.constants.setdefault("\0to", text)
        carries = UNKNOWN in text and (text.taint | program.taint) & {SECRET, FILE, ENVIRONMENT}
        if "POST" in program.code or "PUT" in program.code or text.rstrip().endswith(("?", "=")) or carries:
            program.did.add("send")  # a body, or an address that goes on with what was read
    elif text.strip(UNKNOWN):
        program.taint |= machine.read(text).taint & {SECRET, FILE, DOWNLOAD}


def _code(program: Program, text: Arg) -> None:
    from fumehood.commands.inline.languages import run_code

    if DECODED in text.taint or (not text.known and program.taint & {DOWNLOAD, DECODED}):
        note_origin(program.machine, Arg(UNKNOWN, text.taint | program.taint & {DOWNLOAD, DECODED}))
    if not text.known:
        program.did.add("shell")
    if text.strip(UNKNOWN):
        run_code(program.machine, program.language, Arg(text, text.taint - {DECODED}), program.args)


def _decode(program: Program, last: str, arguments: list[Arg | list[Arg]]) -> None:
    import binascii

    program.taint |= {DECODED}
    first = arguments[0] if arguments and isinstance(arguments[0], Arg) else Arg(UNKNOWN)
    try:
        raw = (
            bytes.fromhex(first)
            if last == "hex2bin" or (len(arguments) > 1 and arguments[1] == "hex")
            else binascii.a2b_base64(first.encode() + b"==")
        )
        decoded = raw.decode("utf-8")
    except (binascii.Error, ValueError):
        return
    runs = program.did & {"shell"} or any(
        w in program.code for w in ("eval", "exec", "system", "spawn", "Function")
    )
    if runs and (decoded.isprintable() or "\n" in decoded):
        # the text is likely handed to a shell or to eval: it is followed as what it looks like
        note_origin(program.machine, Arg(decoded, frozenset((DECODED,))))
        run_text(program.machine, Arg(decoded), Arg(""))


def _conclude(program: Program) -> None:
    """What only the whole program shows."""
    machine, did = program.machine, program.did
    machine.program = program.language if program.language != "other" else machine.program
    to = program.constants.get("\0to", Arg("another machine"))
    connects = did & {"connect", "listen"}
    if connects and did & {"shell", "interactive"}:
        machine.effect(
            "remote-shell", "a connection", on="remote", what="a shell or programs over a connection"
        )
    elif "listen" in did:
        machine.effect("listen", "a socket", on="machine", flags=["raw"])
    elif "connect" in did and program.taint & {FILE, SECRET}:
        machine.effect(
            "send-secret" if SECRET in program.taint else "send", "a connection", on="remote", flags=["raw"]
        )
    elif "connect" in did:
        machine.effect("connect", "a connection", on="remote", flags=["raw"])
    if "send" in did:
        from fumehood.commands.programs.sending import sends
        from fumehood.commands.run.call import Call

        sends(
            Call(machine, machine.program, [], Arg("")),
            Arg(UNKNOWN, program.taint & {SECRET, FILE, ENVIRONMENT}),
            str(to) if "://" in to else "another machine",
        )
    if "fork" in did and any(
        w in program.code.replace(" ", "") for w in ("while", "forkwhile", "loop{", "for(;;)", "while(1)")
    ):
        machine.effect("exhaust", "fork", what="starts processes without end")
