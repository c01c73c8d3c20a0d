"""Programs that show credentials, or read the memory of others."""

from fumehood.commands.expand.arg import FILE, SECRET, TERMINAL, UNKNOWN, Arg
from fumehood.commands.run.call import Call

_SECRET = frozenset((SECRET,))
# By program: words that make a call show a credential. An empty tuple: every call does.
_SHOWS: dict[str, tuple[str, ...]] = {
    "security": ("find-generic-password", "find-internet-password", "dump-keychain", "export", "find-key"), "pass": ("show", "-c", "--clip", "otp"), "gopass": ("show", "-o", "--password", "cat", "otp"), "op": ("read", "item", "get", "document", "inject"), "bw": ("get", "export", "list"),
    "lpass": ("show", "export"), "secret-tool": ("lookup", "search"), "kwallet-query": ("-r", "--read-password"), "keyring": ("get",), "vault": ("read", "kv", "token", "print"), "doppler": ("secrets",), "sops": ("-d", "--decrypt", "decrypt", "exec-env"), "infisical": ("secrets", "export"),
    "chamber": ("read", "export"), "aws-vault": ("export",), "hcp": ("vault-secrets",), "laZagne.py": (), "mimipenguin": (), "cmdkey": (), "envchain": (), "git-credential": ("fill", "get"), "git-credential-store": ("get",), "git-credential-cache": ("get",), "git-credential-osxkeychain": ("get",),
    "git-credential-manager": ("get",), "docker-credential-desktop": ("get", "list"), "keepassxc-cli": ("show", "clip", "export"),
}  # fmt: skip
_HARMLESS = {
    "vault": (
        "write",
        "put",
        "login",
        "status",
        "list",
        "metadata",
        "lookup",
        "renew",
        "enable",
        "create",
        "revoke",
        "delete",
    ),
    "op": ("list", "create", "edit", "delete", "share", "template", "move"),
    "doppler": ("set", "delete", "upload"),
    "bw": ("folders", "organizations", "template", "items", "collections", "--help", "fingerprint"),
}
_MEMORY = ("gcore", "procdump")
_SCREEN = (
    "scrot",
    "maim",
    "grim",
    "spectacle",
    "flameshot",
    "gnome-screenshot",
    "screencapture",
    "import",
    "xwd",
    "fbgrab",
    "arecord",
    "parecord",
    "ffmpeg",
    "logkeys",
    "keylogger",
)


def tool(call: Call) -> Arg | None:
    """Notes what is shown; the output is a credential then."""
    if call.helps:
        return Arg("")
    name, args = call.name, call.args
    if name == "security" and args[:1] in (
        ["add-trusted-cert"],
        ["authorizationdb"],
        ["set-keychain-settings"],
        ["remove-trusted-cert"],
        ["set-key-partition-list"],
    ):
        call.effect("protection", " ".join(args[:1]), on="system", what="whom this machine trusts")
        return Arg("")
    if name == "security" and args and args[0].startswith("delete-"):
        call.effect("account", " ".join(args[:2]), on="home", what="stored passwords or keys")
        return Arg("")
    if name in _SHOWS:
        return _shows(call)
    if name in ("gpg", "gpg2"):
        return _gpg(call)
    if name in _MEMORY:
        call.effect("memory", " ".join(args[-1:]), on="system", what="the memory of another program")
    elif name in ("gdb", "lldb"):
        _debugger(call)
    elif name == "ssh-copy-id":
        call.effect("persist", " ".join(args[-1:]), on="remote", what="a key that lets one in", flags=["key"])
    elif name in ("xclip", "xsel", "wl-copy", "pbcopy"):
        if TERMINAL not in call.stdin.taint and not any(a in ("-o", "-out", "--output") for a in args):
            return Arg("")
        return Arg(UNKNOWN, frozenset((FILE,)))
    elif name in ("pbpaste", "wl-paste"):
        return Arg(UNKNOWN, frozenset((FILE,)))
    elif name in _SCREEN:
        _screen(call)
    elif name == "ssh-keygen":
        return _keygen(call)
    elif name == "trufflehog":
        return None
    return None


def _shows(call: Call) -> Arg | None:
    words = _SHOWS[call.name]
    args = call.args
    if (
        call.name == "pass"
        and args
        and not args[0].startswith("-")
        and args[0]
        not in (
            "ls",
            "list",
            "insert",
            "generate",
            "edit",
            "rm",
            "init",
            "git",
            "find",
            "grep",
            "mv",
            "cp",
            "version",
            "help",
            "add",
            "search",
            "otp",
        )
    ):
        words = ()
    if words and not any(a in words for a in args):
        return None
    operands = [a for a in args if not a.startswith("-")]
    if any(a in _HARMLESS.get(call.name, ()) for a in operands[:2]):
        return None
    if call.name == "vault" and operands[:1] == ["kv"] and operands[1:2] != ["get"]:
        return None
    if call.name == "vault" and operands[:1] == ["token"]:
        return None
    if call.name == "keepassxc-cli" and operands[:1] not in (["show"], ["clip"], ["export"]):
        return None
    call.effect(
        "read-secret", " ".join([call.name, *operands[:2]]), on="home", what="a stored password or key"
    )
    return Arg(UNKNOWN, _SECRET)


def _gpg(call: Call) -> Arg | None:
    args = call.args
    if any(a.startswith(("--export-secret", "--export-ssh")) and "ssh" not in a for a in args):
        call.effect(
            "read-secret",
            "gpg " + " ".join(a for a in args if a.startswith("--export")),
            on="home",
            what="private keys",
        )
        return Arg(UNKNOWN, _SECRET)
    if any(a.startswith("--delete-secret") for a in args):
        call.effect("account", " ".join(args), on="home", what="private keys")
    options = call.options(
        "oruNk",
        (
            "--output",
            "--recipient",
            "--local-user",
            "--passphrase",
            "--passphrase-fd",
            "--passphrase-file",
            "--cipher-algo",
            "--keyserver",
            "--homedir",
            "--default-key",
            "--compress-algo",
            "--digest-algo",
            "--s2k-digest-algo",
            "--pinentry-mode",
        ),
    )
    if options.any("-c", "--symmetric", "-e", "--encrypt"):
        for path in options.rest:
            call.machine.read(path)
    if target := options.value("-o", "--output"):
        call.machine.write(target, Arg(UNKNOWN, frozenset(("encoded",))))
    taint = call.stdin.taint - {TERMINAL}
    if options.any("-d", "--decrypt"):
        taint |= {"decoded"}
    return Arg(UNKNOWN, taint)


def _debugger(call: Call) -> None:
    args = call.args
    options = call.options(
        "pxcsd",
        (
            "-ex",
            "--eval-command",
            "-eval-command",
            "--pid",
            "-pid",
            "--batch-file",
            "-iex",
            "--command",
            "-command",
            "-o",
        ),
        single_dash=call.name == "gdb",
    )
    if (
        options.value("-p", "-pid", "--pid", "--attach-pid")
        or any(a in ("-p", "-pid", "--pid") for a in args)
        or any(a.startswith("--pid=") for a in args)
    ):
        call.effect(
            "memory",
            " ".join(options.all_values("-p", "-pid", "--pid")),
            on="system",
            what="the memory of another program",
        )
    for text in options.all_values("-ex", "--eval-command", "-eval-command", "-iex", "-o"):
        verb, _, rest = text.strip().partition(" ")
        if verb in ("shell", "!", "make", "pipe") or text.startswith("!"):
            call.run_text(
                Arg(rest if verb != "!" and not text.startswith("!") else text.lstrip("! "), text.taint)
            )
        elif verb in ("python", "py", "python-interactive", "pi", "script"):
            from fumehood.commands.inline.languages import run_code

            run_code(call.machine, "python", Arg(rest, text.taint), [])


def _screen(call: Call) -> None:
    args = " ".join(call.args)
    whole = (
        (call.name == "xwd" and "-root" in args)
        or (call.name == "import" and "-window root" in args)
        or (call.name == "screencapture" and "-x" in call.args)
    )
    if call.name == "ffmpeg" and not any(
        w in args for w in ("x11grab", "avfoundation", "gdigrab", "kmsgrab", "-f alsa", "-f pulse")
    ):
        return
    if call.name in ("logkeys", "keylogger") or whole:
        call.effect(
            "probe",
            call.name,
            on="machine",
            what="records what the user types"
            if call.name in ("logkeys", "keylogger")
            else "records the screen",
        )


def _keygen(call: Call) -> Arg | None:
    options = call.options("bCfNtmOPrIVnzZsDEGMSTWYaFR")
    if options.any("-y", "-e"):
        for path in options.all_values("-f"):
            call.machine.read(path, quiet=True)
    if options.any("-D"):
        call.effect("load-code", " ".join(options.all_values("-D")), what="a library into ssh-keygen")
    return None
