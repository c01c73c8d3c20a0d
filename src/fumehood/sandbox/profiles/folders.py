"""The folders in which an agent keeps its state, one set for each project, and what of the user's own comes into them.

Nothing that a run writes there reaches the user's own folders. Every run begins with the user's settings as they are;
a login is copied when the user's own is newer, so that one renewed inside lasts. The agent wrote the rest, so no step
below its folders follows a link.
"""

import contextlib
import json
import os
import stat

from fumehood.core.replace_file import replace_file
from fumehood.sandbox.changes import tree
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.profiles.profile import Copied, Profile
from fumehood.sandbox.runs import project_folder

LARGEST = 64 << 20
MOST = 5_000
"""Bytes and files of one settings folder that comes along."""
_LARGEST_LOGIN = 8 << 20


def furnish(
    name: str, profile: Profile, project: str, home: str, own: dict[str, str], *, write: bool = True
) -> tuple[tuple[tuple[str, str], ...], list[str]]:
    """Makes the folders; pairs of the host's folder and its place inside, and what did not come along and why.

    `own` says where the user has one of the folders, when it is not below his home. Without `write` nothing is made.

    Raises:
        NoSandboxError: the state folder cannot be written.
    """
    base = os.path.join(project_folder(project), "agents", name)
    left: list[str] = []
    pairs = []
    try:
        for folder in profile.state:
            place = os.path.join(base, folder.replace("/", "-"))
            pairs.append((place, os.path.join(home, folder)))
            if not write:
                continue
            os.makedirs(place, mode=0o700, exist_ok=True)
            for path in profile.settings:
                if inner := _below(path, folder):
                    _bring(_source(path, home, own), place, inner, left)
            for one in profile.logins:
                if inner := _below(one.place or one.path, folder):
                    _log_in(one, _source(one.path, home, own), place, inner)
    except OSError as error:
        raise NoSandboxError(
            f"the agent's folders cannot be prepared: {error.strerror or error}",
            f"make {base} writable, or remove it: it holds only what runs in this project kept",
        ) from error
    return tuple(pairs), left


def _below(path: str, folder: str) -> str:
    return path.removeprefix(folder + "/") if path.startswith(folder + "/") else ""


def _source(path: str, home: str, own: dict[str, str]) -> str:
    first, _, rest = path.partition("/")
    return os.path.join(own.get(first) or os.path.join(home, first), rest).rstrip("/")


def _bring(source: str, place: str, inner: str, left: list[str]) -> None:
    """Puts the user's settings in place of whatever the last run left there."""
    with tree.parent(place, inner) as (folder, name):
        tree.remove(folder, name)
        source = os.path.realpath(source)
        if not os.path.exists(source):
            return
        if not _is_small(source):
            left.append(f"{source} is larger than {LARGEST >> 20} MB or has more than {MOST} files")
            return
        above = os.open(os.path.dirname(source), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            tree.copy_tree(above, os.path.basename(source), folder, name)
        finally:
            os.close(above)


def _is_small(source: str) -> bool:
    used = count = 0
    if os.path.isfile(source):
        return os.stat(source).st_size <= LARGEST
    for folder, _, names in os.walk(source):
        count += len(names)
        for name in names:
            with contextlib.suppress(OSError):
                used += os.lstat(os.path.join(folder, name)).st_size
        if used > LARGEST or count > MOST:
            return False
    return True


def _log_in(login: Copied, source: str, place: str, inner: str) -> None:
    try:
        info = os.stat(source)
    except FileNotFoundError:
        return
    if not stat.S_ISREG(info.st_mode) or info.st_size > _LARGEST_LOGIN:
        return
    target = os.path.join(place, inner)  # directly in the folder: no step of the agent's making on the way
    with contextlib.suppress(FileNotFoundError):
        inside = os.lstat(target)
        if stat.S_ISREG(inside.st_mode) and inside.st_mtime_ns >= info.st_mtime_ns:
            return
    with open(source, "rb") as file:
        raw = file.read()
    replace_file(target, _members(raw, login.members) if login.members else raw, mode=0o600)


def _members(raw: bytes, wanted: tuple[str, ...]) -> bytes:
    """Only these members of a JSON object; an empty one when it is none."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = {}
    kept = {key: found[key] for key in wanted if key in found} if isinstance(found, dict) else {}
    return json.dumps(kept).encode()
