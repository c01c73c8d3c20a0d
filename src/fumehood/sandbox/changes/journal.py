"""The journal of an apply: what stood there before, written down before it is changed, so that all of it can be undone.

applied/N/journal.jsonl has one step a line; applied/N/old/I holds what step I replaced. The last line says that the apply
came to its end; without it, it was cut off, and what is there can be undone all the same.
"""

import contextlib
import json
import os
import shutil
from typing import Any

from fumehood.sandbox.changes import tree
from fumehood.sandbox.changes.alike import alike
from fumehood.sandbox.changes.taken_back import remember
from fumehood.sandbox.runs import project_folder

_FILE = "journal.jsonl"


class Journal:
    """Open for one apply."""

    def __init__(self, project: str) -> None:
        base = os.path.join(project_folder(project), "applied")
        os.makedirs(base, mode=0o700, exist_ok=True)
        number = max((int(name) for name in os.listdir(base) if name.isdigit()), default=0) + 1
        self.folder = os.path.join(base, f"{number:06d}")
        self.project = project
        os.makedirs(os.path.join(self.folder, "old"), mode=0o700)
        self._old = os.open(os.path.join(self.folder, "old"), os.O_RDONLY | os.O_DIRECTORY)
        self._file = open(os.path.join(self.folder, _FILE), "a", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
        self.steps = 0

    def before(self, path: str) -> int:
        """Keeps what stands at `path` and writes the step down; returns its number."""
        number = self.steps
        self.steps += 1
        kept = False
        with contextlib.suppress(FileNotFoundError), tree.parent(self.project, path) as (folder, name):
            tree.copy_tree(folder, name, self._old, str(number))
            kept = True
        self._write({"step": number, "path": path, "kept": kept})
        return number

    def before_mode(self, path: str, mode: int) -> int:
        """Writes down the permissions of a folder, of which nothing else will change; returns the step's number."""
        number = self.steps
        self.steps += 1
        self._write({"step": number, "path": path, "kept": False, "mode": mode})
        return number

    def after(self, number: int, path: str) -> None:
        """Notes how the path looks now, so that a later edit of the user is seen."""
        self._write({"done": number, "path": path, "mark": mark(self.project, path)})

    def close(self) -> None:
        """Ends the journal; one without steps is removed."""
        with contextlib.suppress(OSError):  # a full disk: the steps are there
            self._write({"end": self.steps})
        self._file.close()
        os.close(self._old)
        if not self.steps:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, line: dict[str, Any]) -> None:
        self._file.write(json.dumps(line) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def mark(project: str, path: str) -> list[int] | None:
    """What tells one state of a path from another: kind and mode, size, time of change; None where nothing is."""
    try:
        with tree.parent(project, path) as (folder, name):
            info = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except OSError:
        return None
    folder_like = os.path.isdir(os.path.join(project, path)) and not os.path.islink(
        os.path.join(project, path)
    )
    return [info.st_mode, 0, 0] if folder_like else [info.st_mode, info.st_size, info.st_mtime_ns]


def applied(project: str) -> float | None:
    """When the last apply was made (seconds since 1970); None when there is none that could be undone."""
    base = os.path.join(project_folder(project), "applied")
    try:
        names = sorted(name for name in os.listdir(base) if name.isdigit())
        return os.stat(os.path.join(base, names[-1], _FILE)).st_mtime if names else None
    except FileNotFoundError:
        return None


def cut_off(project: str) -> bool:
    """Whether the last apply did not come to its end; the rest of a file that it was writing is removed."""
    base = os.path.join(project_folder(project), "applied")
    try:
        names = sorted(name for name in os.listdir(base) if name.isdigit())
    except FileNotFoundError:
        return False
    if not names:
        return False
    try:
        steps, marks, ended = _read(os.path.join(base, names[-1], _FILE))
    except FileNotFoundError:
        return False
    if ended:
        return False
    for step in steps[-1:]:
        if step["step"] not in marks:
            with contextlib.suppress(OSError), tree.parent(project, step["path"]) as (folder, name):
                os.unlink(tree.temporary_name(name), dir_fd=folder)
    return True


def undo(project: str) -> tuple[list[str], list[str]] | None:
    """Takes the last apply back: paths restored, and paths kept because they were edited since; None if there is none."""
    base = os.path.join(project_folder(project), "applied")
    try:
        names = sorted(name for name in os.listdir(base) if name.isdigit())
    except FileNotFoundError:
        return None
    if not names:
        return None
    folder = os.path.join(base, names[-1])
    steps, marks, _ = _read(os.path.join(folder, _FILE))
    restored: list[str] = []
    edited: list[str] = []
    old = os.open(os.path.join(folder, "old"), os.O_RDONLY | os.O_DIRECTORY)
    try:
        for step in reversed(steps):
            path, number = step["path"], step["step"]
            if "mode" in step:
                (restored if _chmod(project, path, step["mode"], marks.get(number)) else edited).append(path)
            elif number in marks and marks[number] != mark(project, path):
                # An undo that was cut off has restored it already.
                (restored if _stands(project, path, old, str(number), kept=step["kept"]) else edited).append(
                    path
                )
            elif number not in marks and not step["kept"] and mark(project, path) is None:
                continue  # it was never made
            elif _restore(project, path, old, str(number), kept=step["kept"]):
                restored.append(path)
            else:
                edited.append(path)
    finally:
        os.close(old)
    remember(project, restored)
    shutil.rmtree(folder, ignore_errors=True)
    return restored, edited


def _stands(project: str, path: str, old: int, number: str, *, kept: bool) -> bool:
    """Whether what was there before the step is there now."""
    host = os.path.join(project, path)
    if not kept:
        return not os.path.lexists(host)
    before = f"/proc/self/fd/{old}/{number}"
    try:
        return alike(before, os.lstat(before), host)
    except OSError:
        return False


def _restore(project: str, path: str, old: int, number: str, *, kept: bool) -> bool:
    try:
        with tree.parent(project, path) as (folder, name):
            if not kept:
                info = os.stat(name, dir_fd=folder, follow_symlinks=False)
                if (info.st_mode & 0o170000) == 0o040000:
                    os.rmdir(name, dir_fd=folder)
                else:
                    os.unlink(name, dir_fd=folder)
                return True
            with contextlib.suppress(FileNotFoundError):
                if os.stat(
                    number, dir_fd=old, follow_symlinks=False
                ).st_mode & 0o170000 == 0o100000 and not _is_folder(folder, name):
                    tree.copy_file(old, number, folder, name)
                    return True
            tree.remove(folder, name)
            tree.copy_tree(old, number, folder, name)
            return True
    except FileNotFoundError:
        return not kept
    except OSError:
        return False


def _chmod(project: str, path: str, mode: int, after: list[int] | None) -> bool:
    """Gives a folder the permissions back that it had; False when they are not those that the apply gave it."""
    try:
        with tree.parent(project, path) as (folder, name):
            here = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
    except OSError:
        return False
    try:
        now = os.fstat(here).st_mode
        if after is not None and now not in (after[0], now & ~0o7777 | mode):
            return False
        os.fchmod(here, mode)
    except OSError:
        return False
    finally:
        os.close(here)
    return True


def _is_folder(folder: int, name: str) -> bool:
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode & 0o170000 == 0o040000
    except OSError:
        return False


def _read(path: str) -> tuple[list[dict[str, Any]], dict[int, list[int] | None], bool]:
    """The steps, the marks of those that were done, and whether the apply came to its end."""
    ended = False
    steps: list[dict[str, Any]] = []
    marks: dict[int, list[int] | None] = {}
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        for line in file:
            try:
                value = json.loads(line)
            except ValueError:
                break  # the last line of an apply that was cut off
            if "step" in value:
                steps.append(value)
            elif "end" in value:
                ended = True
            else:
                marks[value["done"]] = value["mark"]
    return steps, marks, ended
