"""git: the global options, and which module knows which subcommand."""

from fumehood.commands.expand.arg import UNKNOWN, Arg
from fumehood.commands.run.call import Call

_GLOBAL = (
    "--git-dir",
    "--work-tree",
    "--namespace",
    "--super-prefix",
    "--config-env",
    "--attr-source",
    "--list-cmds",
)
_DISCARDING = frozenset(
    {
        "reset",
        "checkout",
        "switch",
        "restore",
        "clean",
        "stash",
        "worktree",
        "submodule",
        "rm",
        "read-tree",
        "checkout-index",
        "undo",
        "reset-file",
    }
)
_HISTORY = frozenset({
    "push", "branch", "tag", "filter-branch", "filter-repo", "reflog", "gc", "prune", "update-ref", "replace", "rebase", "commit", "merge", "cherry-pick", "am", "repack", "symbolic-ref",
    "delete-branch", "delete-tag", "obliterate", "delete-merged-branches", "delete-submodule", "maintenance", "send-pack", "fast-import", "force-clone", "notes", "annex", "lfs", "remote",
})  # fmt: skip


def git(call: Call) -> Arg | None:
    """Follows one git command."""
    args = list(call.args)
    folder = _global_options(call, args)
    if folder is None or not args:
        return Arg("")
    if "--help" in args or args[0] in ("help", "version") or (args[1:2] == ["-h"] and len(args) == 2):
        return Arg("")
    verb, rest = str(args[0]).lower(), args[1:]
    machine = call.machine
    outer = machine.state
    if folder:
        machine.state = outer.copy()
        for each in folder:
            full = machine.full(each)
            machine.state.cwd = None if UNKNOWN in full else full
    inner = Call(machine, call.name, rest, call.stdin)
    try:
        if verb in _DISCARDING:
            from fumehood.commands.programs.git_discard import discard

            discard(inner, verb)
        elif verb in _HISTORY:
            from fumehood.commands.programs.git_history import history

            history(inner, verb)
        else:
            from fumehood.commands.programs.git_other import other

            return other(inner, verb)
    finally:
        machine.state = outer
    return None


def _global_options(call: Call, args: list[Arg]) -> list[Arg] | None:
    """Takes the options before the subcommand off `args`; the folders of `-C`, or None when nothing follows."""
    folders: list[Arg] = []
    while args and args[0].startswith("-") and len(args[0]) > 1:
        option = args.pop(0)
        if option in ("--version", "--help", "-v", "-h", "--html-path", "--man-path", "--info-path"):
            return None
        if option == "--":
            continue
        name, equals, text = option.partition("=")
        if option == "-C" and args:
            folders.append(args.pop(0))
        elif option.startswith("-C") and len(option) > 2:
            folders.append(Arg(option[2:]))
        elif option == "-c" and args:
            _setting(call, args.pop(0))
        elif option.startswith("-c") and len(option) > 2 and not option.startswith("--"):
            _setting(call, Arg(option[2:], option.taint))
        elif name in _GLOBAL and not equals and args:
            args.pop(0)
        elif name == "--exec-path" and equals:
            call.effect("load-code", text, what="git's own programs are taken from another folder")
    return folders


def _setting(call: Call, setting: Arg) -> None:
    from fumehood.commands.programs.git_config import judge

    name, _, text = setting.partition("=")
    judge(call, name, Arg(text, setting.taint), lasting=False)
