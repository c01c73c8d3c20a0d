"""find and fd: what they delete, what they run on what they find, and what they print."""

from fumehood.commands.expand.arg import UNKNOWN, Arg, activate, shown
from fumehood.commands.paths.secrets import is_secret
from fumehood.commands.run.call import Call

_VALUED = frozenset({
    "-name", "-iname", "-path", "-ipath", "-wholename", "-iwholename", "-regex", "-iregex", "-type", "-xtype", "-size", "-mtime", "-atime",
    "-ctime", "-mmin", "-amin", "-cmin", "-newer", "-anewer", "-cnewer", "-user", "-group", "-uid", "-gid", "-perm", "-maxdepth", "-mindepth",
    "-depth-n", "-links", "-inum", "-samefile", "-lname", "-ilname", "-fstype", "-printf", "-used", "-context", "-regextype", "-D", "-files0-from",
})  # fmt: skip
_NARROWING = frozenset({
    "-name", "-iname", "-path", "-ipath", "-wholename", "-regex", "-iregex", "-size", "-mtime", "-atime", "-ctime", "-mmin", "-amin", "-cmin", "-newer",
    "-empty", "-user", "-group", "-perm", "-links", "-inum", "-samefile", "-lname", "-newermt", "-nouser",
})  # fmt: skip


class _Search:
    """What one `find` looks for, as far as it is read."""

    def __init__(self, roots: list[Arg]) -> None:
        self.roots = roots
        self.names: list[Arg] = []
        self.paths: list[Arg] = []
        self.narrowed = False
        self.folders_only = False
        self.acts = False

    def found(self) -> list[Arg]:
        """What stands for the files that are found: the root, and the name when one was asked for."""
        made = []
        for root in self.roots:
            prefix = root.rstrip("/") or ("/" if root.startswith("/") else "")
            for name in self.names or [Arg(UNKNOWN)]:
                wild = activate(name)
                made.append(
                    Arg(f"{prefix}/{UNKNOWN}/{wild}" if self.names else f"{prefix}/{UNKNOWN}", root.taint)
                )
        return made or [Arg("./" + UNKNOWN)]


def find(call: Call) -> Arg | None:
    """Follows `find`: its roots, what narrows it, `-delete`, `-exec` and its kin, and what it writes."""
    if call.helps:
        return Arg("")
    args = call.args
    i = 0
    while i < len(args) and (args[i] in ("-H", "-L", "-P") or args[i].startswith(("-O", "-D"))):
        i += 2 if args[i] == "-D" else 1
    roots: list[Arg] = []
    while i < len(args) and not (args[i].startswith("-") or args[i] in ("(", ")", "!", ",")):
        roots.append(args[i])
        i += 1
    search = _Search(roots or [Arg(".")])
    actions: list[tuple[str, list[Arg]]] = []
    while i < len(args):
        i = _step(args, i, search, actions)
    _secrets(call, search, actions)
    printed = Arg("\n".join(search.found()) + "\n")
    for kind, words in actions:
        _act(call, search, kind, words)
    return printed


def _step(args: list[Arg], i: int, search: _Search, actions: list[tuple[str, list[Arg]]]) -> int:
    arg = args[i]
    if arg in ("-exec", "-execdir", "-ok", "-okdir"):
        words: list[Arg] = []
        i += 1
        while i < len(args) and args[i] != ";":
            if args[i] == "+" and words and "{}" in words[-1]:
                break
            words.append(args[i])
            i += 1
        actions.append((str(arg), words))
        return i + 1
    if arg == "-delete":
        actions.append(("-delete", []))
    elif arg in ("-fprint", "-fprint0", "-fls", "-fprintf"):
        actions.append(("-write", list(args[i + 1 : i + 2])))
        return i + (3 if arg == "-fprintf" else 2)
    if arg in _NARROWING:
        search.narrowed = True
    if arg in ("-name", "-iname") and i + 1 < len(args):
        search.names.append(args[i + 1])
    elif arg in ("-path", "-ipath", "-wholename", "-regex") and i + 1 < len(args):
        search.paths.append(args[i + 1])
    elif arg == "-type" and i + 1 < len(args):
        search.folders_only = args[i + 1] == "d"
    return i + (2 if arg in _VALUED or arg.startswith("-newer") else 1)


def _secrets(call: Call, search: _Search, actions: list[tuple[str, list[Arg]]]) -> None:
    """Looking all over the machine for key files is a hunt for credentials."""
    wide = any(
        call.machine.place(r).on in ("root", "home-root", "system") or r in ("//", "~") for r in search.roots
    )
    for name in [*search.names, *search.paths, *(search.roots if not wide else ())]:
        plain = shown(name).strip("*").rstrip("/")
        if (
            plain
            and (
                is_secret("/x/" + plain.lstrip("/"))
                or plain.lstrip("/") in (".ssh", ".aws", ".gnupg", "credentials", ".azure", ".oci/sessions")
            )
            and (wide or name in search.roots)
        ):
            call.effect("read-secret", shown(name), on="home", what="looks for credentials", flags=["search"])
            return
    for name in search.roots:
        if is_secret(call.machine.full(name)) or any(
            f"/{folder}" in name for folder in (".aws", ".azure", ".ssh", ".gnupg", ".oci", ".config/gcloud")
        ):
            if search.names or actions:
                call.effect(
                    "read-secret", shown(name), on="home", what="looks for credentials", flags=["search"]
                )
            return


def _act(call: Call, search: _Search, kind: str, words: list[Arg]) -> None:
    found = search.found()
    if kind == "-delete":
        for path, root in zip(found, search.roots * max(1, len(search.names) or 1), strict=False):
            where = call.machine.place(root)
            flags = ["find", *(["narrow"] if search.narrowed else [])]
            call.effect(
                "delete",
                shown(root),
                on=_scope(call, root, path),
                flags=[*flags, "recursive", "glob"],
                path=where.path,
            )
        return
    if kind == "-write":
        for path in words:
            call.machine.write(path, Arg(UNKNOWN))
        return
    replaced = any("{}" in w for w in words)
    state = call.machine.state
    outer = state.flags
    state.flags = outer | {"find"} | ({"narrow"} if search.narrowed else frozenset())
    try:
        for path in found[:4]:
            put = [Arg(w.replace("{}", path), w.taint) for w in words] if replaced else words
            call.run(put, stdin=Arg(""))
    finally:
        state.flags = outer


def _scope(call: Call, root: Arg, path: Arg) -> str:
    """Where what is deleted lies: the root's place, unless the names say that it is what builds leave behind."""
    by_name = call.machine.place(path)
    return "build" if by_name.on == "build" else call.machine.place(root).on


def fd(call: Call) -> Arg | None:
    """`fd PATTERN [FOLDER…] -x COMMAND…`."""
    args = call.args
    at = next((i for i, a in enumerate(args) if a in ("-x", "--exec", "-X", "--exec-batch")), -1)
    if at < 0:
        return Arg("./" + UNKNOWN + "\n")
    before, words = args[:at], args[at + 1 :]
    rest = [a for a in before if not a.startswith("-")]
    roots = rest[1:] or [Arg(".")]
    for root in roots:
        path = f"{root}/{UNKNOWN}"
        put = [Arg(w.replace("{}", path)) for w in words]
        if put == words:
            put.append(Arg(path))
        call.run(put, stdin=Arg(""), flags=["find", "narrow"] if rest else ["find"])
    return None
