"""Other worlds inside this machine: chroot, namespaces, sandboxes, virtual machines."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call
from fumehood.commands.run.options import parse
from fumehood.commands.wrappers.inside import inside


def namespace(call: Call) -> Arg | None:
    """chroot, unshare, nsenter, bwrap and others: the command behind their options and operands."""
    name, args = call.name, call.args
    if name in ("chroot", "arch-chroot", "proot"):
        options = parse(args, "rbwqk", ("--userspec", "--groups"), first_only=True)
        return inside(call, options.rest[1:]) if len(options.rest) > 1 else Arg("")
    if name == "nsenter":
        options = parse(
            args, "tSGW", ("--target", "--setuid", "--setgid"), first_only=True, optional="muinpCTrw"
        )
        call.effect(
            "escalate",
            "another program's namespaces",
            on="system",
            what="enters the world of another program",
            flags=["nsenter"],
        )
        return call.run(options.rest, flags=["privileged"]) if options.rest else Arg("")
    if name in ("bwrap", "firejail", "unshare", "toolbx", "systemd-nspawn"):
        return _confined(call)
    return _guest(call)


_BWRAP_OPERANDS = {
    "--ro-bind": 2,
    "--bind": 2,
    "--dev-bind": 2,
    "--symlink": 2,
    "--setenv": 2,
    "--bind-try": 2,
    "--ro-bind-try": 2,
    "--dev-bind-try": 2,
    "--file": 2,
    "--bind-data": 2,
    "--ro-bind-data": 2,
}
_BWRAP_FLAGS = (
    "--unshare",
    "--share",
    "--die-with-parent",
    "--new-session",
    "--clearenv",
    "--as-pid-1",
    "--disable-userns",
    "--remount",
)


def _confined(call: Call) -> Arg | None:
    if call.name != "bwrap":
        options = call.options(
            {"unshare": "SGRw", "systemd-nspawn": "DMubEpi"}.get(call.name, ""),
            (
                "--setuid",
                "--setgid",
                "--root",
                "--wd",
                "--map-user",
                "--map-group",
                "--directory",
                "--machine",
                "--bind",
            ),
            first_only=True,
        )
        return call.run(options.rest) if options.rest else Arg("")
    args, i = call.args, 0
    writable = False
    while i < len(args) and args[i].startswith("--"):
        option = args[i]
        if option == "--":
            i += 1
            break
        if option in ("--bind", "--dev-bind", "--bind-try") and args[i + 1 : i + 3] == ["/", "/"]:
            writable = True
        i += 1 + (_BWRAP_OPERANDS.get(option, 0 if option.startswith(_BWRAP_FLAGS) else 1))
    words = args[i:]
    if not words:
        return Arg("")
    return call.run(words) if writable else inside(call, words)


def _guest(call: Call) -> Arg | None:
    args = call.args
    for at, arg in enumerate(args):
        if arg == "--":
            return inside(call, args[at + 1 :])
        if arg in ("-c", "--command") and at + 1 < len(args):
            outer, call.machine.state = call.machine.state, call.machine.state.copy()
            try:
                call.machine.state.container, call.machine.state.cwd = True, None
                return call.run_text(args[at + 1])
            finally:
                call.machine.state = outer
    if args and args[0] in ("exec", "shell", "run") and len(args) > 2:
        return inside(call, list(args[2:]))
    if args and args[0] in ("delete", "destroy", "rm", "purge") and call.name != "wsl":
        call.effect("destroy-container", " ".join(args[1:]), on="machine", flags=["data"])
    if call.name == "wsl" and "--unregister" in args:
        call.effect("destroy-container", " ".join(args), on="machine", flags=["data"])
    return None
