"""Permissions and owners: what is opened to everybody, what is given away, what runs as root."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.run.call import Call

_SENSITIVE = ("system", "root", "home-root", "device", "disk")


def chmod(call: Call) -> Arg:
    """Notes set-user-id bits, rights for everybody, and changes of whole system folders."""
    if call.helps:
        return Arg("")
    args = [a for a in call.args if not (a.startswith("-") and len(a) > 1 and a[1] in "rwxXst")]
    modes = [a for a in call.args if a not in args]
    from fumehood.commands.run.options import parse

    options = parse(args, "", ("--reference",))
    recursive = options.any("-R", "--recursive")
    rest = options.rest
    if not modes and "--reference" not in options.values:
        modes, rest = rest[:1], rest[1:]
    for mode in modes:
        judge_mode(call, str(mode), list(rest), recursive=recursive)
    return Arg("")


def judge_mode(call: Call, mode: str, paths: list[Arg], *, recursive: bool) -> None:
    """Notes what this mode does to these paths."""
    special = _special(mode)
    everybody = _everybody(mode)
    opens = _reads(mode)
    for path in paths:
        where = call.machine.place(path)
        if where.on == "vcs" and "/hooks/" in where.path and _takes_away(mode):
            call.effect("protection", path, on="project", what="the repository's own checks", flags=["hooks"])
        flags = [*(["recursive"] if recursive else []), *(["whole"] if where.whole else [])]
        if special:
            call.effect(
                "escalate",
                path,
                on=where.on,
                what="it will run with the rights of its owner",
                flags=["setuid", *flags],
                path=where.path,
            )
        elif where.on in _SENSITIVE:
            if everybody or recursive or _is_account(where.path):
                call.effect(
                    "permission",
                    path,
                    on=where.on,
                    what="everybody may change it" if everybody else "its permissions",
                    flags=[*flags, *(["everybody"] if everybody else [])],
                    path=where.path,
                )
        elif everybody:
            call.effect(
                "permission",
                path,
                on=where.on,
                what="everybody may change it",
                flags=["everybody", *flags],
                path=where.path,
            )
        elif opens and _private(where.path):
            call.effect(
                "permission",
                path,
                on=where.on,
                what="others may read a private file",
                flags=["private", *flags],
                path=where.path,
            )


def _special(mode: str) -> bool:
    """Whether the mode sets the set-user-id or set-group-id bit."""
    digits = mode.lstrip("0=")
    if digits.isdecimal() and len(digits) == 4:
        return digits[0] in "24567"
    return any(
        "s" in clause.partition(op)[2]
        for clause in mode.split(",")
        for op in "+="
        if op in clause and clause[:1] != "o"
    )


def _takes_away(mode: str) -> bool:
    """Whether the owner may not run the file any more."""
    digits = mode.lstrip("0=")
    if digits.isdecimal() or not digits:
        return len(digits) != 3 or int(digits[0]) % 2 == 0
    return any("x" in clause.partition("-")[2] and clause[:1] not in "go" for clause in mode.split(","))


def _everybody(mode: str) -> bool:
    """Whether everybody may write then."""
    digits = mode.lstrip("=")
    if digits.isdecimal():
        return digits[-1] in "2367" and not (len(digits) == 4 and digits[0] == "1")
    for clause in mode.split(","):
        for op in "+=":
            who, found, what = clause.partition(op)
            if found and "w" in what and ("a" in who or "o" in who):
                return True
    return False


def _reads(mode: str) -> bool:
    return (mode.isdecimal() and mode[-1] in "4567") or any(
        m in mode for m in ("o+r", "a+r", "+r", "o=r", "a=r")
    )


def _private(path: str) -> bool:
    from fumehood.commands.paths.secrets import is_secret

    return is_secret(path) and "/.ssh/config" not in path


def _is_account(path: str) -> bool:
    return path in ("/etc/passwd", "/etc/shadow", "/etc/sudoers", "/etc/gshadow", "/etc/group")


def chown(call: Call) -> Arg:
    """Notes files of the system that are given away, and whole trees."""
    if call.helps:
        return Arg("")
    options = call.options("", ("--from", "--reference"))
    recursive = options.any("-R", "--recursive")
    paths = options.rest if "--reference" in options.values else options.rest[1:]
    for path in paths:
        where = call.machine.place(path)
        if where.on in (*_SENSITIVE, "home-entry", "mount") and (where.on != "home-entry" or recursive):
            call.effect(
                "permission",
                path,
                on=where.on,
                what="whose it is",
                flags=["owner", *(["recursive"] if recursive else [])],
                path=where.path,
            )
        elif (
            options.rest
            and options.rest[0].partition(":")[0] in ("root", "0")
            and where.on not in ("project", "build")
        ):
            call.effect(
                "permission",
                path,
                on=where.on,
                what="whose it is",
                flags=["owner", "to-root"],
                path=where.path,
            )
    return Arg("")


def chattr(call: Call) -> Arg:
    """Removing or setting the immutable mark."""
    for arg in call.args:
        if (arg[:1] in "+-=" and ("i" in arg[1:] or "a" in arg[1:]) and call.name == "chattr") or arg.lstrip(
            "no"
        ) in ("schg", "uchg", "simmutable", "uimmutable", "sappnd", "hidden", "uchange"):
            call.effect(
                "protection",
                " ".join(call.args[-1:]),
                what="the mark that keeps a file from being changed",
                flags=["immutable"],
            )
            break
    return Arg("")


def setfacl(call: Call) -> Arg:
    """Access lists: rights for others on files of the system."""
    options = call.options("mMxX", ("--modify", "--set", "--restore"))
    for path in options.rest:
        where = call.machine.place(path)
        if where.on in _SENSITIVE:
            call.effect("permission", path, on=where.on, what="who may use it", path=where.path)
    return Arg("")


def setcap(call: Call) -> Arg:
    """Capabilities: rights of root for one program."""
    if len(call.args) > 1 and "-r" not in call.args:
        call.effect(
            "escalate", call.args[-1], on="system", what="it gets rights of root", flags=["capability"]
        )
    return Arg("")
