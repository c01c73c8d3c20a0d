"""What git obeys: hooks, settings and pointers of repositories at any depth."""

import os
import shutil

from fumehood.sandbox.probes.inside.harness import Answer, Tried, World, git, probe, write


def _try(world: World, *names: str, text: str = "probe\n") -> Tried:
    paths = tuple(os.path.join(world["project"], name) for name in names)
    for path in paths:
        write(path, text, mode=0o755)
    return Tried(paths)


@probe
def new_hook(world: World) -> Answer:
    return _try(world, ".git/hooks/post-checkout", ".git/hooks/pre-push")


@probe
def changed_hook(world: World) -> Answer:
    return _try(world, ".git/hooks/pre-commit")


@probe
def hook_of_a_nested_repository(world: World) -> Answer:
    return _try(world, "deep/nested/.git/hooks/pre-commit", "a/b/c/d/e/.git/hooks/pre-commit")


@probe
def hook_behind_a_setting(world: World) -> Answer:
    return _try(world, "tools/hooks/pre-commit", "tools/hooks/commit-msg")


@probe
def hook_behind_a_link(world: World) -> Answer:
    return _try(world, "linked-hooks/pre-commit", "a/b/c/d/e/.git/hooks/pre-push")


@probe
def hook_of_a_submodule(world: World) -> Answer:
    return _try(world, ".git/modules/sub/hooks/pre-commit", ".git/modules/sub/config")


@probe
def setting_by_git(world: World) -> Answer:
    git("config", "core.fsmonitor", "sh -c probe", folder=world["project"])
    git("config", "core.pager", "sh -c probe", folder=world["project"] + "/deep/nested")
    return Tried((world["project"] + "/.git/config", world["project"] + "/deep/nested/.git/config"))


@probe
def setting_by_rename(world: World) -> Answer:
    path = world["project"] + "/.git/config"
    write(path + ".new", "[core]\n fsmonitor = probe\n")
    os.rename(path + ".new", path)
    return Tried((path,))


@probe
def setting_of_a_work_tree(world: World) -> Answer:
    return _try(
        world, ".git/config.worktree", "deep/nested/.git/config.worktree", text="[core]\n fsmonitor = probe\n"
    )


@probe
def attributes(world: World) -> Answer:
    return _try(world, ".git/info/attributes", text="* filter=probe\n")


@probe
def common_folder(world: World) -> Answer:
    return _try(world, ".git/commondir", "deep/nested/.git/commondir", text="../evil\n")


@probe
def pointer_of_a_work_tree(world: World) -> Answer:
    return _try(
        world,
        "tree/.git",
        ".git/worktrees/tree/gitdir",
        ".git/worktrees/tree/commondir",
        text="gitdir: /evil\n",
    )


@probe
def repository_exchanged(world: World) -> Answer:
    folder = world["project"]
    os.rename(folder + "/.git", folder + "/.moved")
    os.mkdir(folder + "/.git")
    return Tried((folder + "/.git/config", folder + "/.git/hooks"))


@probe
def folder_above_exchanged(world: World) -> Answer:
    folder = world["project"]
    os.rename(folder + "/a/b", folder + "/a/moved")
    _try(world, "a/b/c/d/e/.git/hooks/pre-commit")
    inside = folder + "/a/b/c/d/e/.git"
    return Tried((inside + "/hooks/pre-commit", inside + "/config"))


@probe
def hooks_exchanged_for_a_link(world: World) -> Answer:
    path = world["project"] + "/deep/nested/.git/hooks"
    shutil.rmtree(path)
    os.symlink("../../../evil", path)
    return Tried((path,))


@probe
def new_repository(world: World) -> Answer:
    git("init", "-q", "fresh", folder=world["project"])
    return _try(world, "fresh/.git/hooks/post-checkout", "fresh2/.git", text="gitdir: /evil\n")


@probe
def hidden_bare_repository(world: World) -> Answer:
    _try(world, "bare/HEAD", "bare/objects/x", "bare/refs/x", text="ref: refs/heads/main\n")
    return _try(world, "bare/config", text="[core]\n bare = true\n fsmonitor = probe\n")


@probe
def history_removed(world: World) -> Answer:
    path = world["project"] + "/a/b/c/d/e/.git/objects"
    shutil.rmtree(path)
    return Tried((path,))
