"""Commands for other machines: ssh and its kin; what they run there is followed as running there."""

from fumehood.commands.expand.arg import FILE, SECRET, UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse

_SSH = "bcDeEFIiJLlmOopQRSWw"
_FORWARDS = {"-R": "lets the other machine connect back", "-D": "opens a proxy", "-w": "opens a tunnel"}


def ssh(call: Call) -> Arg | None:
    """Follows the remote command; notes tunnels, proxy commands, and local data that flows in."""
    if call.helps or "-V" in call.args or "-Q" in call.args:
        return Arg("")
    options = call.options(_SSH, ("--ssh",), first_only=True)
    for flag, what in _FORWARDS.items():
        if options.any(flag):
            call.effect("listen", " ".join(options.all_values(flag)) or flag, on="remote", what=what)
    _local_options(call, options.all_values("-o"))
    rest = options.rest
    if not rest:
        return Arg("")
    host, words = rest[0], list(rest[1:])
    while words and words[0].startswith("-") and len(words[0]) > 1:  # options after the host
        again = parse(words, _SSH, first_only=True)
        _local_options(call, again.all_values("-o"))
        if again.rest == words:
            break
        words = again.rest
    if call.name in ("mosh", "autossh") and words[:1] == ["--"]:
        words = words[1:]
    if call.stdin.taint & {SECRET}:
        call.effect("send-secret", host, on="remote", what="the content of a private file")
    elif call.stdin.taint & {FILE, "environment"}:
        call.effect("send", host, on="remote")
    state = call.machine.state
    outer, call.machine.state = state, state.copy()
    try:
        call.machine.state.remote = True
        call.machine.state.cwd = None
        if words:
            call.effect("control-remote", host, on="remote")
            return _there(call.run_text(call.machine.joined(words)))
        if call.stdin.known and call.stdin:
            call.effect("control-remote", host, on="remote")
            return _there(call.run_text(call.stdin))
        call.effect("control-remote", host, on="remote", flags=["login"])
    finally:
        call.machine.state = outer
    return Arg(UNKNOWN, frozenset(("remote",)))


def _there(printed: Arg) -> Arg:
    return Arg(printed, printed.taint | {"remote"})


def _local_options(call: Call, options: list[Arg]) -> None:
    for option in options:
        name, _, text = option.replace(" ", "=", 1).partition("=")
        lower = name.lower().strip()
        if lower in ("proxycommand", "localcommand", "knownhostscommand") and text.strip("= \"'") not in (
            "",
            "none",
        ):
            call.effect("run-hidden", text, what="a command inside an option of ssh", flags=["option"])
            call.run_text(Arg(text.strip(), option.taint))
        elif lower == "stricthostkeychecking" and text.strip(" =").lower() in ("no", "off"):
            call.effect(
                "protection",
                option,
                on="remote",
                what="the other machine's identity is not checked",
                flags=["tls", "ssh"],
            )


def sshpass(call: Call) -> Arg | None:
    """`sshpass -p PASSWORD ssh …`."""
    options = call.options("pfdP", first_only=True)
    return call.run(options.rest) if options.rest else Arg("")


def many(call: Call) -> Arg | None:
    """One command on many machines."""
    options = call.options(
        "hHlpoeitxOAwgmaufMIkbcC",
        ("--hosts", "--host", "--user", "--module-name", "--args", "--inventory", "--become-user", "--limit"),
        first_only=call.name != "ansible",
    )
    text = options.value("-a", "--args") if call.name == "ansible" else call.machine.joined(options.rest)
    if call.name.startswith("salt"):
        text = (
            call.machine.joined(options.rest[2:])
            if options.rest[1:2] in (["cmd.run"], ["cmd.shell"])
            else None
        )
    call.effect("control-remote", options.rest[0] if options.rest else "", on="remote")
    if not text:
        return None
    state = call.machine.state
    outer, call.machine.state = state, state.copy()
    try:
        call.machine.state.remote, call.machine.state.cwd = True, None
        call.run_text(text)
    finally:
        call.machine.state = outer
    return None


def evil_winrm(call: Call) -> Arg | None:
    """Tools that break into Windows machines."""
    call.effect("probe", call.name, on="remote", what="runs commands on a machine that it broke into")
    return None
