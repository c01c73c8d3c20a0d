"""Reads the upper folder of an overlay: what a run made, changed and removed. Costs what changed, not the tree."""

import os
import stat
from collections.abc import Iterator
from typing import NamedTuple

from fumehood.sandbox.changes import origin
from fumehood.sandbox.changes.alike import alike, same_mode
from fumehood.sandbox.changes.refusals import refusal
from fumehood.sandbox.changes.taken_back import is_taken_back, newest
from fumehood.sandbox.changes.whiteout import is_opaque, is_whiteout
from fumehood.sandbox.covers.restore import restored, unchanged
from fumehood.sandbox.first_look import changed_since, first_look
from fumehood.sandbox.runs import Run

_REMOVED = "removed on the host since the run began"


class Change(NamedTuple):
    """One path of a run: `kind` is file, link, folder, gone, odd, or mode (of a folder that the project has).

    `word` says made, changed or removed.
    `refused` says why it is not taken over, `conflict` why the host's version stands.
    """

    run: Run
    path: str
    kind: str
    word: str
    refused: str | None
    conflict: str | None

    @property
    def source(self) -> str:
        """The run's version on disk."""
        return os.path.join(self.run.upper, self.path)

    def content(self) -> bytes | None:
        """The run's version with the values that were covered inside; None where nothing was, and the disk has it."""
        return restored(self.run, self.path) if self.kind == "file" else None


def pending(run: Run) -> list[Change]:
    """The changes of one run, folders before what is in them."""
    found = list(_below(run, ""))
    if (look := first_look(run.folder)) is not None:
        return [c._replace(conflict=_REMOVED) if c.word == "made" and c.path in look else c for c in found]
    if any(_has_no_original(change) for change in found):
        sources = _removed_by(found)
        found = [
            change._replace(conflict=_REMOVED)
            if _has_no_original(change) and _removed_meanwhile(change, sources)
            else change
            for change in found
        ]
    return found


def settle_renames(run: Run) -> None:
    """Makes files that the run renamed new ones: once their old names are gone, nothing would tell them from removed ones."""
    for change in pending(run):
        if change.conflict is None and _has_no_original(change):
            origin.forget(change.source)


def _has_no_original(change: Change) -> bool:
    """Whether a file of the project, which is not there any more, was changed or renamed inside."""
    return change.kind == "file" and change.word == "made" and origin.origin(change.source) is not None


def _removed_by(changes: list[Change]) -> set[origin.Handle]:
    """What the run removed of the project, and may have put elsewhere."""
    return origin.handles(os.path.join(c.run.project, c.path) for c in changes if c.kind == "gone")


def _removed_meanwhile(change: Change, sources: set[origin.Handle]) -> bool:
    """Whether the host removed the file that the run changed; False where the run itself renamed it."""
    run, above = change.run, os.path.dirname(change.path)
    folder = _host(run, above)
    if folder is None:
        touched = origin.origin(os.path.join(run.upper, above)) is not None  # the run did not make it
    else:
        touched = folder.st_mtime_ns > run.began
    if not touched:
        return False
    known = origin.origin(change.source)
    return not sources if known == origin.UNKNOWN else known not in sources


def _below(run: Run, start: str) -> Iterator[Change]:
    stack = [start]
    while stack:
        folder = stack.pop()
        place = os.path.join(run.upper, folder)
        if folder and is_opaque(place):
            yield from _hidden(run, folder)
        inner = []
        for name in sorted(os.listdir(place)):
            path = os.path.join(folder, name) if folder else name
            info = os.lstat(os.path.join(run.upper, path))
            if stat.S_ISDIR(info.st_mode):
                inner.append(path)
                if change := _folder(run, path, info):
                    yield change
            elif not unchanged(run, path) and (change := _entry(run, path, info)):
                yield change
        stack += reversed(inner)


def _folder(run: Run, path: str, info: os.stat_result) -> Change | None:
    host = _host(run, path)
    if host is not None and stat.S_ISDIR(host.st_mode):
        if same_mode(info, host):
            return None
        newer = host.st_ctime_ns > run.began and not is_taken_back(run, path, host.st_ctime_ns)
        return Change(
            run, path, "mode", "changed", None, "changed on the host since the run began" if newer else None
        )
    reason = refusal(run, path, info)
    word = "made" if host is None else "changed"
    return Change(run, path, "folder", word, reason, _conflict(run, path, host))


def _entry(run: Run, path: str, info: os.stat_result) -> Change | None:
    """The change of a path; None where the project has it already: touched only, or applied before a cut-off."""
    host = _host(run, path)
    kind = "odd"
    source = os.path.join(run.upper, path)
    if is_whiteout(source, info):
        kind = "gone"
    elif stat.S_ISREG(info.st_mode):
        kind = "file"
    elif stat.S_ISLNK(info.st_mode):
        kind = "link"
    word = "removed" if kind == "gone" else "made" if host is None else "changed"
    conflict = _conflict(run, path, host)
    if kind == "gone":
        done = host is None
    else:
        # git and build tools touch files that they leave as they are.
        done = host is not None and alike(source, info, os.path.join(run.project, path))
    reason = refusal(run, path, None if kind == "gone" else info)
    return None if done else Change(run, path, kind, word, reason, conflict)


def _hidden(run: Run, folder: str) -> Iterator[Change]:
    """What an opaque folder hides of the host's folder of the same name: removed, as a whole."""
    place = os.path.join(run.project, folder)
    if os.path.islink(place) or not os.path.isdir(place):
        return
    own = set(os.listdir(os.path.join(run.upper, folder)))
    for name in sorted(set(os.listdir(place)) - own):
        path = os.path.join(folder, name)
        yield Change(
            run, path, "gone", "removed", refusal(run, path, None), _conflict(run, path, _host(run, path))
        )


def _conflict(run: Run, path: str, host: os.stat_result | None) -> str | None:
    if host is None:
        return None
    changed = newest(run.project, path)
    look = first_look(run.folder)
    meanwhile = changed > run.began if look is None else changed_since(run, path, look)
    if not meanwhile or is_taken_back(run, path, changed):
        return None
    return "changed on the host since the run began"


def _host(run: Run, path: str) -> os.stat_result | None:
    try:
        return os.lstat(os.path.join(run.project, path))
    except (FileNotFoundError, NotADirectoryError):
        return None
