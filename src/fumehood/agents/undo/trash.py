"""Ignored files that a command is about to delete: put aside by hard link, by copy on another disk."""

import os
import shutil
import stat

from fumehood.agents.undo.repository import Repository

MOST_FILES = 20_000
MOST_COPIED = 256 << 20  # bytes, where no hard link can be made


def folder(found: Repository, number: int) -> str:
    """Where the ignored files of a snapshot lie."""
    return os.path.join(found.own, "trash", str(number))


def put_aside(found: Repository, number: int, targets: tuple[str, ...], held: set[bytes]) -> tuple[int, str]:
    """How many files below the targets, that no snapshot holds, were put aside; and what was not (empty: nothing)."""
    there = folder(found, number)
    shutil.rmtree(there, ignore_errors=True)
    count, copied, skipped = 0, 0, 0
    for path in _regular(found.top, targets):
        name = os.path.relpath(path, found.top)
        if os.fsencode(name) in held:
            continue
        if count >= MOST_FILES:
            return count, f"more than {MOST_FILES} ignored files: the rest was not put aside"
        where = os.path.join(there, name)
        try:
            os.makedirs(os.path.dirname(where), mode=0o700, exist_ok=True)
            try:
                os.link(path, where, follow_symlinks=False)
            except OSError:
                copied += os.path.getsize(path)
                if copied > MOST_COPIED:
                    skipped += 1
                    continue
                shutil.copy2(path, where, follow_symlinks=False)
            count += 1
        except OSError:
            skipped += 1
    return count, (f"{skipped} ignored files could not be put aside" if skipped else "")


def missing(found: Repository, number: int) -> list[str]:
    """The paths (relative to the top) of what was put aside and is not in the project now."""
    there = folder(found, number)
    names = (os.path.relpath(path, there) for path in _regular(there, (there,)))
    return [name for name in names if not os.path.lexists(os.path.join(found.top, name))]


def _regular(top: str, targets: tuple[str, ...]) -> list[str]:
    """The regular files at and below the targets that lie below `top`, no `.git` among them."""
    paths = []
    for target in map(os.path.normpath, targets):
        if not (target == top or target.startswith(top + "/")) or ".git" in target[len(top) :].split("/"):
            continue
        if os.path.realpath(os.path.dirname(target)) != os.path.dirname(target) and target != top:
            continue  # behind a link: not in this work tree
        if _is_regular(target):
            paths.append(target)
        elif not os.path.islink(target):
            for here, below, names in os.walk(target):
                below[:] = [name for name in below if name != ".git"]
                paths += [p for p in (os.path.join(here, name) for name in names) if _is_regular(p)]
                if len(paths) > 2 * MOST_FILES:
                    break
    return paths


def _is_regular(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False
