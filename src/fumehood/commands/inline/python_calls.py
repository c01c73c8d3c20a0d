"""What calls in a Python program do: programs that they start, files, connections, code out of text."""

from fumehood.commands.expand.arg import DOWNLOAD, ENVIRONMENT, FILE, NONE, SECRET, UNKNOWN, Arg
from fumehood.commands.inline.python_values import Blank, Place, Ref, Value, taint_in, text_of
from fumehood.commands.run.text import note_origin, run_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.commands.inline.python import Walker

_SHELLS = frozenset(
    {
        "os.system",
        "os.popen",
        "popen2.popen2",
        "subprocess.getoutput",
        "subprocess.getstatusoutput",
        "commands.getoutput",
        "commands.getstatusoutput",
        "asyncio.create_subprocess_shell",
        "os.popen2",
        "os.popen3",
        "platform.popen",
        "invoke.run",
        "fabric.run",
    }
)
_STARTS = frozenset(
    {
        "subprocess.run",
        "subprocess.call",
        "subprocess.check_call",
        "subprocess.check_output",
        "subprocess.Popen",
        "asyncio.create_subprocess_exec",
        "pty.spawn",
        "pexpect.spawn",
        "pexpect.run",
        "sh.Command",
    }
)
_EXECS = {
    "os.execl": 1,
    "os.execle": 1,
    "os.execlp": 1,
    "os.execlpe": 1,
    "os.execv": -1,
    "os.execve": -1,
    "os.execvp": -1,
    "os.execvpe": -1,
    "os.spawnl": 2,
    "os.spawnlp": 2,
    "os.spawnv": -2,
    "os.spawnvp": -2,
    "os.spawnle": 2,
    "os.posix_spawn": -1,
    "os.posix_spawnp": -1,
}
_DELETES = frozenset({"os.remove", "os.unlink", "send2trash.send2trash"})
_TREES = frozenset({"shutil.rmtree", "distutils.dir_util.remove_tree"})
_FETCHES = (
    "requests.get",
    "urllib.request.urlopen",
    "urllib.urlopen",
    "urllib2.urlopen",
    "httpx.get",
    "urllib.request.urlretrieve",
    "requests.request",
    "requests.Session",
    "requests.session",
    "urllib3.PoolManager",
    "httplib2.Http",
    "urllib.request.Request",
    "wget.download",
    "http.client.HTTPSConnection",
    "http.client.HTTPConnection",
    "aiohttp.ClientSession",
    "httpx.Client",
)
_SENDS = (
    "requests.post",
    "requests.put",
    "requests.patch",
    "httpx.post",
    "httpx.put",
    "smtplib.SMTP",
    "smtplib.SMTP_SSL",
    "ftplib.FTP",
    "ftplib.FTP_TLS",
    "paramiko.SSHClient",
    "xmlrpc.client.ServerProxy",
)
_METHOD_SENDS = frozenset(
    {
        "post",
        "put",
        "patch",
        "sendmail",
        "storbinary",
        "storlines",
        "sendall",
        "send",
        "sendto",
        "upload_file",
        "put_object",
        "request",
        "send_message",
    }
)
_CODE = frozenset(
    {
        "exec",
        "eval",
        "compile",
        "builtins.exec",
        "builtins.eval",
        "runpy.run_path",
        "types.FunctionType",
        "marshal.loads",
        "pickle.loads",
    }
)


def call(walker: "Walker", function: Value, args: list[Value], keywords: dict[str, Value]) -> Value:
    """Notes what a call does and returns what it gives."""
    if not isinstance(function, Ref):
        return Blank(taint_in(function))
    name = function.name.removeprefix("builtins.").removeprefix("__builtins__.")
    walker.called.add(name)
    if function.base is not None or name.startswith("."):
        return _method(
            walker, function.base if function.base is not None else Blank(), name[1:], args, keywords
        )
    from fumehood.commands.inline.python_library import library

    known = library(walker, name, args, keywords)
    if known is not None:
        return known
    if name in _SHELLS:
        return _shell(walker, text_of(args[0] if args else keywords.get("cmd", Blank())))
    if name in _STARTS:
        return _start(walker, args, keywords)
    if name in _EXECS:
        return _exec(walker, args, _EXECS[name])
    if name in _CODE:
        return _code(walker, name, args)
    if name in _TREES | _DELETES:
        walker.machine.program = "python"
        for path in args[:1] or [keywords.get("path", Blank())]:
            for each in path if isinstance(path, list) else [path]:
                found = text_of(each)
                narrow = walker.narrow and name in _DELETES and not found.known
                flags = ["find", "narrow"] if narrow else []
                walker.machine.delete(found, recursive=name in _TREES, flags=flags)
        return Blank()
    if name.startswith(_FETCHES):
        return _fetch(walker, name, args, keywords)
    if name.startswith(_SENDS):
        _send(walker, args, keywords)
        return Blank(frozenset((DOWNLOAD,)))
    if (last := name.rpartition(".")[2]) != name and last in _METHOD_SENDS:  # of an object that is not known
        return _method(walker, Blank(), last, args, keywords)
    return Blank(NONE.union(*(taint_in(a) for a in args), *(taint_in(v) for v in keywords.values())))


def _shell(walker: "Walker", text: Arg) -> Value:
    walker.machine.program = "python"
    return Arg(run_text(walker.machine, text, Arg("")), NONE)


def _start(walker: "Walker", args: list[Value], keywords: dict[str, Value]) -> Value:
    command = args[0] if args else keywords.get("args", Blank())
    machine = walker.machine
    if isinstance(command, list):
        argv = [text_of(a) for a in command]
        if keywords.get("shell") == 1 and argv:
            return _shell(walker, argv[0])
        return _run(walker, argv)
    if isinstance(command, Arg | bytes):
        text = text_of(command)
        if "shell" in keywords or " " in text:
            return _shell(walker, text)
        return _run(walker, [text, *(text_of(a) for a in args[1:])])
    note_origin(machine, Arg(UNKNOWN, taint_in(command)), "a program that is not known until it runs")
    return Blank(taint_in(command))


def _run(walker: "Walker", argv: list[Arg]) -> Value:
    from fumehood.commands.run.simple import run_words

    walker.machine.program = "python"
    if (
        argv
        and argv[0].rpartition("/")[2] in ("sh", "bash", "dash", "zsh")
        and (len(argv) == 1 or "-i" in argv)
    ):
        walker.called.add("a shell")
    return run_words(walker.machine, argv, Arg(UNKNOWN, frozenset(("terminal",))))


def _exec(walker: "Walker", args: list[Value], shape: int) -> Value:
    """`os.exec*`: the program's own name stands among the arguments again."""
    at = abs(shape) - 1
    if len(args) <= at:
        return Blank()
    program = text_of(args[at])
    rest = args[at + 1] if shape < 0 and len(args) > at + 1 else args[at + 1 :]
    words = [text_of(a) for a in rest] if isinstance(rest, list) else []
    return _run(walker, [program, *words[1:]])


def _code(walker: "Walker", name: str, args: list[Value]) -> Value:
    from fumehood.commands.inline.languages import run_code

    source = args[0] if args else Blank()
    if isinstance(source, Blank) or (isinstance(source, Arg) and not source.strip(UNKNOWN)):
        if taint_in(source) or name in ("exec", "eval"):
            note_origin(
                walker.machine, Arg(UNKNOWN, taint_in(source)), "code that is not known until it runs"
            )
        return Blank()
    if name in ("exec", "eval", "compile") and not isinstance(source, Ref):
        text = text_of(source)
        if name == "compile":
            return text
        inner = walker.machine
        run_code(inner, "python", text, walker.args)
    return Blank()


def _fetch(walker: "Walker", name: str, args: list[Value], keywords: dict[str, Value]) -> Value:
    from fumehood.commands.programs.origin import is_local, is_metadata

    url = text_of(args[0] if args else keywords.get("url", Blank()))
    if "://" not in url and len(args) > 1:
        url = text_of(args[1])
    if is_metadata(url):
        walker.machine.effect(
            "read-secret", url, on="cloud", what="asks the cloud for the machine's credentials"
        )
    sent = taint_in(url) | NONE.union(
        *(taint_in(v) for k, v in keywords.items() if k not in ("headers", "auth"))
    )
    body = keywords.get(
        "data", keywords.get("json", args[1] if len(args) > 1 and "urlretrieve" not in name else Blank())
    )
    if sent & {SECRET, ENVIRONMENT, FILE} or taint_in(body) & {SECRET, ENVIRONMENT, FILE}:
        _send(walker, [url, body], {**keywords, "body": Blank(sent)})
    if "urlretrieve" in name and len(args) > 1:
        walker.machine.write(text_of(args[1]), Arg(UNKNOWN, frozenset((DOWNLOAD,))))
    return Arg(UNKNOWN, NONE if url.known and is_local(url) else frozenset((DOWNLOAD,)))


def _send(walker: "Walker", args: list[Value], keywords: dict[str, Value]) -> None:
    from fumehood.commands.programs.sending import sends
    from fumehood.commands.run.call import Call

    to = text_of(args[0]) if args else text_of(keywords.get("url", Blank()))
    taint = NONE.union(
        *(taint_in(a) for a in args),
        *(taint_in(v) for k, v in keywords.items() if k not in ("headers", "auth")),
    )
    sends(
        Call(walker.machine, "python", [], Arg("")),
        Arg(UNKNOWN, taint),
        str(to) if "://" in to else "another machine",
        always="files" in keywords,
    )


# Clients by the module that makes them: what their methods of removal are.
_CLIENTS = {
    "boto3": ("destroy-remote", "cloud"), "google.cloud": ("destroy-remote", "cloud"), "azure.": ("destroy-remote", "cloud"), "kubernetes": ("destroy-remote", "cluster"), "digitalocean": ("destroy-remote", "cloud"), "docker": ("destroy-container", "machine"),
}  # fmt: skip
_REMOVES = ("delete", "terminate", "prune", "purge", "destroy", "remove")


def _client(walker: "Walker") -> str:
    """The client that the program has made, by its module; "" when it made none."""
    return next((c for c in _CLIENTS if any(name.startswith(c) for name in walker.called)), "")


def _method(walker: "Walker", base: Value, name: str, args: list[Value], keywords: dict[str, Value]) -> Value:
    from fumehood.commands.inline.python_library import place_method, text_method

    walker.called.add("." + name)
    if isinstance(base, Place) and (known := place_method(walker, base, name, args)) is not None:
        return known
    if isinstance(base, Arg | bytes) and (known := text_method(base, name, args)) is not None:
        return known
    if name in ("system", "popen") and args:
        return _shell(walker, text_of(args[0]))
    if name in ("execute", "executescript", "raw", "executemany") and args and isinstance(args[0], Arg):
        from fumehood.commands.programs.databases import statements
        from fumehood.commands.run.call import Call

        statements(Call(walker.machine, "python", [], Arg("")), args[0])
    elif name in ("connect", "connect_ex", "create_connection") and args:
        walker.called.add("socket.connect")
    elif name.rpartition(".")[2].startswith(_REMOVES) and (client := _client(walker)):
        kind, on = _CLIENTS[client]
        walker.machine.program = "python"
        walker.machine.effect(kind, name, on=on, what="what a client asks for", flags=["small", "every"])
    elif name in ("unlink", "rmdir", "rmtree") and isinstance(base, Blank):
        walker.machine.program = "python"
        walker.machine.delete(Arg(UNKNOWN, base.taint), recursive=name == "rmtree")
    elif name in _METHOD_SENDS and isinstance(base, Blank | Ref | Arg):
        taint = NONE.union(*(taint_in(a) for a in args), *(taint_in(v) for v in keywords.values()))
        if taint & {SECRET, FILE, ENVIRONMENT} or (
            name in ("storbinary", "upload_file", "put_object") and args
        ):
            _send(walker, [*args, Blank(taint)], keywords)
    elif (
        name
        in (
            "dropDatabase",
            "drop_database",
            "drop",
            "flushall",
            "flushdb",
            "delete_bucket",
            "terminate_instances",
            "drop_all",
        )
        and name != "drop"
    ):
        walker.machine.effect("destroy-data", name, on="database", flags=["all"])
    return Blank(taint_in(base) | NONE.union(*(taint_in(a) for a in args)))


def conclude(walker: "Walker") -> None:
    """What only the whole program shows: a connection and a shell on its ends is a remote shell."""
    called = walker.called
    connects = called & {
        "socket.connect",
        "socket.create_connection",
        ".accept",
        ".listen",
        "asyncio.open_connection",
        "asyncio.start_server",
        ".bind",
    } and (
        "socket.socket" in called
        or "socket.create_connection" in called
        or ".connect" in called
        or "socket" in " ".join(called)
    )
    if connects and (
        called
        & {
            "os.dup2",
            "pty.spawn",
            "a shell",
            "subprocess.call",
            "subprocess.Popen",
            "subprocess.run",
            "subprocess.check_output",
            "os.popen",
            "os.system",
            "os.execve",
            "os.execl",
            "exec",
        }
    ):
        walker.machine.program = "python"
        walker.machine.effect(
            "remote-shell", "a connection", on="remote", what="a shell or programs over a connection"
        )
    elif connects and called & {".bind", ".listen", ".accept"}:
        walker.machine.effect("listen", "a socket", on="machine", flags=["raw"])
    elif connects and called & {".send", ".sendall", ".recv"}:
        taint = NONE.union(*(taint_in(v) for v in walker.names.values()))
        walker.machine.effect(
            "send" if taint & {FILE} else "connect", "a connection", on="remote", flags=["raw"]
        )
    if called & {
        "http.server.HTTPServer",
        "socketserver.TCPServer",
        "http.server.ThreadingHTTPServer",
        "SocketServer.TCPServer",
        "http.server.test",
    }:
        walker.machine.effect(
            "listen", ".", on=walker.machine.place(".").on, what="the files of a folder", flags=["files"]
        )
