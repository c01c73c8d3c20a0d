"""Which files there are. Nothing in the tree is run (git least of all), no link is followed.

Folders are skipped by kind only (`SKIPPED_FOLDERS`, virtual environments); each is named in the report.
A `.gitignore` hides nothing from the guards of what an assistant can read; it only marks files as
`ignored`, and the guards of the project's own code leave those out.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from fumehood.core.report import Unscanned
from fumehood.core.skipped_folders import SKIPPED_FOLDERS

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SPECIAL = (
    (stat.S_ISFIFO, "a FIFO"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Entry(Struct, frozen=True):
    """A regular file: its path relative to the root (forward slashes), and its state when it was found."""

    path: str
    size: int
    mtime_ns: int
    inode: int
    ignored: bool = False

    @property
    def shown(self) -> str:
        """The path as reports give it: bytes of a name that are no UTF-8 stand as escapes."""
        return shown_path(self.path)


def shown_path(path: str) -> str:
    r"""A path that can be encoded: what is no UTF-8 in a file name becomes `\xe9`, so names stay distinct."""
    if path.isascii():
        return path
    return os.fsencode(path).decode("utf-8", "backslashreplace")


class Walked(Struct):
    """The files of a tree in the order of their paths, what could not be entered, what was skipped."""

    entries: list[Entry] = field(default_factory=list)
    unscanned: list[Unscanned] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


class _Folder(Struct):
    path: str  # relative, "" for the root
    specs: "tuple[tuple[str, GitIgnoreSpec], ...]"  # innermost first, each with the folder it stands in
    ignored: bool


def walk(root: str, starts: Iterable[str] = ("",)) -> Walked:
    """All files below `root` that lie at or below the relative paths `starts`."""
    walked = Walked()
    walked.entries = sorted(files(root, starts, walked), key=lambda e: e.path)
    walked.unscanned.sort()
    walked.skipped.sort()
    return walked


def files(root: str, starts: Iterable[str], walked: Walked) -> Iterator[Entry]:
    """The files as they are found, in any order; `walked` gets what could not be entered and what was skipped."""
    for start in starts:
        full = os.path.join(root, start)
        try:
            state = os.lstat(full)
        except OSError as error:
            walked.unscanned.append(Unscanned(shown_path(start), _reason(error)))
            continue
        if stat.S_ISDIR(state.st_mode):
            yield from _descend(root, start, walked)
        elif entry := _entry(root, start, state, walked, ignored=False):
            yield entry


def _descend(root: str, start: str, walked: Walked) -> Iterator[Entry]:
    pending = [_Folder(start, (), ignored=False)]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(os.path.join(root, folder.path)) as found:
                entries = list(found)
        except OSError as error:
            walked.unscanned.append(Unscanned(shown_path(folder.path) or ".", _reason(error)))
            continue
        names = {e.name for e in entries}
        if folder.path != start and "pyvenv.cfg" in names:
            walked.skipped.append(shown_path(folder.path))
            continue
        specs = folder.specs
        if ".gitignore" in names and (spec := _gitignore(os.path.join(root, folder.path, ".gitignore"))):
            specs = ((folder.path, spec), *specs)
        for entry in entries:
            path = f"{folder.path}/{entry.name}" if folder.path else entry.name
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name in SKIPPED_FOLDERS:
                        walked.skipped.append(shown_path(path))
                    else:
                        ignored = folder.ignored or (bool(specs) and _ignored(path + "/", specs))
                        pending.append(_Folder(path, specs, ignored))
                else:
                    ignored = folder.ignored or (bool(specs) and _ignored(path, specs))
                    state = entry.stat(follow_symlinks=False)
                    if taken := _entry(root, path, state, walked, ignored=ignored):
                        yield taken
            except OSError as error:
                walked.unscanned.append(Unscanned(shown_path(path), _reason(error)))


def _entry(root: str, path: str, state: os.stat_result, walked: Walked, *, ignored: bool) -> Entry | None:
    mode = state.st_mode
    if stat.S_ISREG(mode):
        return Entry(path, state.st_size, state.st_mtime_ns, state.st_ino, ignored)
    if stat.S_ISLNK(mode):
        reason = _link(root, path)
    else:
        reason = next((f"{what}, not read" for test, what in _SPECIAL if test(mode)), "not a regular file")
    if reason:
        walked.unscanned.append(Unscanned(shown_path(path), reason))
    return None


def _link(root: str, path: str) -> str | None:
    """Why the link counts as not scanned; None when its target is scanned by itself, or is not there."""
    full = os.path.join(root, path)
    try:
        os.stat(full)
    except FileNotFoundError:
        pass
    except OSError as error:
        return f"symbolic link: {_reason(error)}"
    target = os.path.realpath(full)
    inside = target == root or target.startswith(root.rstrip("/") + "/")
    return None if inside else "symbolic link that leaves the tree, not followed"


def _gitignore(full: str) -> "GitIgnoreSpec | None":
    from pathspec import GitIgnoreSpec

    try:
        with open(
            os.open(full, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), encoding="utf-8", errors="replace"
        ) as file:
            return GitIgnoreSpec.from_lines(file.read(1_000_000).splitlines())
    except (OSError, ValueError):
        return None  # an unusable ignore file hides nothing


def _ignored(path: str, specs: "tuple[tuple[str, GitIgnoreSpec], ...]") -> bool:
    for folder, spec in specs:
        verdict = spec.check_file(path[len(folder) + 1 :] if folder else path).include
        if verdict is not None:
            return verdict
    return False


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
