"""Brings a snapshot back: edited and deleted files as they were; what was made since stays, unless it is to go."""

import contextlib
import os
from collections.abc import Iterator
from typing import NamedTuple

from fumehood.agents.undo import trash
from fumehood.agents.undo.errors import UndoError
from fumehood.agents.undo.repository import Repository, repository
from fumehood.agents.undo.snapshots import Snapshot, remembered, taken
from fumehood.sandbox.changes import tree

_LINK = "120000"
_AT_ONCE = 64  # files read by one git


class Outcome(NamedTuple):
    """The snapshot that was brought back, and paths: restored, made since and left alone, removed, failed."""

    snapshot: Snapshot
    restored: tuple[str, ...]
    left: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[str, ...]


def newest(project: str) -> float | None:
    """When the newest snapshot of the project was taken (seconds since 1970); None when there is none."""
    found = repository(project)
    known = remembered(found) if found else []
    return known[-1].time if known else None


def undo(project: str, *, remove_new: bool = False) -> Outcome | None:
    """Goes back to the newest snapshot that differs from the work tree; None when there is none.

    The work tree as it was before is kept as a snapshot first, so that this can be undone too.

    Raises:
        UndoError: it cannot be kept or read; nothing was changed.
    """
    found = repository(project)
    known = remembered(found) if found else []
    if found is None or not known:
        return None
    found.prepare()
    with found.locked():
        now = taken(found, "before an undo")
        for one in reversed(known):
            aside = trash.missing(found, one.number)
            changed = _differences(found, now.tree, one.tree) if one.tree != now.tree else []
            brings = [step for step in changed if step[1]]
            if brings or aside or (changed and remove_new):
                return _bring(found, one, changed, aside, remove_new=remove_new)
    return None


def _differences(found: Repository, now: str, then: str) -> list[tuple[str, str, str]]:
    """Path, mode in the snapshot (empty: it was not there), and blob, of everything that differs."""
    raw = found.ours("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-ext-diff", now, then)
    parts = raw.split(b"\0")
    steps = []
    for head, path in zip(parts[0::2], parts[1::2], strict=False):
        _, mode, _, blob, _ = head.decode("ascii").lstrip(":").split()
        steps.append((os.fsdecode(path), "" if mode == "000000" else mode, blob))
    return steps


def _bring(
    found: Repository,
    one: Snapshot,
    changed: list[tuple[str, str, str]],
    aside: list[str],
    *,
    remove_new: bool,
) -> Outcome:
    restored: list[str] = []
    left: list[str] = []
    removed: list[str] = []
    failed: list[str] = []
    for path, mode, _ in changed:
        if mode:
            continue
        if not remove_new:
            left.append(path)
            continue
        try:
            with tree.parent(found.top, path) as (folder, name):
                os.unlink(name, dir_fd=folder)
            removed.append(path)
        except OSError:
            failed.append(path)
    for path, mode, content in _contents(found, changed):
        try:
            _write(found, path, mode, content)
            restored.append(path)
        except OSError:
            failed.append(path)
    for path in aside:
        try:
            _make_folders(found.top, path)
            with (
                tree.parent(trash.folder(found, one.number), path) as (source, name),
                tree.parent(found.top, path) as (folder, _),
            ):
                tree.copy_file(source, name, folder, name)
            restored.append(path)
        except OSError:
            failed.append(path)
    return Outcome(one, tuple(restored), tuple(left), tuple(removed), tuple(failed))


def _contents(found: Repository, changed: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, bytes]]:
    """Path, mode and bytes of what the snapshot holds, a few at a time."""
    steps = [step for step in changed if step[1]]
    for at in range(0, len(steps), _AT_ONCE):
        part = steps[at : at + _AT_ONCE]
        raw = found.ours("cat-file", "--batch", given="".join(f"{blob}\n" for _, _, blob in part).encode())
        start = 0
        for path, mode, _ in part:
            end = raw.index(b"\n", start)
            words = raw[start:end].split()
            if len(words) != 3:
                raise UndoError(
                    f"the snapshot lacks {path}", "see whether `git fsck` finds the repository whole"
                )
            size = int(words[2])
            yield path, mode, raw[end + 1 : end + 1 + size]
            start = end + size + 2


def _make_folders(top: str, path: str) -> None:
    """Makes the folders above `path`, step by step and through no link; a file in the way is left alone."""
    steps = path.split("/")[:-1]
    for depth in range(1, len(steps) + 1):
        with (
            tree.parent(top, "/".join(steps[:depth])) as (folder, name),
            contextlib.suppress(FileExistsError),
        ):
            os.mkdir(name, dir_fd=folder)


def _write(found: Repository, path: str, mode: str, content: bytes) -> None:
    _make_folders(found.top, path)
    with tree.parent(found.top, path) as (folder, name):
        temporary = f".{name[:100]}.{os.urandom(6).hex()}.new"
        if mode == _LINK:
            os.symlink(content, temporary, dir_fd=folder)
        else:
            permissions = 0o777 if mode == "100755" else 0o666
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
            with open(os.open(temporary, flags, permissions, dir_fd=folder), "wb") as file:
                file.write(content)
                _keep_mode(file.fileno(), folder, name, executable=mode == "100755")
        try:
            os.rename(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            os.unlink(temporary, dir_fd=folder)
            raise


def _keep_mode(handle: int, folder: int, name: str, *, executable: bool) -> None:
    """Git remembers one bit of the permissions; the others stay those of the file that stands there."""
    with contextlib.suppress(OSError):
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
        if mode & 0o170000 == 0o100000 and bool(mode & 0o100) == executable:
            os.fchmod(handle, mode & 0o777)
