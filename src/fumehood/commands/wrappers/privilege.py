"""Becoming another user: sudo, doas, su, pkexec and their kin."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import Options
from fumehood.commands.wrappers.looking import looks

_SUDO = "ugpCDRThcarU"
_SUDO_LONG = (
    "--user", "--group", "--prompt", "--chdir", "--chroot", "--host", "--close-from", "--command-timeout", "--role", "--type", "--other-user",
    "--login-class",
)  # fmt: skip


def sudo(call: Call) -> Arg | None:
    """Notes the rights that are gained and follows the command with them."""
    options = call.options("uCL" if call.name == "doas" else _SUDO, _SUDO_LONG, first_only=True)
    rest = options.rest
    while rest and "=" in rest[0] and not rest[0].startswith("-") and "/" not in rest[0].partition("=")[0]:
        name, _, text = rest[0].partition("=")
        from fumehood.commands.run.simple import variable

        variable(call.machine, name, Arg(text))
        rest = rest[1:]
    if call.helps and not rest:
        return Arg("")
    only_looks = looks(rest) and not options.any("-i", "--login", "-s", "--shell", "-e", "--edit")
    call.effect(
        "escalate", " ".join(rest[:3]) or "a root shell", on="system", what=_to(options),
        flags=["sudo", *(["looks"] if only_looks else [])],
    )  # fmt: skip
    if options.any("-e", "--edit"):
        for path in rest:
            call.machine.write(path, Arg(UNKNOWN), flags=["privileged"])
        return Arg("")
    outer = call.machine.state
    call.machine.state = outer.copy()
    try:
        if folder := options.value("-D", "--chdir"):
            full = call.machine.full(folder)
            call.machine.state.cwd = None if UNKNOWN in full else full
        if options.any("-i", "--login", "-s", "--shell") and rest:
            return call.run_text(call.machine.joined(rest), flags=["privileged"])
        return call.run(rest, flags=["privileged"]) if rest else Arg("")
    finally:
        call.machine.state = outer


def _to(options: Options) -> str:
    user = options.value("-u", "--user")
    return f"runs as {user}" if user else "runs as root"


def su(call: Call) -> Arg | None:
    """`su` and `runuser`, with `-c TEXT` or a command after `--`."""
    options = call.options(
        "cgGsTw",
        ("--command", "--group", "--supp-group", "--shell", "--session-command", "--whitelist-environment"),
    )
    user = next((a for a in options.rest if a != "-"), Arg("root"))
    call.effect("escalate", user, on="system", what=f"runs as {user}", flags=["sudo"])
    text = options.value("-c", "--command", "--session-command")
    flags = ["privileged"]
    if text is not None:
        return call.run_text(text, flags=flags)
    rest = [a for a in options.rest if a != "-"]
    if call.name == "runuser" and options.any("-u"):
        return call.run(rest[1:], flags=flags) if len(rest) > 1 else Arg("")
    if len(rest) > 1:
        return call.run([Arg("sh"), *rest[1:]], flags=flags)
    if call.stdin.known and call.stdin:
        return call.run_text(call.stdin, flags=flags)
    return Arg("")


def gosu(call: Call) -> Arg | None:
    """`gosu USER COMMAND…`."""
    options = call.options("uUbemdopfcrtl" if call.name == "chpst" else "", first_only=True)
    rest = options.rest if call.name == "chpst" else options.rest[1:]
    call.effect("escalate", " ".join(rest[:3]), on="system", flags=["sudo"])
    return call.run(rest, flags=["privileged"]) if rest else Arg("")


def sudoedit(call: Call) -> Arg | None:
    """Editors of the files that say who may do what."""
    options = call.options("cf", ("--check", "--file"))
    if options.any("-c", "--check") or call.helps:
        return Arg("")
    if call.name in ("vipw", "vigr"):
        call.effect("account", call.name, on="system", what="the list of accounts")
        return Arg("")
    target = (
        options.rest[0] if options.rest and call.name == "sudoedit" else Arg("the list of users and rights")
    )
    call.effect(
        "escalate",
        target,
        on="system",
        what="who may become root",
        flags=["sudo"] if call.name == "sudoedit" else [],
    )
    return Arg("")
