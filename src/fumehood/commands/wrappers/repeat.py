"""xargs and parallel: a command run again and again with arguments that come from elsewhere."""

from fumehood.commands.expand.arg import UNKNOWN, Arg, literal
from fumehood.commands.run.call import Call

_MOST = 400  # arguments that are followed

_XARGS_LONG = (
    "--arg-file", "--delimiter", "--max-args", "--max-procs", "--max-lines", "--max-chars", "--process-slot-var", "--eof",
)  # fmt: skip
_PARALLEL_LONG = (
    "--jobs", "--arg-file", "--colsep", "--delay", "--joblog", "--results", "--timeout", "--retries", "--sshlogin", "--tmpdir", "--workdir", "--env", "--max-args",
    "--max-procs", "--halt", "--load", "--memfree", "--nice", "--tag-string", "--sshloginfile", "--basefile", "--return", "--block", "--recstart", "--recend",
    "--max-replace-args", "--max-lines-per-job", "--arg-sep", "--arg-file-sep",
)  # fmt: skip


def xargs(call: Call) -> Arg | None:
    """Follows the command with what stands on the input as its last arguments."""
    options = call.options(
        "aEdILnPsJRS",
        _XARGS_LONG,
        first_only=True,
        optional="eil",
        names=("--null", "--no-run-if-empty", "--replace"),
    )
    command = list(options.rest) or [Arg("echo")]
    marker = options.value("-I", "-J") or options.value("-i", "--replace")
    if marker is None and options.any("-i", "--replace"):
        marker = Arg("{}")
    if marker is not None and not marker:
        marker = Arg("{}")
    _feeds_a_shell(call, command, str(marker) if marker else "")
    source = call.stdin
    if file := options.value("-a", "--arg-file"):
        source = call.machine.read(file)
    if marker is not None:
        items = _items(call, source, lines=True)
        for item in items:
            call.run([_put(a, marker, item) for a in command], stdin=Arg(""))
        return Arg(UNKNOWN, source.taint)
    delimiter = options.value("-d", "--delimiter")
    items = _items(call, source, lines=options.any("-0", "--null") or delimiter is not None)
    return call.run([*command, *items], stdin=Arg(""))


def _feeds_a_shell(call: Call, command: list[Arg], marker: str) -> None:
    """Notes that what comes in is not an argument but the program: `xargs sh -c`."""
    words = [a for a in command if not a.startswith(("sudo", "env"))]
    if words and words[0].rpartition("/")[2] in ("sh", "bash", "zsh", "dash", "ksh") and "-c" in words:
        script = words[words.index("-c") + 1 :]  # type: ignore[arg-type]
        if not script or (marker and script[0].strip("'\"") == marker):
            call.effect("run-hidden", " ".join(command), what="what comes in as a program", flags=["dynamic"])


def _put(arg: Arg, marker: str, item: Arg) -> Arg:
    return Arg(arg.replace(marker, item), arg.taint | item.taint) if marker in literal(arg) else arg


def _items(call: Call, source: Arg, *, lines: bool) -> list[Arg]:
    """The arguments that the text holds; an unknown one stands for all that is not known."""
    text = literal(source).replace("\0", "\n")
    if not text.strip(UNKNOWN + " \n\t"):
        return [Arg(UNKNOWN, source.taint)]
    found = [line.strip() for line in text.split("\n")] if lines else _words(text)
    kept = call.machine.limited([item for item in found if item], _MOST, "arguments")
    return [Arg(item, source.taint) for item in kept] or [Arg(UNKNOWN, source.taint)]


def _words(text: str) -> list[str]:
    """Words as xargs reads them: quotes and backslashes hold blanks together."""
    words, current, quote = [], "", ""
    started = False
    escaped = False
    for char in text:
        if escaped:
            current, escaped = current + char, False
        elif quote:
            if char == quote:
                quote = ""
            else:
                current += char
        elif char == "\\":
            escaped = started = True
        elif char in "'\"":
            quote, started = char, True
        elif char in " \t\n":
            if started:
                words.append(current)
            current, started = "", False
        else:
            current, started = current + char, True
    return [*words, current] if started else words


def parallel(call: Call) -> Arg | None:
    """GNU parallel: arguments after `:::`, from files after `::::`, or from the input, put where `{}` stands."""
    options = call.options("aCIjPSNLlnsEedJmXx", _PARALLEL_LONG, first_only=True)
    if (host := options.value("-S", "--sshlogin")) and host != ":":
        call.effect("control-remote", host, on="remote")
    command: list[Arg] = []
    sources: list[list[Arg]] = []
    mode = ""
    for arg in options.rest if options.rest else [a for a in call.args if a.startswith(":::")]:
        if arg in (":::", "::::", ":::+", "::::+"):
            mode = str(arg)
            sources.append([])
        elif not mode:
            command.append(arg)
        elif mode.startswith("::::"):
            sources[-1] += _items(call, call.machine.read(arg), lines=True)
        else:
            sources[-1].append(arg)
    if not mode:
        source = call.machine.read(file) if (file := options.value("-a", "--arg-file")) else call.stdin
        sources = [_items(call, source, lines=True)]
    if not any(sources):
        return Arg("")
    _feeds_a_shell(call, command, "{}")
    for number, first in enumerate(call.machine.limited(sources[0], _MOST, "arguments")):
        row = [first, *(s[min(number, len(s) - 1)] for s in sources[1:] if s)]
        _job(call, command, row)
    for number, others in enumerate(sources[1:], 2):
        for other in others[1:_MOST]:
            _job(
                call,
                command,
                [*(s[0] for s in sources[: number - 1] if s), other, *(s[0] for s in sources[number:] if s)],
            )
    return Arg(UNKNOWN, call.stdin.taint)


def _job(call: Call, command: list[Arg], row: list[Arg]) -> None:
    if not command:
        call.run_text(row[0], stdin=Arg(""))
        return
    put = [_filled(arg, row) for arg in command]
    if put == command:
        put = [*command, *row]
    # parallel hands its line to a shell, but an argument stays quoted there
    if len(command) == 1 and (" " in command[0] or command[0].startswith("{")):
        call.run_text(put[0] if put[0] != command[0] else call.machine.joined(put), stdin=Arg(""))
    elif any(c in a for a in command for c in ";|&<>`$") and not any(a == "-c" for a in command):
        call.run_text(call.machine.joined(put), stdin=Arg(""))
    else:
        call.run(put, stdin=Arg(""))


def _filled(arg: Arg, row: list[Arg]) -> Arg:
    text, taint = str(arg), arg.taint
    for marker in ("{}", "{.}", "{/}", "{//}", "{/.}"):
        if marker in text:
            text, taint = text.replace(marker, " ".join(row)), taint.union(*(r.taint for r in row))
    for number, item in enumerate(row, 1):
        text = text.replace(f"{{{number}}}", item)
    return Arg(text, taint) if text != arg else arg
