"""Stopping the machine, and stopping programs."""

from fumehood.commands.expand.arg import UNKNOWN, Arg, has_glob
from fumehood.commands.programs.services import _is_guard
from fumehood.commands.run.call import Call

_OWN = (
    "node",
    "npm",
    "python",
    "python3",
    "java",
    "ruby",
    "vite",
    "webpack",
    "next",
    "jest",
    "vitest",
    "chrome",
    "chromium",
    "flask",
    "uvicorn",
    "gunicorn",
    "celery",
    "redis-server",
    "http-server",
    "cargo",
    "go",
)


def power(call: Call) -> Arg | None:
    """shutdown, reboot, halt, poweroff, init, telinit."""
    if call.helps or any(a in ("-c", "--show", "-w", "--wtmp-only") for a in call.args):
        return None
    if call.name in ("init", "telinit") and not any(a in ("0", "6", "1", "S", "s") for a in call.args):
        return None
    call.effect("stop", call.name, on="machine", what="the machine", flags=["machine"])
    return Arg("")


def kexec(call: Call) -> Arg | None:
    """Loads or starts another kernel."""
    if not call.helps:
        call.effect("system", " ".join(call.args), on="system", what="another kernel is loaded")
    return None


def kill(call: Call) -> Arg | None:
    """Signals to processes: all of them, the first one, or some."""
    args = list(call.args)
    if args and (args[0] in ("-l", "-L", "--list", "--table") or call.helps):
        return None
    targets = [a for n, a in enumerate(args) if not (a.startswith("-") and n == 0) and a not in ("--",)]
    if args[:1] in (["-s"], ["-n"], ["--signal"]):
        targets = [a for a in args[2:] if a != "--"]
    if args[:1] == ["-0"]:
        return None
    for target in targets:
        if target in ("-1", "1"):
            call.effect(
                "stop",
                target,
                on="machine",
                what="every process" if target == "-1" else "the first process",
                flags=["all"],
            )
            return Arg("")
    if args[:1] == ["-1"] and len(args) == 1:
        call.effect("stop", "-1", on="machine", what="every process", flags=["all"])
        return Arg("")
    call.effect("stop", " ".join(targets), on="process", what="processes", flags=["process"])
    return Arg("")


def killall(call: Call) -> Arg | None:
    """Signals by name or pattern."""
    if call.helps or call.args[:1] in (["-l"], ["-V"]):
        return None
    options = call.options(
        "suUGgPFton",
        (
            "--signal",
            "--user",
            "--session",
            "--parent",
            "--euid",
            "--group",
            "--pidfile",
            "--older-than",
            "--younger-than",
            "--ns",
            "--terminal",
            "--pgroup",
        ),
    )
    names = list(options.rest)
    if call.name in ("killall5",) or (call.name == "xkill"):
        call.effect("stop", call.name, on="machine", what="every process", flags=["all"])
        return Arg("")
    if options.value("-u", "-U", "--user", "--euid") and not names:
        call.effect(
            "stop",
            str(options.value("-u", "-U", "--user", "--euid")),
            on="machine",
            what="every process of a user",
            flags=["all"],
        )
        return Arg("")
    for name in names:
        if _is_guard(name) or name.strip("^$") in (
            "init",
            "systemd",
            "launchd",
            "sshd",
            "Xorg",
            "gnome-shell",
            "Finder",
            "Dock",
            "WindowServer",
            "dockerd",
            "claude",
            "codex",
            "cursor",
        ):
            kind = "protection" if _is_guard(name) else "stop"
            call.effect(
                kind,
                name,
                on="machine",
                what="a program that guards or records"
                if kind == "protection"
                else "a program of the system",
                flags=["service", "vital"],
            )
        elif name in (".", ".*", "") or has_glob(name) or (name == UNKNOWN and options.any("-f", "--full")):
            call.effect("stop", name, on="machine", what="every process", flags=["all"])
        else:
            call.effect(
                "stop",
                name,
                on="process",
                what="processes",
                flags=[
                    "process",
                    *([] if name.partition(" ")[0] in _OWN or options.any("-f") else ["by-name"]),
                ],
            )
    return Arg("")
