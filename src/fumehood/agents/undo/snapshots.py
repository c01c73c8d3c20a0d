"""Takes snapshots of a work tree and remembers them, newest last; old ones are let go."""

import json
import os
import shutil
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from fumehood.agents.undo import trash
from fumehood.agents.undo.files import files
from fumehood.agents.undo.repository import Repository, repository
from fumehood.core.replace_file import replace_file

KEPT = 50
OLDEST = 14 * 86400  # seconds
_FILE = "snapshots.json"


class Snapshot(NamedTuple):
    """A state of the work tree: its number, commit and tree, when (seconds since 1970) and why it was taken.

    `commit` is empty when none could be taken; `notices` say what is not in it, `trash` how many ignored files
    were put aside and `skipped` why others were not, `new` whether it differs from the one before.
    """

    number: int
    commit: str
    tree: str
    time: float
    reason: str
    trash: int = 0
    new: bool = True
    notices: tuple[str, ...] = ()
    skipped: str = ""


def snapshot(project: str, reason: str, targets: Iterable[str] = ()) -> Snapshot | None:
    """Keeps the work tree that holds `project` as it is now; its index, HEAD, branches and stash stay untouched.

    Args:
        project: a folder in the work tree.
        reason: why; it is kept, so it must hold no secret.
        targets: absolute paths about to be deleted: what git ignores of them is put aside.

    Returns:
        The snapshot (the newest one when nothing has changed since), or None where none is ever taken: no git
        project, a bare one, or one whose tree holds the home folder.

    Raises:
        UndoError: git or the disk does not let it.
    """
    found = repository(project)
    if found is None:
        return None
    found.prepare()
    with found.locked():
        return taken(found, reason, tuple(targets))


def taken(found: Repository, reason: str, targets: tuple[str, ...] = ()) -> Snapshot:
    """As `snapshot`, for a repository that is prepared and locked."""
    known = remembered(found)
    held = files(found)
    if held.too_much:
        return Snapshot(
            0, "", "", time.time(), reason, 0, new=False, notices=(f"no snapshot: {held.too_much}",)
        )
    for options, names in ((("--force-remove",), held.gone), (("--add", "--replace"), held.there)):
        if names:
            found.ours("update-index", *options, "-z", "--stdin", given=b"\0".join(names) + b"\0")
    tree = found.ours("write-tree").decode("ascii").strip()
    number = known[-1].number + 1 if known else 1
    aside, skipped = trash.put_aside(found, number, targets, set(held.there)) if targets else (0, "")
    notices = (*(f"not in the snapshot: {one}" for one in held.left_out), *filter(None, [skipped]))
    newest = known[-1] if known else None
    if newest and newest.tree == tree and not aside:
        return newest._replace(new=False, notices=notices, skipped=skipped)
    parents = ("-p", newest.commit) if newest and newest.tree != tree and _there(found, newest) else ()
    if newest and newest.tree == tree:
        commit = newest.commit
    else:
        message = reason.encode("utf-8", "replace")
        commit = found.ours("commit-tree", tree, *parents, given=message).decode("ascii").strip()
    found.project("update-ref", _ref(found, number), commit)
    made = Snapshot(number, commit, tree, time.time(), reason, aside, notices=notices, skipped=skipped)
    _remember(found, [*known, made])
    return made


def remembered(found: Repository) -> list[Snapshot]:
    """The snapshots of the work tree, oldest first."""
    try:
        with open(os.path.join(found.own, _FILE), encoding="utf-8") as file:
            rows: list[dict[str, Any]] = json.load(file)
        return [Snapshot(**{**row, "notices": ()}) for row in rows]
    except (OSError, ValueError, TypeError):
        return []


def _there(found: Repository, one: Snapshot) -> bool:
    listed = found.ours("cat-file", "--batch-check", given=one.commit.encode("ascii") + b"\n")
    return b" commit " in listed


def _remember(found: Repository, all_of_them: list[Snapshot]) -> None:
    limit = time.time() - OLDEST
    kept = [one for one in all_of_them[-KEPT:] if one.time >= limit]
    for one in all_of_them[: len(all_of_them) - len(kept)]:
        found.project("update-ref", "-d", _ref(found, one.number))
        shutil.rmtree(trash.folder(found, one.number), ignore_errors=True)
    rows = [
        {k: v for k, v in one._asdict().items() if k not in ("notices", "skipped", "new")} for one in kept
    ]
    replace_file(os.path.join(found.own, _FILE), json.dumps(rows).encode(), mode=0o600)


def _ref(found: Repository, number: int) -> str:
    # A name may end neither in a dot nor in `.lock`; the checksum at the end sees to that.
    return f"refs/fumehood/{found.key.lstrip('.').replace('..', '_')}/{number}"
