"""One walk over the project: which files are secret by their name, and what must not be changed in place."""

import os

from fumehood.core.named_tuple import NamedTuple
from fumehood.sandbox.secret_names import has_git_password, is_secret
from fumehood.sandbox.settings import is_setting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 1 << 20
_INCLUDES = 50
"""Files of settings of one repository that are followed."""


class Survey(NamedTuple):
    """Absolute paths: secret files, settings, folders of repositories (`.git`), `.git` files, hooks elsewhere.

    `foreign` is the first thing that this user may change although it has another owner or group; empty when there is
    none.
    """

    secrets: tuple[str, ...]
    settings: tuple[str, ...]
    repositories: tuple[str, ...]
    links: tuple[str, ...]
    hooks: tuple[str, ...]
    foreign: str = ""


def survey(project: str) -> Survey:
    """Looks at every name below `project` once; folders that cannot be read are left out of view by the kernel too."""
    secrets: set[str] = set()
    settings: list[str] = []
    repositories: list[str] = []
    links: list[str] = []
    owners = _Owners(project)
    for entry in _entries(project):
        name = entry.name
        folder = entry.is_dir(follow_symlinks=False)
        owners.look(entry, folder=folder)
        if name == ".git":
            (repositories if folder else links).append(entry.path)
        elif is_setting(entry.path):
            settings.append(entry.path)
        elif name == "objects" and folder and _is_bare(entry.path):
            repositories.append(os.path.dirname(entry.path))
        if not folder and is_secret(entry.path, name):
            real = os.path.realpath(entry.path)
            if real.startswith(project + "/") and os.path.isfile(real):
                secrets.add(real)
    secrets |= _with_password(repositories)
    secrets |= _other_names(project, secrets)
    return Survey(
        tuple(sorted(secrets)),
        tuple(sorted(settings)),
        tuple(sorted(repositories)),
        tuple(sorted(links)),
        tuple(sorted(path for one in repositories for path in _hooks(project, one))),
        owners.foreign,
    )


class _Owners:
    """Whether all is the user's own, by folders and the first file of each: to ask for all files would cost too much.

    An overlay of an ordinary user cannot carry another group over (EOVERFLOW), which shared folders of a cluster have.
    """

    def __init__(self, project: str) -> None:
        self.foreign = ""
        self._own = (os.getuid(), os.getgid())
        self._asked = ""
        self._over = not self._own[0]  # root's overlay can
        if not self._over:
            self._note(project, os.stat(project))

    def look(self, entry: "os.DirEntry[str]", *, folder: bool) -> None:
        if self._over:
            return
        if not folder:
            above = entry.path[: -len(entry.name)]
            if above == self._asked:
                return
            self._asked = above
        try:
            self._note(entry.path, entry.stat(follow_symlinks=False))
        except OSError:
            return

    def _note(self, path: str, info: os.stat_result) -> None:
        if (info.st_uid, info.st_gid) != self._own and os.access(path, os.W_OK, follow_symlinks=False):
            self.foreign, self._over = path, True


def _entries(project: str) -> "Iterator[os.DirEntry[str]]":
    pending = [project]
    while pending:
        try:
            found = os.scandir(pending.pop())
        except OSError:
            continue
        with found:
            for entry in found:
                yield entry
                if entry.is_dir(follow_symlinks=False) and entry.name not in (".git", "__pycache__"):
                    pending.append(entry.path)


def _is_bare(objects: str) -> bool:
    """Whether the folder above is a repository without a work tree: git obeys it when somebody enters it."""
    above = os.path.dirname(objects)
    return os.path.isdir(os.path.join(above, "refs")) and os.path.lexists(os.path.join(above, "HEAD"))


def _with_password(repositories: list[str]) -> set[str]:
    """The configurations in which a password stands: in the address of a remote, or in a header."""
    return {path for one in repositories if has_git_password(path := os.path.join(one, "config"))}


def _other_names(project: str, secrets: set[str]) -> set[str]:
    """Hard links to secret files, under whatever name; looked for only where a secret has more than one."""
    numbers = set()
    for path in secrets:
        info = os.stat(path)
        if info.st_nlink > 1:
            numbers.add((info.st_dev, info.st_ino))
    if not numbers:
        return set()
    found = set()
    for entry in _entries(project):
        if entry.is_file(follow_symlinks=False):
            info = entry.stat(follow_symlinks=False)
            if (info.st_dev, info.st_ino) in numbers:
                found.add(entry.path)
    return found


def _hooks(project: str, repository: str) -> "Iterator[str]":
    """What a repository obeys elsewhere in the project: hooks by a link or by a setting, and settings that it includes."""
    found = [os.path.realpath(os.path.join(repository, "hooks"))]
    pending = [os.path.join(repository, "config")]
    read: set[str] = set()
    while pending and len(read) < _INCLUDES:
        path = pending.pop()
        if path in read:
            continue
        read.add(path)
        for key, value in _lines(path):
            if key == b"hookspath":
                found.append(os.path.realpath(os.path.join(os.path.dirname(repository), value)))
            elif key == b"path":  # of `include` and `includeIf`, from the folder of the file that says so
                included = os.path.realpath(os.path.join(os.path.dirname(path), value))
                if included.startswith(project + "/"):
                    found.append(included)
                    pending.append(included)
    for path in found:
        if path.startswith(project + "/") and path != os.path.join(repository, "hooks"):
            yield path


def _lines(path: str) -> list[tuple[bytes, str]]:
    """Keys in small letters, and values, of a git configuration; nothing when it cannot be read."""
    try:
        with open(path, "rb") as file:
            text = file.read(_LARGEST)
    except OSError:
        return []
    parts = (line.partition(b"=") for line in text.splitlines())
    return [
        (key.rpartition(b"]")[2].strip().lower(), os.fsdecode(value.strip().strip(b'"')))
        for key, equals, value in parts
        if equals
    ]
