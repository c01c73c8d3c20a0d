"""Programs that read files and print them, whole or in part; archives are another way to take files along."""

from fumehood.commands.context import DOWNLOADED
from fumehood.commands.expand.arg import DOWNLOAD, FILE, NONE, SECRET, TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse

# Short options that take a value, of the readers where that matters for which words are files.
_VALUED = {
    "head": "nc", "tail": "ncsF", "cut": "bcdf", "grep": "efmABCdD", "egrep": "efmABC", "fgrep": "efmABC", "rg": "efmABCgtTjME", "ag": "ABCGm", "sort": "kotST", "paste": "d",
    "join": "12jteao", "od": "AjNtw", "hexdump": "enfs", "strings": "ntes", "nl": "bfhilnsvw", "fold": "w", "fmt": "w", "jq": "fL", "split": "abCln", "column": "stcoNR", "uniq": "fsw",
    "less": "bhjkoOpPtTxyz", "iconv": "fto", "pr": "hlNwoeinsS", "bat": "lrHn", "look": "t", "shuf": "nio",
}  # fmt: skip
_LONG = {
    "jq": ("--arg", "--argjson", "--slurpfile", "--rawfile", "--indent"), "grep": ("--regexp", "--file", "--include", "--exclude", "--exclude-dir", "--max-count", "--context", "--after-context", "--before-context"),
    "rg": ("--glob", "--type", "--regexp", "--max-count", "--context", "--after-context", "--before-context", "--file"), "bat": ("--language", "--style", "--theme", "--line-range"),
    "sort": ("--key", "--field-separator", "--output", "--compress-program"), "split": ("--filter", "--lines", "--bytes"), "head": ("--lines", "--bytes"), "tail": ("--lines", "--bytes", "--pid"),
}  # fmt: skip
_PATTERN_FIRST = frozenset(
    {
        "grep",
        "egrep",
        "fgrep",
        "zgrep",
        "rg",
        "ag",
        "ack",
        "ugrep",
        "jq",
        "yq",
        "look",
        "mlr",
        "miller",
        "dasel",
        "rga",
        "xmllint",
        "miniserve",
        "tr",
    }
)
_SHOWS_INPUT = frozenset(
    {
        "cat",
        "tac",
        "nl",
        "more",
        "less",
        "sort",
        "uniq",
        "column",
        "fold",
        "fmt",
        "expand",
        "pr",
        "bat",
        "batcat",
        "iconv",
        "view",
        "most",
        "paste",
        "colrm",
        "ul",
        "nkf",
        "dos2unix",
    }
)


def reader(call: Call) -> Arg | None:
    """What the files and the input hold; notes the secrets among them."""
    if call.helps:
        return Arg("")
    name = call.name
    options = call.options(_VALUED.get(name, ""), _LONG.get(name, ()))
    files = list(options.rest)
    if name in _PATTERN_FIRST and files and not options.any("-e", "--regexp", "-f", "--file", "--from-file"):
        files = files[1:]
    if name in ("rg", "ag", "ack", "grep") and (options.any("-r", "-R", "--recursive") or name != "grep"):
        _hunts(call, files)
    contents = [call.stdin if path == "-" else call.machine.read(path) for path in files]
    if not files:
        contents = [call.stdin]
    for text in options.all_values("--filter", "--compress-program"):  # of split and of sort
        call.run_text(text)
    if name in ("less", "more", "most"):
        for text in (f for f in call.args if f.startswith("+") and "!" in f):
            call.run_text(Arg(text.partition("!")[2], text.taint))
    if name == "sort" and (target := options.value("-o", "--output")):
        call.machine.write(target, Arg(UNKNOWN, NONE.union(*(c.taint for c in contents))))
    taint = NONE.union(*(c.taint for c in contents)) - {TERMINAL}
    if name == "view" and not files:
        return None
    if name in ("cat", "tac", "nl") and any(f in ("/dev/zero", "/dev/urandom", "/dev/random") for f in files):
        taint |= {"endless"}
    if name in _SHOWS_INPUT:
        _reads_fetched(call, files)
    if name in _SHOWS_INPUT and contents:
        return Arg("".join(contents), taint)
    if name in ("head", "tail") and call.args and call.args[0][1:].isdecimal():  # head -5
        options.values["-n"] = [Arg(call.args[0][1:])]
    if name in ("head", "tail") and contents and contents[0].known:
        contents[0] = Arg(contents[0], contents[0].taint - {"endless"})
        return _some_lines(name, options.value("-n", "-c", "--lines"), contents[0], bytes_=options.any("-c"))
    if name == "cut" and contents and contents[0].known and len(contents[0]) < 2_000:
        return _cut(
            contents[0],
            str(options.value("-d") or "\t"),
            str(options.value("-f") or ""),
            str(options.value("-c", "-b") or ""),
        )
    return Arg(UNKNOWN, taint - {"endless"} if name in ("head", "tail", "sed") else taint)


_CREDENTIALS = (
    "passw", "secret", "private key", "private_key", "api_key", "apikey", "api-key", "aws_", "akia", "begin rsa", "begin openssh", "ghp_", "xox", "sk-", "sk_live", "credential", "bearer",
)  # fmt: skip


def _reads_fetched(call: Call, files: list[Arg]) -> None:
    """Notes that a file is shown whole that the session fetched before: nobody runs it unread then."""
    for path in files:
        full = call.machine.full(path)
        if call.machine.context.origin(full) == DOWNLOADED:
            call.effect("read", path, flags=["fetched"], path=full)


def _hunts(call: Call, files: list[Arg]) -> None:
    for path in files:
        where = call.machine.place(path)
        if where.on in ("root", "home-root") and any(
            w in a.lower() for a in call.args[:4] if a != path for w in _CREDENTIALS
        ):
            call.effect("read-secret", path, on=where.on, what="looks for credentials", flags=["search"])
            return


def _some_lines(name: str, number: Arg | None, content: Arg, *, bytes_: bool) -> Arg:
    count = int(number.lstrip("+-")) if number and number.lstrip("+-").isdecimal() else 10
    if bytes_:
        return Arg(content[:count] if name == "head" else content[-count:] if count else "", content.taint)
    lines = content.splitlines(keepends=True)
    if name == "head":
        return Arg("".join(lines[:count]), content.taint)
    if number and number.startswith("+"):
        return Arg("".join(lines[max(count - 1, 0) :]), content.taint)
    return Arg("".join(lines[-count:] if count else []), content.taint)


def _cut(content: Arg, delimiter: str, fields: str, characters: str) -> Arg:
    chosen = _ranges(fields or characters)
    if not chosen:
        return Arg(UNKNOWN, content.taint)
    made = []
    for line in content.splitlines():
        pieces = line.split(delimiter) if fields else list(line)
        if fields and len(pieces) == 1:
            made.append(line)
            continue
        kept = [p for n, p in enumerate(pieces, 1) if any(a <= n <= b for a, b in chosen)]
        made.append((delimiter if fields else "").join(kept))
    return Arg("\n".join(made) + "\n", content.taint)


def _ranges(text: str) -> list[tuple[int, int]]:
    made = []
    for item in text.split(","):
        first, dash, last = item.partition("-")
        if not (first.isdecimal() or last.isdecimal()):
            return []
        made.append((int(first or 1), int(last) if last.isdecimal() else (10_000 if dash else int(first))))
    return made


_ARCHIVED = {
    "zip": "bnxistPO",
    "7z": "",
    "gzip": "S",
    "xz": "FSTC",
    "zstd": "DTo",
    "age": "rRio",
    "rage": "rRio",
    "cpio": "EFCHIMOR",
    "rar": "p",
}


def archiver(call: Call) -> Arg | None:
    """Takes files along into an archive or another form; secrets among them are read."""
    if call.helps:
        return Arg("")
    options = parse(
        [Arg("--unzip-command") if a == "-TT" and call.name == "zip" else a for a in call.args],
        _ARCHIVED.get(call.name, ""),
        ("--password", "--output", "--recipient", "--suffix", "--unzip-command"),
    )
    files = list(options.rest)
    taint: frozenset[str] = call.stdin.taint
    archive = None
    if call.name == "zip":
        for text in options.all_values("--unzip-command"):
            call.run_text(text)
    if call.name in ("zip", "rar", "7z", "7za", "7zr"):
        if call.name != "zip":
            if files and files[0] not in ("a", "u"):
                return Arg(UNKNOWN, taint)
            files = files[1:]
        archive = files[0] if files else None
        files = files[1:]
    unpacks = options.any("-d", "--decompress", "--uncompress") and call.name not in ("zip",)
    for path in files:
        taint |= call.machine.read(path, quiet=unpacks).taint
    if archive is not None and archive != "-" and taint & {SECRET}:
        call.machine.write(archive, Arg(UNKNOWN, taint))
    if unpacks:
        return _unpacked(call, files)
    return Arg(UNKNOWN, taint - {TERMINAL})


def _unpacked(call: Call, files: list[Arg]) -> Arg:
    from fumehood.commands.programs.decoders import unpacked

    source = call.machine.read(files[0]) if files else call.stdin
    return unpacked(source)


_TAR_LONG = (
    "--file",
    "--directory",
    "--exclude",
    "--checkpoint-action",
    "--to-command",
    "--use-compress-program",
    "--rsh-command",
    "--transform",
    "--files-from",
    "--info-script",
    "--new-volume-script",
    "--checkpoint",
    "--strip-components",
    "--exclude-from",
    "--owner",
    "--group",
    "--mode",
    "--rmt-command",
)


def tar(call: Call) -> Arg | None:
    """Packing reads, unpacking writes; several options of tar run commands."""
    if call.helps:
        return Arg("")
    args = call.args
    if args and not args[0].startswith("-"):
        args = [Arg("-" + args[0]), *args[1:]]
        if args[0].find("f") < len(args[0]) - 1 and "f" in args[0]:  # old style: values follow in order
            args[0] = Arg(args[0].replace("f", "") + "f")
    options = parse(args, "CfbgHIKLNTVXF", _TAR_LONG)
    for option in (
        "--checkpoint-action",
        "--to-command",
        "--use-compress-program",
        "-I",
        "--rsh-command",
        "--info-script",
        "--new-volume-script",
        "-F",
        "--rmt-command",
    ):
        for text in options.all_values(option):
            command = text.removeprefix("exec=")
            if option != "--checkpoint-action" or text.startswith("exec="):
                feeds = Arg(UNKNOWN, frozenset((FILE,))) if option == "--to-command" else None
                call.run_text(Arg(command, text.taint), stdin=feeds)
    archive = options.value("-f", "--file")
    creates = options.any("-c", "-r", "-u", "--create", "--append", "--update")
    taint: frozenset[str] = NONE
    if creates:
        for path in options.rest:
            taint |= call.machine.read(path).taint
            if call.machine.place(path).on in ("home-root", "root"):
                taint |= {FILE}
        if archive and ":" in archive and not archive.startswith("/"):
            kind = "send-secret" if SECRET in taint else "send"
            call.effect(kind, archive, on="remote", what="an archive of local files")
        elif archive and archive != "-":
            call.machine.write(archive, Arg(UNKNOWN, taint))
            return Arg("")
        return Arg(UNKNOWN, taint | {FILE})
    if options.any("-x", "--extract", "--get"):
        folder = options.value("-C", "--directory")
        if folder:
            where = call.machine.place(folder)
            if where.on in ("root", "system"):
                call.effect("system", folder, on=where.on, what="unpacks an archive over it", path=where.path)
        source = call.machine.read(archive, quiet=True) if archive and archive != "-" else call.stdin
        if DOWNLOAD in source.taint:
            call.machine.files.setdefault(
                call.machine.full(folder or ".") + "/" + UNKNOWN, Arg(UNKNOWN, source.taint)
            )
        return Arg(UNKNOWN, source.taint - {TERMINAL})
    return Arg(UNKNOWN)
