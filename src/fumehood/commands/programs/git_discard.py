"""git commands that throw away work which no commit holds."""

from fumehood.commands.expand.arg import Arg, has_glob
from fumehood.commands.programs.git_options import options_of
from fumehood.commands.run.call import Call

_CODE = (
    ".py", ".js", ".ts", ".tsx", ".jsx", ".json", ".md", ".txt", ".toml", ".yaml", ".yml", ".rs", ".go", ".c", ".h", ".cpp", ".java", ".rb", ".php", ".css", ".html", ".sh", ".lock", ".cfg", ".ini", ".sql",
    ".kt", ".swift", ".scss", ".vue", ".svelte", ".ipynb", ".cs", ".xml", ".csv", ".env", ".mod", ".sum",
)  # fmt: skip


def discard(call: Call, verb: str) -> None:
    """Notes what the subcommand throws away."""
    _VERBS[verb](call)


def _note(call: Call, target: str, what: str, *flags: str) -> None:
    call.effect("discard-work", target, on="project", what=what, flags=flags)


def _reset(call: Call) -> None:
    flags, rest = options_of(
        call,
        "U",
        ("--pathspec-from-file", "--unified", "--inter-hunk-context"),
        names=("--hard", "--soft", "--mixed", "--merge", "--keep", "--quiet", "--recurse-submodules"),
    )
    if flags & {"--hard", "--merge"}:
        _note(call, " ".join(rest) or "HEAD", "every change that is not committed", "hard")


def _checkout(call: Call) -> None:
    flags, rest = options_of(
        call,
        "bBU",
        ("--orphan", "--conflict", "--pathspec-from-file", "--unified", "--inter-hunk-context"),
        names=(
            "--force",
            "--detach",
            "--quiet",
            "--ours",
            "--theirs",
            "--patch",
            "--merge",
            "--no-track",
            "--overlay",
        ),
    )
    if flags & {"-f", "--force"}:
        _note(call, " ".join(rest), "every change that is not committed", "switch")
        return
    if flags & {"-p", "--patch", "--ours", "--theirs", "-m", "--merge"}:
        return
    paths = _paths(flags, rest)
    if paths:
        _note(call, " ".join(paths), "the changes in these files", "paths")


_OPTION_VALUES = {
    "--recurse-submodules": ("checkout", "on-demand"),
    "--track": ("direct", "inherit"),
    "-t": ("direct", "inherit"),
}


def _paths(flags: set[str], rest: list[Arg]) -> list[Arg]:
    """The files that a checkout takes back; none when it only switches branches."""
    if "--pathspec-from-file" in flags:
        return [Arg("the files of a list")]
    if "--" in rest:
        return rest[rest.index("--") + 1 :]  # type: ignore[arg-type]
    if flags & {"-b", "-B", "--orphan", "-d", "--detach"}:
        return []
    for option, values in _OPTION_VALUES.items():
        if option in flags and rest and rest[0] in values and len(rest) == 2:
            return []
    if len(rest) > 1:
        return rest[1:]
    if rest and (
        rest[0] in (".", "./", ":/", "..")
        or rest[0].startswith("./")
        or rest[0].endswith(("/", *_CODE))
        or has_glob(rest[0])
    ):
        return rest
    return []


def _switch(call: Call) -> None:
    flags, rest = options_of(
        call,
        "cC",
        ("--create", "--force-create", "--orphan", "--conflict"),
        names=("--force", "--discard-changes", "--detach", "--guess", "--merge"),
    )
    if flags & {"-f", "--force", "--discard-changes"}:
        _note(call, " ".join(rest), "every change that is not committed", "switch")


def _restore(call: Call) -> None:
    flags, rest = options_of(
        call,
        "sU",
        ("--source", "--conflict", "--pathspec-from-file"),
        names=("--staged", "--worktree", "--patch", "--ours", "--theirs"),
    )
    if flags & {"-p", "--patch"} or (flags & {"-S", "--staged"} and not flags & {"-W", "--worktree"}):
        return
    if flags & {"--ours", "--theirs", "-2", "-3"}:
        return
    if rest or "--pathspec-from-file" in flags:
        _note(call, " ".join(a for a in rest if a != "--"), "the changes in these files", "paths")


def _clean(call: Call) -> None:
    flags, rest = options_of(
        call, "e", ("--exclude",), names=("--force", "--dry-run", "--interactive", "--quiet")
    )
    if flags & {"-n", "--dry-run", "-i", "--interactive"}:
        return
    if flags & {"-f", "--force"}:
        paths = [a for a in rest if a != "--"]
        if paths and all(call.machine.place(p).on in ("build", "temp") for p in paths):
            return
        _note(
            call,
            " ".join(paths),
            "files that git does not know",
            "clean",
            *(["ignored"] if flags & {"-x", "-X"} else []),
        )


def _stash(call: Call) -> None:
    _, rest = options_of(call, "mu", ("--message",))
    if rest and rest[0] in ("drop", "clear"):
        _note(call, " ".join(rest), "work that was put aside", "stash")


def _worktree(call: Call) -> None:
    flags, rest = options_of(call, "bB", names=("--force",))
    if rest[:1] == ["remove"] and flags & {"-f", "--force"}:
        _note(call, " ".join(rest[1:]), "a work tree with its changes", "worktree")


def _submodule(call: Call) -> None:
    flags, rest = options_of(call, "b", ("--branch", "--reference", "--depth", "--jobs", "--name"))
    if rest[:1] == ["foreach"] and len(rest) > 1:
        words = [a for a in call.args[call.args.index(rest[0]) + 1 :] if a not in ("--recursive", "--quiet")]
        call.run_text(call.machine.joined(words))
    elif rest[:1] == ["deinit"] and flags & {"-f", "--force"}:
        _note(call, " ".join(rest[1:]), "a submodule with its changes", "worktree")


def _rm(call: Call) -> None:
    flags, rest = options_of(
        call, "", ("--pathspec-from-file",), names=("--cached", "--force", "--dry-run", "--quiet")
    )
    if flags & {"--cached", "-n", "--dry-run"}:
        return
    for path in rest:
        if call.machine.place(path).on in ("project-root",) or (flags & {"-f", "--force"} and "-r" in flags):
            _note(call, path, "files with their changes", "remove")


def _read_tree(call: Call) -> None:
    flags, rest = options_of(call, "", ("--prefix", "--index-output"))
    if "--reset" in flags and "-u" in flags:
        _note(call, " ".join(rest), "every change that is not committed", "hard")


def _checkout_index(call: Call) -> None:
    flags, rest = options_of(call, "", ("--prefix", "--stage"))
    if flags & {"-f", "--force"} and not any(f.startswith("--prefix") for f in flags):
        _note(call, " ".join(rest), "the changes in these files", "paths")


def _undo(call: Call) -> None:
    flags, rest = options_of(call)
    if flags & {"-h", "--hard"} or not rest:
        _note(call, " ".join(rest), "the last commits", "hard")


_VERBS = {
    "reset": _reset, "checkout": _checkout, "switch": _switch, "restore": _restore, "clean": _clean, "stash": _stash, "worktree": _worktree, "submodule": _submodule, "rm": _rm, "read-tree": _read_tree,
    "checkout-index": _checkout_index, "undo": _undo, "reset-file": _checkout_index,
}  # fmt: skip
