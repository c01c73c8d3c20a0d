"""The only module that calls git: nothing that a repository configures is run.

No hooks, no filters, no diff drivers, no lazy fetching, an environment of our own. A scan reads objects only
(`rev-parse`, `ls-tree`, `log --raw`, `cat-file`), never an index or a work tree; snapshots use `answer` with a
repository of our own, whose attributes switch every filter off.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence

from fumehood.core.errors import IncompleteError, UsageError

_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_PAGER": "cat",
    "GIT_ASKPASS": "true",
    "LC_ALL": "C",
}
_SETTINGS = (
    "core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.pager=cat", "core.sshCommand=false",
    "core.askPass=true", "credential.helper=", "protocol.allow=never", "gc.auto=0", "log.showSignature=false",
    "safe.directory=*", "diff.external=", f"diff.orderFile={os.devnull}", "submodule.recurse=false",
    # windows of packs small enough for a process whose memory is limited
    "core.packedGitWindowSize=32m", "core.packedGitLimit=256m", "core.deltaBaseCacheLimit=64m",
)  # fmt: skip
_SECONDS = 60


class Revision:
    """The files of one commit, read as git has stored them."""

    def __init__(self, folder: str, revision: str) -> None:
        """Finds the commit.

        Raises:
            UsageError: `folder` is in no repository, or has no such revision.
            IncompleteError: git is missing or does not answer.
        """
        top = git_says(folder, "rev-parse", "--show-toplevel")
        if top is None:
            raise UsageError(f"{folder} is in no git repository", "use --since inside one")
        self._top = os.fsdecode(top.rstrip(b"\n"))
        self._prefix = os.path.relpath(os.path.realpath(folder), os.path.realpath(self._top))
        commit = git_says(
            folder, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"
        )
        if not commit:
            raise UsageError(
                f"no revision {revision!r} in {self._top}", "name a commit, branch or tag that exists here"
            )
        self._commit = commit.strip().decode("ascii")

    def blob(self, path: str) -> bytes | None:
        """The bytes of `path` (relative to the folder) in the commit; None when it was not there."""
        inside = os.path.normpath(os.path.join(self._prefix, path))
        return git_says(self._top, "cat-file", "blob", f"{self._commit}:{inside}")

    def paths(self) -> list[str]:
        """The files of the commit at or below the folder, relative to it."""
        where = [] if self._prefix == "." else [f"{self._prefix}/"]
        listed = git_says(
            self._top, "ls-tree", "-r", "-z", "--name-only", "--full-tree", self._commit, "--", *where
        )
        names = (os.fsdecode(name) for name in (listed or b"").split(b"\0") if name)
        return [name if self._prefix == "." else name.removeprefix(f"{self._prefix}/") for name in names]


def answer(
    folder: str, *arguments: str, given: bytes = b"", environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """How git ends in `folder` with `given` on standard input; `environment` are further variables for git.

    Raises:
        FileNotFoundError: git, or the folder, is not there.
        TimeoutError: git does not answer within a minute.
    """
    try:
        return subprocess.run(
            _command(arguments),
            cwd=folder,
            env=_environment() | dict(environment or {}),
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError("git does not answer") from None


def git_says(folder: str, *arguments: str) -> bytes | None:
    """What git prints, or None when it says no.

    Raises:
        IncompleteError: git is missing or does not answer.
    """
    try:
        done = answer(folder, *arguments)
    except FileNotFoundError:
        raise _missing() from None
    except TimeoutError:
        raise IncompleteError("git did not answer in time", "try again, or scan the files only") from None
    return done.stdout if done.returncode == 0 else None


def git_stream(folder: str, *arguments: str) -> "subprocess.Popen[bytes]":
    """A running git that answers on its standard output, question by question or all at once.

    Raises:
        IncompleteError: git is missing.
    """
    try:
        return subprocess.Popen(
            _command(arguments),
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise _missing() from None


def _command(arguments: Sequence[str]) -> list[str]:
    return ["git", "--no-pager", *(word for setting in _SETTINGS for word in ("-c", setting)), *arguments]


def _environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | _ENVIRONMENT


def _missing() -> IncompleteError:
    return IncompleteError(
        "git is not installed, and --since and --history need it", "install git, or scan the files only"
    )
