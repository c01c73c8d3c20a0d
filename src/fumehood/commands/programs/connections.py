"""Raw connections: netcat, socat, telnet; tunnels; servers."""

from fumehood.commands.expand.arg import DOWNLOAD, FILE, SHELL, SOCKET, TERMINAL, UNKNOWN, Arg
from fumehood.commands.programs.origin import is_local
from fumehood.commands.programs.sending import sends
from fumehood.commands.run.call import Call

_OVER = frozenset((DOWNLOAD, SOCKET))


def raw_connection(call: Call, target: str, *, listens: bool, quiet: bool = False) -> Arg:
    """Notes a raw connection and what flows into it; what comes out of it is nobody's known text."""
    stdin = call.stdin
    if listens:
        call.effect("listen", target, on="machine", flags=["raw"])
    if SHELL in stdin.taint:
        call.effect("remote-shell", target, on="remote", what="a shell whose output goes over a connection")
    elif TERMINAL not in stdin.taint and stdin and not quiet:
        sends(call, stdin, target, always=not stdin.known or FILE in stdin.taint, flags=("raw",))
    return Arg(UNKNOWN, _OVER if not is_local(target) or listens else frozenset((SOCKET,)))


def nc(call: Call) -> Arg | None:
    """Netcat in all its kinds."""
    if call.helps or call.args[:1] == ["-h"]:
        return Arg("")
    options = call.options(
        "gGiIMmoOpPqsTVwXxec" if call.name == "ncat" else "eGgIiMmOPpqsTVwXxc",
        (
            "--exec",
            "--sh-exec",
            "--lua-exec",
            "--source-port",
            "--proxy",
            "--proxy-type",
            "--output",
            "--wait",
            "--ssl-cert",
            "--ssl-key",
            "--source",
            "--idle-timeout",
            "--max-conns",
            "--allow",
            "--deny",
        ),
    )
    program = options.value("-e", "--exec", "-c", "--sh-exec", "--lua-exec")
    hosts = [a for a in options.rest if not a.isdecimal()]
    target = " ".join(options.rest)
    listens = options.any("-l", "--listen", "-L", "-k")
    if program is not None or options.any("-e"):
        call.effect(
            "remote-shell",
            target,
            on="remote",
            what=f"{program or 'a program'} over a connection",
            flags=["listen"] if listens else [],
        )
        return Arg(UNKNOWN, _OVER)
    if options.any("-z"):
        return Arg(UNKNOWN)
    if options.any("-U"):
        return Arg(UNKNOWN)
    return raw_connection(call, str(hosts[0]) if hosts else target, listens=listens)


_SHELLS = ("exec:", "system:", "shell:")
_ENDS = ("tcp", "udp", "openssl", "ssl", "sctp", "socks", "proxy", "vsock", "abstract-connect")


def socat(call: Call) -> Arg | None:
    """Two addresses joined: a program on one side and a network on the other is a remote shell."""
    options = call.options("dblitTLWrRS")
    ends = [str(a) for a in options.rest]
    lower = [e.lower() for e in ends]
    network = next((e for e, low in zip(ends, lower, strict=True) if low.startswith(_ENDS)), None)
    listens = any("listen" in low.split(":")[0] or low.split(":")[0].endswith("-l") for low in lower)
    program = next((e for e, low in zip(ends, lower, strict=True) if low.startswith(_SHELLS)), None)
    if program and network:
        call.effect(
            "remote-shell",
            network,
            on="remote",
            what=f"{program} over a connection",
            flags=["listen"] if listens else [],
        )
    elif program:
        call.run_text(Arg(program.partition(":")[2].partition(",")[0].strip("'\"")))
    elif network:
        files = [
            e
            for e, low in zip(ends, lower, strict=True)
            if low.startswith(("file:", "open:", "gopen:", "create:", "/", "pipe:"))
        ]
        if listens:
            call.effect("listen", network, on="machine", flags=["raw"])
        reads = ends and lower[0].startswith(("file:", "open:", "gopen:", "/"))
        for each in files:
            path = each.partition(":")[2].partition(",")[0] if ":" in each else each
            if reads:
                sends(
                    call, call.machine.read(Arg(path)), network.partition(":")[2], always=True, flags=("raw",)
                )
            else:
                call.machine.write(Arg(path), Arg(UNKNOWN, _OVER))
        if not listens and not files:
            return raw_connection(call, network.partition(":")[2].partition(",")[0], listens=False)
        return Arg(UNKNOWN, _OVER)
    return Arg(UNKNOWN)


def telnet(call: Call) -> Arg | None:
    """A raw connection."""
    options = call.options("aebknlSX")
    return raw_connection(
        call, " ".join(options.rest), listens=False, quiet=call.stdin.known and len(call.stdin) < 12
    )


def ztcp(call: Call) -> Arg | None:
    """The raw connection of zsh: its descriptor is in REPLY then."""
    words = [a for a in call.args if not a.startswith("-")]
    if "-c" in call.args:
        return Arg("")
    call.effect("listen" if "-l" in call.args else "connect", " ".join(words), on="remote", flags=["raw"])
    call.machine.state.set("REPLY", Arg("9"))
    call.machine.files["&9"] = Arg(UNKNOWN, _OVER)
    return Arg("")


_SHELLS_OVER = (
    "gs-netcat",
    "telnetd",
    "in.telnetd",
    "gsocket",
    "sbd",
    "icmpsh",
    "msfvenom",
    "msfconsole",
    "revshell",
    "pwncat",
    "pwncat-cs",
    "dns2tcpc",
    "iodine",
    "ptunnel",
    "hans",
    "chisel",
    "ligolo",
    "websocat",
    "shellz",
    "evilginx",
)


def relay(call: Call) -> Arg | None:
    """Tunnels that let others in, and tools for remote shells."""
    if call.helps or (
        call.args
        and call.args[0]
        in (
            "version",
            "help",
            "login",
            "logout",
            "status",
            "ip",
            "config",
            "update",
            "completion",
            "verify",
            "list",
            "authtoken",
            "credits",
        )
    ):
        return Arg("")
    words = [a for a in call.args if not a.startswith("-")]
    if call.name in _SHELLS_OVER:
        if (
            call.name in ("msfvenom", "msfconsole")
            or "-e" in call.args
            or any("sh" in w.split("/")[-1] for w in words)
        ):
            call.effect(
                "remote-shell", " ".join(words[:2]), on="remote", what=f"{call.name} gives a shell away"
            )
        else:
            call.effect("listen", " ".join(words[:2]), on="remote", what="a tunnel or a terminal for others")
    elif call.name == "code":
        if words[:1] in (["tunnel"], ["serve-web"]) or "tunnel" in words:
            call.effect("listen", "code tunnel", on="remote", what="a tunnel for others")
    elif call.name == "cloudflared":
        if "tunnel" in words[:2] and not any(
            w in ("list", "info", "login", "route", "delete") for w in words[1:3]
        ):
            call.effect("listen", "cloudflared tunnel", on="remote", what="a tunnel for others")
    elif call.name == "tailscale":
        if words[:1] in (["funnel"], ["serve"]):
            call.effect("listen", " ".join(words), on="remote", what="a service for others")
    elif call.name == "sshuttle":
        call.effect("connect", " ".join(words), on="remote")
    elif words or call.args:
        call.effect("listen", " ".join([call.name, *words[:2]]), on="remote", what="a tunnel for others")
    return None


def serve(call: Call) -> Arg | None:
    """Servers of files: what matters is which folder."""
    words = [a for a in call.args if not a.startswith("-")]
    folder = words[0] if words and ("/" in words[0] or words[0] == ".") else Arg(".")
    if call.name in ("http-server", "serve", "live-server", "updog", "uploadserver"):
        serves(call, folder, local=any("127.0.0.1" in a or "localhost" in a for a in call.args))
    return None


def serves(call: Call, folder: str, *, local: bool) -> None:
    """Notes a server of files over a folder."""
    where = call.machine.place(folder)
    if not local:
        call.effect(
            "listen", folder, on=where.on, what="the files of a folder", flags=["files"], path=where.path
        )
