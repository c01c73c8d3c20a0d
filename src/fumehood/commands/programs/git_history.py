"""git commands that rewrite or delete history, here or on the server; and those that skip the hooks."""

from fumehood.commands.expand.arg import Arg
from fumehood.commands.programs.git_options import options_of
from fumehood.commands.programs.origin import is_local, unusual
from fumehood.commands.run.call import Call

_PUSH_LONG = ("--repo", "--receive-pack", "--exec", "--push-option", "--recurse-submodules", "--signed")


def history(call: Call, verb: str) -> None:
    """Notes what the subcommand rewrites."""
    _VERBS.get(verb, _always)(call)
    if verb in ("commit", "push", "merge", "am", "rebase") and (
        "--no-verify" in call.args or (verb == "commit" and _short_n(call))
    ):
        call.effect(
            "protection",
            f"git {verb} --no-verify",
            on="project",
            what="the repository's own checks",
            flags=["hooks"],
        )


def _short_n(call: Call) -> bool:
    flags, _ = options_of(
        call,
        "mCcFtuS",
        (
            "--message",
            "--file",
            "--author",
            "--date",
            "--template",
            "--fixup",
            "--squash",
            "--trailer",
            "--cleanup",
        ),
        optional="uS",
    )
    return "-n" in flags


def _note(call: Call, target: str, what: str, *flags: str) -> None:
    call.effect(
        "rewrite-history", target, on="project" if "server" not in flags else "remote", what=what, flags=flags
    )


def _push(call: Call) -> None:
    flags, rest = options_of(
        call,
        "o",
        _PUSH_LONG,
        names=(
            "--force",
            "--force-with-lease",
            "--force-if-includes",
            "--delete",
            "--mirror",
            "--prune",
            "--dry-run",
            "--tags",
            "--all",
            "--set-upstream",
            "--follow-tags",
        ),
    )
    if flags & {"-n", "--dry-run"}:
        return
    for name in ("--receive-pack", "--exec"):
        for arg in call.args:
            if arg.startswith(name + "="):
                call.run_text(Arg(arg.partition("=")[2], arg.taint))
    names = [a for a in rest if a != "--"]
    target = " ".join(names)
    _remote_helper(call, names[:1])
    for to in names[:1] or [Arg("origin")]:
        added = call.machine.files.get("git remote " + to)
        if (_is_address(to) or added is not None) and not is_local(added or to):
            call.effect("send", to, on="remote", what="the commits of the project", flags=["git"])
    lease = "--force-with-lease" in flags
    if (flags & {"-f", "--force"} and not lease) or any(r.startswith("+") for r in names[1:]):
        _note(call, target, "what the server has", "server", "force")
    elif flags & {"--mirror", "--prune"}:
        _note(call, target, "every branch of the server that is not here", "server", "force")
    elif flags & {"-d", "--delete"} or any(r.startswith(":") and len(r) > 1 for r in names[1:]):
        _note(call, target, "a branch or tag of the server", "server", "delete")


def _is_address(remote: str) -> bool:
    """Whether a push names where it goes, instead of a remote that the repository knows."""
    return "://" in remote or ("@" in remote.partition(":")[0] and ":" in remote)


def _remote_helper(call: Call, names: list[Arg]) -> None:
    for name in names:
        if name.startswith("ext::"):
            call.run_text(Arg(name[5:], name.taint))


def _branch(call: Call) -> None:
    flags, rest = options_of(
        call,
        "u",
        (
            "--set-upstream-to",
            "--contains",
            "--no-contains",
            "--merged",
            "--no-merged",
            "--points-at",
            "--sort",
            "--format",
            "--column",
        ),
        names=("--delete", "--force", "--move", "--copy", "--remotes"),
    )
    force = flags & {"-f", "--force"}
    if "-D" in flags or (flags & {"-d", "--delete"} and force):
        _note(call, " ".join(rest), "a branch, merged or not", "branch")
    elif force and not flags & {"-m", "-M", "--move"} and rest:
        _note(call, " ".join(rest), "where a branch stands", "moved")


def _tag(call: Call) -> None:
    del call


def _reflog(call: Call) -> None:
    flags, rest = options_of(call, "", ("--expire", "--expire-unreachable"))
    if rest[:1] in (["expire"], ["delete"]) and not flags & {"-n", "--dry-run"}:
        _note(call, " ".join(rest), "the record that lost commits are found by", "reflog")


def _gc(call: Call) -> None:
    if any(a in ("--prune=now", "--prune=all") or a.startswith("--expire=now") for a in call.args):
        _note(call, "unreachable commits", "commits that could still be found", "reflog")


def _delete_tag(call: Call) -> None:
    _note(call, " ".join(call.args), "a tag, here and on the server", "server", "delete")


def _prune(call: Call) -> None:
    if any(a.startswith("--expire") for a in call.args) and not {"-n", "--dry-run"} & set(call.args):
        _note(call, "unreachable commits", "commits that could still be found", "moved")


def _update_ref(call: Call) -> None:
    flags, rest = options_of(call, "m")
    if "-d" in flags or "--stdin" in flags:
        _note(call, " ".join(rest), "a reference", "moved")
    elif len(rest) > 1:
        _note(call, rest[0], "where a reference stands", "moved")


def _rebase(call: Call) -> None:
    from fumehood.commands.run.options import parse

    options = parse(
        call.args, "xsXCS", ("--exec", "--onto", "--strategy", "--strategy-option", "--whitespace")
    )
    for text in options.all_values("-x", "--exec"):
        call.run_text(text)
    if options.any("--root"):
        _note(call, "the whole history", "every commit", "filter")


def _filter(call: Call) -> None:
    if {"--help", "-h", "--analyze", "--dry-run"} & set(call.args):
        return
    from fumehood.commands.run.options import parse

    options = parse(
        call.args,
        "d",
        (
            "--tree-filter",
            "--index-filter",
            "--msg-filter",
            "--env-filter",
            "--commit-filter",
            "--parent-filter",
            "--tag-name-filter",
            "--setup",
            "--subdirectory-filter",
        ),
    )
    for name in (
        "--tree-filter",
        "--index-filter",
        "--msg-filter",
        "--env-filter",
        "--commit-filter",
        "--parent-filter",
        "--setup",
    ):
        for text in options.all_values(name):
            call.run_text(text, flags=["filter"])
    _note(call, "the whole history", "every commit", "filter")


def _remote(call: Call) -> None:
    words = [a for a in call.args if not a.startswith("-")]
    if words[:1] in (["add"], ["set-url"]) and len(words) > 2:
        moved = words[0] == "set-url" and unusual(words[2]) and _is_address(words[2])
        if words[1] != "origin" or moved:
            call.machine.files["git remote " + words[1]] = words[2]
    _remote_helper(call, [a for a in call.args if a.startswith("ext::")])


def _quiet(call: Call) -> None:
    del call


def _replace(call: Call) -> None:
    if not {"-l", "--list", "-d"} & set(call.args) and len(call.args) > 1:
        _note(call, " ".join(call.args), "what a commit is", "moved")


def _always(call: Call) -> None:
    _note(call, " ".join(call.args), "branches, tags or files with their history", "branch")


_VERBS = {
    "delete-tag": _delete_tag, "push": _push, "branch": _branch, "tag": _tag, "filter-branch": _filter, "filter-repo": _filter, "reflog": _reflog, "gc": _gc, "prune": _prune, "update-ref": _update_ref, "replace": _replace,
    "rebase": _rebase, "commit": _quiet, "merge": _quiet, "cherry-pick": _quiet, "am": _quiet, "repack": _quiet, "symbolic-ref": _quiet, "maintenance": _quiet, "send-pack": _push, "notes": _quiet,
    "annex": _quiet, "lfs": _quiet, "remote": _remote, "fast-import": _quiet, "delete-submodule": _quiet, "delete-merged-branches": _quiet,
}  # fmt: skip
