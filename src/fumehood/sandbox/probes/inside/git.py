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
    """Puts new hooks into the repository."""
    return _try(world, ".git/hooks/post-checkout", ".git/hooks/pre-push")


@probe
def changed_hook(world: World) -> Answer:
    """Changes a hook that is there."""
    return _try(world, ".git/hooks/pre-commit")


@probe
def hook_of_a_nested_repository(world: World) -> Answer:
    """Changes hooks of repositories inside the project, however deep."""
    return _try(world, "deep/nested/.git/hooks/pre-commit", "a/b/c/d/e/.git/hooks/pre-commit")


@probe
def hook_behind_a_setting(world: World) -> Answer:
    """Writes to the folder that `core.hooksPath` names."""
    return _try(world, "tools/hooks/pre-commit", "tools/hooks/commit-msg")


@probe
def hook_behind_a_link(world: World) -> Answer:
    """Writes to a folder that `.git/hooks` is a link to."""
    return _try(world, "linked-hooks/pre-commit", "a/b/c/d/e/.git/hooks/pre-push")


@probe
def hook_of_a_submodule(world: World) -> Answer:
    """Changes hook and settings of a submodule."""
    return _try(world, ".git/modules/sub/hooks/pre-commit", ".git/modules/sub/config")


@probe
def setting_by_git(world: World) -> Answer:
    """Sets `core.fsmonitor` and `core.pager` with git itself."""
    git("config", "core.fsmonitor", "sh -c probe", folder=world["project"])
    git("config", "core.pager", "sh -c probe", folder=world["project"] + "/deep/nested")
    return Tried((world["project"] + "/.git/config", world["project"] + "/deep/nested/.git/config"))


@probe
def setting_by_rename(world: World) -> Answer:
    """Renames another file over `.git/config`."""
    path = world["project"] + "/.git/config"
    write(path + ".new", "[core]\n fsmonitor = probe\n")
    os.rename(path + ".new", path)
    return Tried((path,))


@probe
def setting_of_a_work_tree(world: World) -> Answer:
    """Writes `config.worktree`, which git obeys as well."""
    return _try(
        world, ".git/config.worktree", "deep/nested/.git/config.worktree", text="[core]\n fsmonitor = probe\n"
    )


@probe
def attributes(world: World) -> Answer:
    """Writes `.git/info/attributes`, which chooses filters."""
    return _try(world, ".git/info/attributes", text="* filter=probe\n")


@probe
def common_folder(world: World) -> Answer:
    """Writes `commondir`, so that git takes another folder's settings."""
    return _try(world, ".git/commondir", "deep/nested/.git/commondir", text="../evil\n")


@probe
def pointer_of_a_work_tree(world: World) -> Answer:
    """Turns the pointers of a work tree elsewhere."""
    return _try(
        world,
        "tree/.git",
        ".git/worktrees/tree/gitdir",
        ".git/worktrees/tree/commondir",
        text="gitdir: /evil\n",
    )


@probe
def repository_exchanged(world: World) -> Answer:
    """Renames `.git` and makes a new one."""
    folder = world["project"]
    os.rename(folder + "/.git", folder + "/.moved")
    os.mkdir(folder + "/.git")
    return Tried((folder + "/.git/config", folder + "/.git/hooks"))


@probe
def folder_above_exchanged(world: World) -> Answer:
    """Renames a folder above a repository and makes it anew with a hook."""
    folder = world["project"]
    os.rename(folder + "/a/b", folder + "/a/moved")
    _try(world, "a/b/c/d/e/.git/hooks/pre-commit")
    inside = folder + "/a/b/c/d/e/.git"
    return Tried((inside + "/hooks/pre-commit", inside + "/config"))


@probe
def hooks_exchanged_for_a_link(world: World) -> Answer:
    """Puts a link in place of the folder of hooks."""
    path = world["project"] + "/deep/nested/.git/hooks"
    shutil.rmtree(path)
    os.symlink("../../../evil", path)
    return Tried((path,))


@probe
def new_repository(world: World) -> Answer:
    """Makes a repository of its own with a hook, and a `.git` file that points elsewhere."""
    git("init", "-q", "fresh", folder=world["project"])
    return _try(world, "fresh/.git/hooks/post-checkout", "fresh2/.git", text="gitdir: /evil\n")


@probe
def hidden_bare_repository(world: World) -> Answer:
    """Lays out a bare repository with settings that run a command."""
    _try(world, "bare/HEAD", "bare/objects/x", "bare/refs/x", text="ref: refs/heads/main\n")
    return _try(world, "bare/config", text="[core]\n bare = true\n fsmonitor = probe\n")


@probe
def history_removed(world: World) -> Answer:
    """Deletes the objects inside `.git`."""
    path = world["project"] + "/a/b/c/d/e/.git/objects"
    shutil.rmtree(path)
    return Tried((path,))


@probe
def setting_behind_an_include(world: World) -> Answer:
    """Writes a file that the repository's settings include."""
    return _try(world, "tools/shared.gitconfig", text="[core]\n fsmonitor = probe\n")


@probe
def unfinished_rebase(world: World) -> Answer:
    """Leaves a rebase whose next step runs a command."""
    return _try(
        world,
        ".git/rebase-merge/git-rebase-todo",
        "deep/nested/.git/rebase-merge/git-rebase-todo",
        text="exec probe\n",
    )
