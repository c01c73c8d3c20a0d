"""What is not taken over from a run, because it would act outside of the room later."""

import os
import stat

from fumehood.sandbox.runs import Run
from fumehood.sandbox.settings import is_setting, is_setting_in_any_case

_GIT_SAFE = ("objects", "refs", "logs", "HEAD", "ORIG_HEAD", "FETCH_HEAD", "MERGE_HEAD", "index", "packed-refs",
             "COMMIT_EDITMSG", "MERGE_MSG", "MERGE_MODE", "CHERRY_PICK_HEAD", "REVERT_HEAD", "AUTO_MERGE", "REBASE_HEAD",
             "description", "branches", "shallow", "gc.log", "rebase-apply", "sequencer",
             "SQUASH_MSG", "BISECT_LOG", "rr-cache")  # fmt: skip

_GIT_HISTORY = ("HEAD", "objects", "refs")
"""Without one of them a folder is no repository any more."""


def refusal(run: Run, path: str, info: os.stat_result | None) -> str | None:
    """Why `path` of the run is refused; None when it may be taken over. `info` is None for a removal."""
    parts = path.split("/")
    if reason := _git(run, parts, info):
        return reason
    if info is None or _removed(info):
        return None
    if stat.S_ISLNK(info.st_mode):
        return _link(run, path)
    if not stat.S_ISREG(info.st_mode) and not stat.S_ISDIR(info.st_mode):
        return "a device, pipe or socket"
    if info.st_mode & 0o6000 and not stat.S_ISDIR(info.st_mode):
        return "it has the setuid or setgid bit"
    return None


def holds_repository(folder: str) -> bool:
    """Whether there is a repository at or below `folder`, whose history would go with it."""
    return any(".git" in names for _, names, _ in os.walk(folder))


def needs_name(path: str, *, any_case: bool = False) -> bool:
    """Whether `path` is a setting of an agent, an editor or a build server: applied only when it is named.

    `any_case`: the project's file system takes every spelling of a name for the same.
    """
    parts = path.split("/")
    known = is_setting_in_any_case if any_case else is_setting
    return any(known("/".join(parts[:length])) for length in range(1, len(parts) + 1))


def _removed(info: os.stat_result | None) -> bool:
    return info is None or (stat.S_ISCHR(info.st_mode) and info.st_rdev == 0)


def _git(run: Run, parts: list[str], info: os.stat_result | None) -> str | None:
    lower = [part.lower() for part in parts]
    if ".git" in lower:
        inside = parts[lower.index(".git") + 1 :]
        if not inside:
            if info is None or stat.S_ISDIR(info.st_mode):
                return None if info is not None else "it removes a repository"
            return "it would point git at another repository"
        if inside[0].lower() == "hooks":
            return "a git hook"
        if inside[0].lower() == "rebase-merge":
            return None if _removed(info) else "an unfinished rebase, whose next step may run a command"
        if inside[0] not in _GIT_SAFE:
            return "git configuration"
        if len(inside) == 1 and inside[0] in _GIT_HISTORY and _removed(info):
            return "it removes the history of a repository"
        return None
    # A bare repository is obeyed by git wherever it stands.
    for at in range(len(parts) - 1, -1, -1):
        if lower[at] in ("hooks", "config") and _is_bare(run, "/".join(parts[:at])):
            return "a git hook" if lower[at] == "hooks" else "git configuration"
    return None


def _is_bare(run: Run, folder: str) -> bool:
    def there(name: str) -> bool:
        return any(os.path.lexists(os.path.join(base, folder, name)) for base in (run.upper, run.project))

    return there("HEAD") and there("objects") and there("refs")


def _link(run: Run, path: str) -> str | None:
    target = os.readlink(os.path.join(run.upper, path))
    if os.path.isabs(target):
        return f"a link that leads out, to {target}"
    landing = os.path.normpath(os.path.join(os.path.dirname(path), target))
    if landing == ".." or landing.startswith("../"):
        return f"a link that leads out, to {target}"
    if ".git" in landing.lower().split("/"):
        return "a link into a repository's own folder"
    return None
