"""Interpreters: code on the command line, in files, and piped in."""

from fumehood.commands.expand.arg import FILE, SHELL, SOCKET, TERMINAL, UNKNOWN, Arg
from fumehood.commands.inline.languages import run_code
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import Options, parse
from fumehood.commands.run.script import run_file
from fumehood.commands.run.table import PROGRAMS


def _rest(call: Call, language: str, options: Options) -> Arg | None:
    """The script that is named, else the program that is piped in."""
    words = options.rest
    if words and words[0] not in ("-", "/dev/stdin"):
        if words[0].rpartition("/")[2] in PROGRAMS and words[0].endswith((".py", ".rb", ".pl")):
            return call.run(list(words))
        run_file(call.machine, words[0], list(words[1:]), call.stdin, language)
        taint = call.stdin.taint - {TERMINAL}
        return Arg(UNKNOWN, taint)
    if TERMINAL not in call.stdin.taint and call.stdin:
        run_code(call.machine, language, call.stdin, list(words[1:]), piped=True)
        return Arg(UNKNOWN, call.stdin.taint & {SOCKET, SHELL})
    return None


# Verbs of Django's manage.py that empty the database.
_EMPTIES = ("flush", "reset_db", "sqlflush_all", "clear_all")


def python(call: Call) -> Arg | None:
    """`python -c`, `-m`, a file, or what is piped in."""
    if call.args[:1] and call.args[0].endswith("manage.py") and call.args[1:2] and call.args[1] in _EMPTIES:
        call.effect("destroy-data", str(call.args[1]), on="database", flags=["all"])
    if call.args[:1] in (["--version"], ["-V"], ["-h"], ["--help"], ["-VV"]):
        return Arg("")
    at = next((n for n, a in enumerate(call.args) if _cluster(a, "c")), -1)
    module = next((n for n, a in enumerate(call.args) if _cluster(a, "m")), -1)
    first = next(
        (
            n
            for n, a in enumerate(call.args)
            if not a.startswith("-") and (n == 0 or call.args[n - 1] not in ("-W", "-X"))
        ),
        len(call.args),
    )
    if 0 <= at < first and (module < 0 or at < module):
        code = (
            Arg(call.args[at].partition("c")[2], call.args[at].taint)
            if not call.args[at].endswith("c")
            else call.args[at + 1]
            if at + 1 < len(call.args)
            else Arg("")
        )
        return run_code(call.machine, "python", code, list(call.args[at + 2 :]), stdin=call.stdin)
    if 0 <= module < first:
        words = list(call.args[module + 1 :])
        attached = call.args[module].partition("m")[2]
        return _module(call, [Arg(attached), *words] if attached else words)
    return _rest(call, "python", parse(call.args, "WXQ", first_only=True))


def _cluster(arg: str, letter: str) -> bool:
    return (
        len(arg) > 1
        and arg[0] == "-"
        and arg[1] != "-"
        and letter in arg
        and not set(arg[1 : arg.index(letter)]) - set("bBdEhiIOPqRsSuvx")
    )


_AS_PROGRAMS = (
    "pip",
    "uv",
    "poetry",
    "twine",
    "pipx",
    "flit",
    "hatch",
    "easy_install",
    "conda",
    "pre_commit",
)


def _module(call: Call, words: list[Arg]) -> Arg | None:
    if not words:
        return Arg("")
    name, rest = words[0], words[1:]
    if name in _AS_PROGRAMS:
        return call.run([name, *rest])
    if name in ("http.server", "SimpleHTTPServer", "uploadserver", "RangeHTTPServer"):
        from fumehood.commands.programs.connections import serves

        options = parse(rest, "bdp", ("--bind", "--directory", "--protocol"))
        host = options.value("-b", "--bind") or ""
        serves(
            call,
            options.value("-d", "--directory") or Arg("."),
            local=str(host).startswith(("127.", "localhost", "::1")),
        )
    elif name in ("smtpd", "ftplib", "pyftpdlib", "aiosmtpd", "twisted", "asyncore"):
        call.effect("listen", name, on="machine")
    elif name in ("timeit", "cProfile", "profile", "trace", "pdb"):
        found = parse(rest, "nrsu", ("--setup", "--number", "--repeat"), first_only=True)
        for code in [*found.all_values("-s", "--setup"), *found.rest] if name == "timeit" else []:
            run_code(call.machine, "python", code, [])
        if name != "timeit" and found.rest:
            run_file(call.machine, found.rest[0], list(found.rest[1:]), call.stdin, "python")
    elif name in ("base64", "json.tool", "zipfile", "tarfile", "gzip", "quopri", "uu"):
        content = [call.machine.read(a) for a in rest if not a.startswith("-")]
        taint = call.stdin.taint.union(*(c.taint for c in content)) - {TERMINAL}
        return Arg(UNKNOWN, taint | ({"decoded"} if "-d" in rest else frozenset()))
    elif name == "django":
        return call.run([Arg("django-admin"), *rest])
    else:
        run_file(call.machine, Arg(name.replace(".", "/") + ".py"), rest, call.stdin, "python")
    return None


def perl(call: Call) -> Arg | None:
    """`perl -e`, with `-i` an editor of files."""
    codes: list[Arg] = []
    words: list[Arg] = []
    args, i, in_place = call.args, 0, False
    while i < len(args):
        arg = args[i]
        i += 1
        if not arg.startswith("-") or arg == "-":
            words += args[i - 1 :]
            break
        if arg == "--":
            words += args[i:]
            break
        in_place = in_place or "i" in arg.partition("e")[0]
        letter = (
            "e" if "e" in arg and arg[1] not in "MmIx" else "E" if "E" in arg and arg[1] not in "MmIx" else ""
        )
        if letter:
            attached = arg.partition(letter)[2]
            if attached:
                codes.append(Arg(attached, arg.taint))
            elif i < len(args):
                codes.append(args[i])
                i += 1
        elif arg in ("-M", "-m", "-I", "-x"):
            i += 1
    for code in codes:
        run_code(call.machine, "perl", code, words, stdin=call.stdin)
    if codes:
        return _edited(call, words, in_place=in_place)
    options = Options()
    options.rest = words
    return _rest(call, "perl", options)


def _edited(call: Call, words: list[Arg], *, in_place: bool) -> Arg:
    """What a one-liner over files prints, or that it changes them."""
    if in_place:
        for path in words:
            call.machine.write(path, Arg(UNKNOWN, frozenset((FILE,))), append=True, flags=["edit"])
        return Arg("")
    taint = call.stdin.taint.union(*(call.machine.read(w).taint for w in words if not w.startswith("-"))) - {
        TERMINAL
    }
    return Arg(UNKNOWN, taint)


def ruby(call: Call) -> Arg | None:
    """`ruby -e`, `-r`, a file, or what is piped in; `ruby -run -e httpd` is a server."""
    options = call.options("eErICF", ("--encoding",), first_only=True, optional="ix")
    codes = options.all_values("-e")
    if codes and codes[0].strip() in ("httpd",) and any("un" in r for r in options.all_values("-r")):
        from fumehood.commands.programs.connections import serves

        serves(
            call,
            next((w for w in options.rest if not w.startswith("-")), Arg(".")),
            local="--bind-address=127.0.0.1" in call.args,
        )
        return None
    for code in codes:
        run_code(call.machine, "ruby", code, list(options.rest), stdin=call.stdin)
    if codes:
        return _edited(call, list(options.rest), in_place=options.any("-i"))
    return _rest(call, "ruby", options)


def node(call: Call) -> Arg | None:
    """`node -e`, `-p`, a file, or what is piped in."""
    options = call.options(
        "eprC",
        (
            "--eval",
            "--print",
            "--require",
            "--import",
            "--loader",
            "--experimental-loader",
            "--env-file",
            "--input-type",
            "--conditions",
        ),
        first_only=True,
    )
    codes = options.all_values("-e", "--eval", "-p", "--print")
    if options.any("-v", "--version", "-h", "--help"):
        return Arg("")
    if options.any("--inspect") and any("0.0.0.0" in a for a in call.args):
        call.effect("listen", "node --inspect", on="machine", what="a debugger for others")
    for code in codes:
        run_code(call.machine, "node", code, list(options.rest), stdin=call.stdin)
    return None if codes else _rest(call, "node", options)


def php(call: Call) -> Arg | None:
    """`php -r`, `-S` (a server), a file, or what is piped in."""
    options = call.options(
        "rBRFESdtczf", ("--run", "--server", "--define", "--docroot", "--file"), first_only=True
    )
    codes = options.all_values("-r", "--run", "-B", "-R", "-E")
    for code in codes:
        run_code(call.machine, "php", code, list(options.rest), stdin=call.stdin)
    if server := options.value("-S", "--server"):
        from fumehood.commands.programs.connections import serves

        serves(
            call,
            options.value("-t", "--docroot") or Arg("."),
            local=str(server).startswith(("127.", "localhost")),
        )
        return None
    if file := options.value("-f", "--file"):
        run_file(call.machine, file, list(options.rest), call.stdin, "php")
        return None
    words = [str(w) for w in options.rest]
    if words[:1] and words[0].rpartition("/")[2] in ("artisan", "wp", "drush", "composer", "composer.phar"):
        return call.run([Arg(words[0].rpartition("/")[2].removesuffix(".phar")), *options.rest[1:]])
    return None if codes else _rest(call, "php", options)


def lua(call: Call) -> Arg | None:
    """`lua -e`, a file, or what is piped in."""
    options = call.options("el", first_only=True)
    codes = options.all_values("-e")
    for code in codes:
        run_code(call.machine, "lua", code, list(options.rest), stdin=call.stdin)
    return None if codes else _rest(call, "lua", options)


def awk(call: Call) -> Arg | None:
    """The program that is given first, or in a file."""
    if call.helps:
        return Arg("")
    options = call.options(
        "Fvfei", ("--field-separator", "--assign", "--file", "--source", "--include"), first_only=True
    )
    words = list(options.rest)
    codes = options.all_values("-e", "--source")
    if not codes and not options.any("-f", "--file") and words:
        codes, words = [words[0]], words[1:]
    for code in codes:
        run_code(call.machine, "awk", code, words, stdin=call.stdin)
    if options.value("-i", "--include") == "inplace":
        for path in words:
            call.machine.write(path, Arg(UNKNOWN), append=True, flags=["edit"])
    contents = [call.machine.read(w) for w in words if "=" not in w] or [call.stdin]
    return Arg(UNKNOWN, frozenset().union(*(c.taint for c in contents)) - {TERMINAL})


_CODE_OPTIONS = {
    "tclsh": ("", ()), "expect": ("c", ()), "julia": ("eE", ("--eval", "--print")), "Rscript": ("e", ()), "R": ("e", ()), "r2": ("c", ()), "osascript": ("e", ()), "guile": ("c", ()), "scheme": ("", ("--eval",)), "racket": ("e", ("--eval",)), "clojure": ("e", ("--eval",)), "groovy": ("e", ()), "scala": ("e", ()), "kotlin": ("e", ()),
    "elixir": ("e", ("--eval", "--rpc-eval")), "iex": ("e", ("--eval",)), "erl": ("", ("-eval", "-run", "-s")), "ghc": ("e", ()), "runghc": ("e", ()), "pwsh": ("", ()), "powershell": ("", ()), "octave": ("", ("--eval",)), "gnuplot": ("e", ()), "jrunscript": ("e", ()), "bpftrace": ("e", ()), "gimp": ("b", ("--batch",)), "sbcl": ("", ("--eval",)), "clisp": ("x", ()),
    "maxima": ("", ("--batch-string", "-r")), "ocaml": ("e", ()), "m4": ("", ()), "raku": ("e", ()), "jjs": ("", ()), "slsh": ("e", ()), "gforth": ("e", ()), "nim": ("", ("--eval",)), "escript": ("", ()), "crystal": ("", ()),
}  # fmt: skip
_LANGUAGE = {
    "tclsh": "tcl",
    "wish": "tcl",
    "expect": "tcl",
    "gimp": "python",
    "osascript": "applescript",
    "jrunscript": "node",
    "jjs": "node",
    "raku": "perl",
    "pwsh": "powershell",
    "powershell": "powershell",
}


def other(call: Call) -> Arg | None:
    """The many other interpreters: calls that start a shell or delete files are found by their names."""
    if call.helps:
        return Arg("")
    language = _LANGUAGE.get(call.name, "other")
    if language == "powershell":
        from fumehood.commands.inline.powershell import powershell

        return powershell(call)
    letters, long = _CODE_OPTIONS.get(call.name, ("e", ("--eval",)))
    options = call.options(
        letters, long, first_only=call.name not in ("gimp",), single_dash=call.name in ("erl",)
    )
    codes = options.all_values(*(f"-{c}" for c in letters), *long)
    if call.name in ("crystal",) and list(options.rest[:1]) == ["eval"]:
        codes = list(options.rest[1:2])
    for code in codes:
        run_code(
            call.machine,
            language if call.name != "gimp" or "python" in code else "other",
            code,
            list(options.rest),
            stdin=call.stdin,
        )
    if (
        not codes
        and TERMINAL not in call.stdin.taint
        and (not options.rest or options.rest[0] in ("-", "/dev/stdin"))
    ):
        run_code(call.machine, language, call.stdin, [], piped=True)
    elif not codes and options.rest:
        run_file(call.machine, options.rest[0], list(options.rest[1:]), call.stdin, language)
    return None
