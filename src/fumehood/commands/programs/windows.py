"""Windows' own programs, as they are started from WSL, Git Bash or PowerShell."""

from fumehood.commands.expand.arg import UNKNOWN, Arg, activate, literal
from fumehood.commands.inline.cmdlets import RUN_KEYS
from fumehood.commands.run.call import Call

_SEPARATORS = ("&", "&&", "|", "||")


def path(text: str) -> Arg:
    """A path of Windows as the rest of this guard writes paths: slashes, a drive below the root, variables unknown."""
    import re

    plain = re.sub(r"%[^%\s]{1,40}%", UNKNOWN, literal(text)).replace("\\", "/").strip('"')
    return Arg(activate("/" + plain if plain[1:2] == ":" else plain))


def cmd(call: Call) -> Arg | None:
    """`cmd /c TEXT`: its own commands that delete, and any other program."""
    at = next((n for n, a in enumerate(call.args) if a.lower() in ("/c", "/k", "/r", "//c", "-c")), -1)
    if at < 0:
        return None
    text = " ".join(literal(a) for a in call.args[at + 1 :]).strip()
    if text.startswith('"') and text.endswith('"'):
        text = text[1:-1]
    for part in text.replace("&&", "&").replace("||", "&").replace("|", "&").split("&"):
        words = part.split()
        if words:
            _command(call, words)
    return Arg(UNKNOWN)


def _command(call: Call, words: list[str]) -> None:
    name, switches = words[0].lower().removesuffix(".exe"), [w.lower() for w in words if w.startswith("/")]
    operands = [w for w in words[1:] if not w.startswith("/")]
    call.machine.program = "cmd"
    if name in ("rd", "rmdir"):
        for each in operands:
            call.machine.delete(path(each), recursive="/s" in switches)
    elif name in ("del", "erase"):
        for each in operands:
            call.machine.delete(path(each), recursive="/s" in switches or "*" in each)
    elif name == "type":
        for each in operands:
            call.machine.read(path(each))
    elif name == "format":
        call.effect("device", " ".join(operands), on="disk")
    elif name == "start":
        call.run([Arg(w) for w in operands if not w.startswith('"')])
    elif name not in ("echo", "set", "rem", "dir", "ver", "cd", "chdir", "title", "cls", "if", "for", "more", "find", "sort", "test", "time", "date"):  # fmt: skip
        call.run([Arg(w) for w in words])


def reg(call: Call) -> Arg | None:
    """The registry: what starts by itself, and settings of the system."""
    verb = call.args[0].lower() if call.args else ""
    key = " ".join(call.args[1:3]).lower().replace("\\\\", "\\")
    if verb in ("add", "import", "restore", "load", "copy") and any(k in key for k in RUN_KEYS):
        call.effect("persist", " ".join(call.args[1:2]), on="system", what="what starts by itself")
    elif verb in ("delete", "import", "restore") or (
        verb == "add" and key.startswith(("hklm", "hkey_local", "hkcr"))
    ):
        call.effect("system", " ".join(call.args[1:2]), on="system", what="settings of the system")
    elif verb in ("save", "export") and any(
        k in key for k in ("hklm\\sam", "hklm\\security", "hklm\\system")
    ):
        call.effect("read-secret", " ".join(call.args[1:2]), on="system", what="the passwords of all users")
    return None


def schtasks(call: Call) -> Arg | None:
    """Jobs that run later."""
    options = [a.lower() for a in call.args]
    if "/create" in options or "/change" in options:
        call.effect("persist", "a scheduled task", on="system", what="a job that runs later")
        for at, option in enumerate(options):
            if option == "/tr" and at + 1 < len(call.args):
                call.run_text(Arg(call.args[at + 1].replace("\\", "/"), call.args[at + 1].taint))
    elif "/delete" in options:
        call.effect("system", "a scheduled task", on="system", what="a job that runs later")
    return None


def sc(call: Call) -> Arg | None:
    """Services."""
    words = [a.lower() for a in call.args if not a.startswith("\\\\")]
    target = " ".join(words[1:2])
    if words[:1] in (["create"], ["config"], ["failure"]):
        call.effect("persist", target, on="system", what="a service that starts by itself", flags=["service"])
    elif words[:1] in (["delete"], ["sdset"]):
        call.effect("system", target, on="system", what="a service")
    elif words[:1] == ["stop"]:
        call.effect("stop", target, on="system", what="stops a service", flags=["service", "vital"])
    return None


def taskkill(call: Call) -> Arg | None:
    """Ends processes."""
    every = any(a == "*" or a.lower() in ("/fi", "*.exe") for a in map(literal, call.args))
    call.effect(
        "stop", " ".join(call.args), on="machine", what="every process" if every else "processes", flags=["all" if every else "process"]
    )  # fmt: skip
    return None


def rights(call: Call) -> Arg | None:
    """Takeown and icacls: files that are given away, or opened to everybody."""
    text = " ".join(call.args).lower()
    if call.name == "takeown" or any(m in text for m in ("everyone:", "/reset", "/setowner", "s-1-1-0:")):
        call.effect(
            "permission", " ".join(call.args[:2]), on="system", what="who may change files", flags=["recursive", "open"]
        )  # fmt: skip
    return None


def cipher(call: Call) -> Arg | None:
    """`cipher /w` and sdelete: overwritten for good."""
    for each in (a for a in call.args if not a.startswith(("/", "-"))):
        call.machine.delete(path(each), recursive=True, flags=["shred"])
    if any(a.lower().startswith("/w") for a in call.args):
        call.effect("device", " ".join(call.args), on="disk")
    return None
