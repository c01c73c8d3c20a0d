"""The project's repository, and a repository of our own beside it that shares its objects.

Ours lies below the state folder. It has its own index, no configuration of the project's, and attributes that
switch filters and line-end conversion off: what is stored are the bytes on the disk, and nothing that the
project configures is run. Only our refs, `refs/fumehood/…`, are written in the project, so that its `git gc`
keeps the objects.
"""

import contextlib
import fcntl
import os
import zlib
from collections.abc import Iterator

from fumehood.agents.undo.errors import UndoError
from fumehood.core.git import answer
from fumehood.core.paths import state_folder

_ATTRIBUTES = "* -text -filter -ident -working-tree-encoding -eol\n"
_WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "fumehood"), ("EMAIL", "fumehood@localhost"))
}


class Repository:
    """One work tree: `top` its folder, `own` our folder for it."""

    def __init__(self, top: str, git_folder: str, objects: str, form: str) -> None:
        self.top = top
        self.git_folder = git_folder
        name = "".join(c if c.isalnum() or c in "-_." else "_" for c in os.path.basename(top))[:40]
        self.key = f"{name}-{zlib.crc32(os.fsencode(top)):08x}{len(top):x}"
        self.own = os.path.join(state_folder(), "undo", self.key)
        self._format = form
        self._environment = {
            "GIT_DIR": os.path.join(self.own, "git"),
            "GIT_WORK_TREE": top,
            "GIT_OBJECT_DIRECTORY": objects,
            **_WHO,
        }

    def prepare(self) -> None:
        """Makes our folder when it is not there.

        Raises:
            UndoError: it cannot be made.
        """
        if os.path.exists(os.path.join(self.own, "git", "info", "attributes")):
            return
        try:
            os.makedirs(self.own, mode=0o700, exist_ok=True)
            # `git init` would look at templates; `objects` and `refs` must be there, though nothing is put in.
            for below in ("info", "objects", "refs"):
                os.makedirs(os.path.join(self.own, "git", below), mode=0o700, exist_ok=True)
            extension = f"[extensions]\n\tobjectFormat = {self._format}\n" if self._format != "sha1" else ""
            version = 1 if extension else 0
            self._put("git/HEAD", "ref: refs/heads/none\n")
            self._put(
                "git/config", f"[core]\n\trepositoryformatversion = {version}\n\tsymlinks = true\n{extension}"
            )
            self._put("git/info/attributes", _ATTRIBUTES)
        except OSError as error:
            raise UndoError(
                f"no snapshot can be kept: {error.filename}: {error.strerror}",
                "make the state folder writable, or set XDG_STATE_HOME to one that is",
            ) from None

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Our folder, for one process at a time; what a killed git left locked is freed."""
        handle = os.open(os.path.join(self.own, "lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(os.path.join(self.own, "git", "index.lock"))
            yield
        finally:
            os.close(handle)

    def ours(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git prints in our repository.

        Raises:
            UndoError: git says no.
        """
        return self._asked(self._environment, arguments, given)

    def project(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git prints in the project's repository; only for listing its files and for our refs.

        Raises:
            UndoError: git says no.
        """
        return self._asked({"GIT_DIR": self.git_folder, "GIT_WORK_TREE": self.top, **_WHO}, arguments, given)

    def _asked(self, environment: dict[str, str], arguments: tuple[str, ...], given: bytes) -> bytes:
        try:
            done = answer(self.top, *arguments, given=given, environment=environment)
        except FileNotFoundError:
            raise UndoError("git is not installed", "install git") from None
        except TimeoutError:
            raise UndoError(f"git {arguments[0]} did not answer in time", "try again") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip()[:300]
            raise UndoError(
                f"git {arguments[0]} failed: {said}", "see whether `git status` works in the project"
            )
        return done.stdout

    def _put(self, name: str, text: str) -> None:
        with open(os.path.join(self.own, name), "w", encoding="ascii") as file:
            file.write(text)


def repository(folder: str) -> Repository | None:
    """The repository whose work tree holds `folder`; None when there is none, or its tree is too much.

    Never the root, the home folder or one that holds it, whatever the project's configuration says.
    """
    top = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(top, ".git")):
        above = os.path.dirname(top)
        if above == top:
            return None
        top = above
    home = os.path.realpath(os.path.expanduser("~"))
    state = os.path.realpath(state_folder())
    if top == "/" or f"{home}/".startswith(f"{top}/") or f"{state}/".startswith(f"{top}/"):
        return None
    wanted = ("--absolute-git-dir", "--git-path", "objects", "--show-object-format")
    try:
        done = answer(top, "rev-parse", "--is-inside-work-tree", *wanted)
    except OSError:
        return None
    found = done.stdout.decode("utf-8", "surrogateescape").splitlines()
    if done.returncode or len(found) != 4 or found[0] != "true":
        return None
    return Repository(top, found[1], os.path.normpath(os.path.join(top, found[2])), found[3])
