"""Which files of a work tree a snapshot holds: tracked ones, and untracked ones that nothing ignores."""

import os
import stat
from typing import NamedTuple

from fumehood.agents.undo.repository import Repository

MOST_FILES = 100_000
MOST_BYTES = 2 << 30
LARGEST_FILE = 64 << 20


class Files(NamedTuple):
    """Paths relative to the top, as bytes: those to store, those that are gone, and why others are left out."""

    there: list[bytes]
    gone: list[bytes]
    left_out: list[str]
    too_much: str


def files(repository: Repository) -> Files:
    """What a snapshot of the work tree as it is now would hold.

    Raises:
        UndoError: git does not answer.
    """
    listed = {name for name in repository.ours("ls-files", "-z").split(b"\0") if name}
    listed |= _tracked(repository)
    listed |= _untracked(repository)
    there: list[bytes] = []
    gone: list[bytes] = []
    left_out: list[str] = []
    total = 0
    top = os.fsencode(repository.top) + b"/"
    plain = {b"": True}
    for name in sorted(listed):
        try:
            info = os.lstat(top + name)
            behind_link = not _plain(top, name.rpartition(b"/")[0], plain)
        except OSError:
            behind_link = True
        if behind_link:
            gone.append(name)
            continue
        if stat.S_ISLNK(info.st_mode):
            there.append(name)
        elif not stat.S_ISREG(info.st_mode):
            gone.append(name)
        elif info.st_size > LARGEST_FILE:
            left_out.append(f"{os.fsdecode(name)}: larger than {LARGEST_FILE >> 20} MiB")
        elif not os.access(top + name, os.R_OK):
            left_out.append(f"{os.fsdecode(name)}: cannot be read")
        else:
            there.append(name)
            total += info.st_size
    too_much = ""
    if len(there) > MOST_FILES:
        too_much = f"{len(there)} files are more than a snapshot takes ({MOST_FILES})"
    elif total > MOST_BYTES:
        too_much = f"{total >> 20} MiB are more than a snapshot takes ({MOST_BYTES >> 20} MiB)"
    return Files(there, gone, left_out, too_much)


def _plain(top: bytes, folder: bytes, known: dict[bytes, bool]) -> bool:
    """Whether no step of the folder is a link; what was found out is kept in `known`."""
    found = known.get(folder)
    if found is None:
        found = _plain(top, folder.rpartition(b"/")[0], known) and not os.path.islink(top + folder)
        known[folder] = found
    return found


def _tracked(repository: Repository) -> set[bytes]:
    """The files that the project's own index names; links to other repositories are no files."""
    listed = repository.project("ls-files", "-z", "--stage").split(b"\0")
    return {one.partition(b"\t")[2] for one in listed if one and not one.startswith(b"160000")}


def _untracked(repository: Repository) -> set[bytes]:
    exclude = os.path.join(repository.git_folder, "info", "exclude")
    more = [f"--exclude-from={exclude}"] if os.path.isfile(exclude) else []
    listed = repository.ours("ls-files", "-z", "--others", "--exclude-standard", *more)
    # A repository inside this one is listed as a folder, and keeps its own history.
    return {name for name in listed.split(b"\0") if name and not name.endswith(b"/")}
