"""What is known of the world outside the command: folders, environment, files, the session so far."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_LARGEST_SCRIPT = 200_000  # bytes of a script that is still read
WRITTEN, DOWNLOADED = "wrote", "fetched"
KEPT = (
    "SHELL",
    "USER",
    "LOGNAME",
    "LANG",
    "PATH",
    "HOSTNAME",
    "EDITOR",
    "PAGER",
)  # variables whose values may be used


class Context:
    """The world as a decision sees it. `read` gives the text of a file, or None; it must never block.

    `session` holds labels of what happened before in the agent's session: `untrusted-read` (a web page, a
    tool's result) and `secret-read`. `origin` tells of an absolute path whether the agent wrote that file itself
    in this session (`WRITTEN`: it is judged like a command), or fetched it (`DOWNLOADED`); "" for any other.
    """

    __slots__ = ("environment", "home", "origin", "project", "read", "session", "temporary", "user")

    def __init__(
        self,
        *,
        home: str = "/home/user",
        project: str = "",
        user: str = "user",
        temporary: str = "",
        environment: "Mapping[str, str] | None" = None,
        read: "Callable[[str], str | None] | None" = None,
        session: frozenset[str] = frozenset(),
        origin: "Callable[[str], str] | None" = None,
    ) -> None:
        self.home = home
        self.project = project
        self.user = user
        self.temporary = temporary
        self.environment = environment or {}
        self.read = read or (lambda _: None)
        self.session = session
        self.origin = origin or (lambda _: "")


def context_of(
    cwd: str, session: frozenset[str] = frozenset(), origin: "Callable[[str], str] | None" = None
) -> Context:
    """The context of this process for commands that run in `cwd`: the project is the nearest folder with a `.git`."""
    environment = os.environ
    return Context(
        home=os.path.expanduser("~"),
        project=project_of(cwd),
        user=environment.get("USER", "user"),
        temporary=environment.get("TMPDIR", ""),
        environment={name: environment[name] for name in KEPT if name in environment},
        read=read_script,
        session=session,
        origin=origin,
    )


def project_of(cwd: str) -> str:
    """The nearest folder at or above `cwd` that holds a `.git`, else `cwd` itself."""
    folder = os.path.normpath(cwd)
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return os.path.normpath(cwd)
        folder = above


def read_script(path: str) -> str | None:
    """The text of a regular file of moderate size; None when there is none, it is binary or too large."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except (OSError, ValueError):
        return None
    try:
        info = os.fstat(descriptor)
        if info.st_mode & 0o170000 != 0o100000 or info.st_size > _LARGEST_SCRIPT:
            return None
        raw = os.read(descriptor, _LARGEST_SCRIPT)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return None if b"\0" in raw else raw.decode("utf-8", "replace")
