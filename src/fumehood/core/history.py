"""The files of all commits of a repository: which there were, and the bytes of each, every blob once.

Read as git has stored them (`core.git`): branches, tags, stashes, and what the reflogs still hold.
"""

import os
from collections.abc import Iterator, Sequence
from typing import IO, Self

from msgspec import Struct

from fumehood.core.errors import UsageError
from fumehood.core.git import git_says, git_stream
from fumehood.core.read_file import LARGEST

_PART = 1 << 16
_COMMIT = b"commit "
_LINK, _SUBMODULE = b"120000", b"160000"


class Version(Struct, frozen=True):
    """One content that a file had: its blob, its path from the top, and the first commit that brought it."""

    blob: str
    path: str
    commit: str
    day: str


class Repository:
    """A repository around a folder; bare ones and linked work trees too."""

    def __init__(self, folder: str) -> None:
        """Finds it.

        Raises:
            UsageError: the folder is in no repository.
            IncompleteError: git is missing or does not answer.
        """
        found = git_says(folder, "rev-parse", "--absolute-git-dir")
        if not found:
            raise UsageError(f"{folder} is in no git repository", "use --history inside one")
        self.folder = os.fsdecode(found.rstrip(b"\n"))
        top = git_says(folder, "rev-parse", "--show-toplevel")
        self.top = os.fsdecode(top.rstrip(b"\n")) if top else ""
        self.bare = not top
        shallow = git_says(folder, "rev-parse", "--is-shallow-repository")
        self.shallow = shallow is not None and shallow.strip() == b"true"

    def inside(self, path: str) -> str:
        """A real path as the repository names it; empty for its top, and in a bare repository."""
        if self.bare:
            return ""
        relative = os.path.relpath(os.path.realpath(path), os.path.realpath(self.top))
        return "" if relative == "." else relative

    def blobs_of_head(self) -> dict[str, str]:
        """The paths of the last commit with their blobs; empty without a commit."""
        listed = git_says(self.folder, "ls-tree", "-r", "-z", "--full-tree", "HEAD") or b""
        rows = (row.partition(b"\t") for row in listed.split(b"\0") if row)
        return {os.fsdecode(path): head.split()[2].decode("ascii") for head, _, path in rows}

    def versions(self, since: str | None = None) -> "Iterator[Version | None]":
        """Every file of every commit, oldest commit first; `since` leaves out what that revision reaches.

        A blob comes once for each path that had it. The last item is None when git could not go through to
        the end (a damaged or incomplete repository).

        Raises:
            UsageError: there is no revision `since`.
        """
        limit: list[str] = []
        if since is not None:
            commit = git_says(
                self.folder, "rev-parse", "--verify", "--quiet", "--end-of-options", since + "^{commit}"
            )
            if not commit:
                raise UsageError(
                    f"no revision {since!r} here", "name a commit, branch or tag that exists here"
                )
            limit = ["--not", commit.strip().decode("ascii")]
        # Combined diffs of merges show what differs from all parents: everything else came with one of them.
        process = git_stream(
            self.folder, "log", "--all", "--reflog", "HEAD", "--reverse", "--topo-order", "--raw", "-c", "-z", "--root",
            "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-notes", "--no-decorate",
            "--no-color", "--no-show-signature", "--no-mailmap", "--ignore-submodules=all", "--date=short",
            "--format=tformat:commit %H %cs", *limit, "--",
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        any_commit = False
        try:
            for version in _read_log(_fields(process.stdout)):
                any_commit = True
                yield version
        finally:
            process.stdout.close()
            failed = process.wait() != 0
        if failed and (any_commit or git_says(self.folder, "rev-parse", "--verify", "-q", "HEAD")):
            yield None


def _fields(stream: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    while part := stream.read1(_PART):  # type: ignore[attr-defined]
        *whole, rest = (rest + part).split(b"\0")
        yield from whole
    if rest:
        yield rest


def _read_log(fields: Iterator[bytes]) -> Iterator[Version]:
    """The versions in `log --raw -z`: a commit's line, then pairs of a header and a path.

    A header has a colon for each parent, the modes and blobs of the parents, then those of the result.
    """
    commit = day = ""
    seen: set[tuple[str, bytes]] = set()
    for field in fields:
        line = field.lstrip(b"\n")
        if line.startswith(_COMMIT):
            _, commit, day = line.decode("ascii", "replace").split(" ")[:3]
            continue
        if not line.startswith(b":"):
            continue
        path = next(fields, b"")
        parents = len(line) - len(line.lstrip(b":"))
        words = line[parents:].split()
        if len(words) < 2 * parents + 3:
            continue
        mode, blob = words[parents], words[2 * parents + 1].decode("ascii")
        if mode in (_LINK, _SUBMODULE) or not blob.strip("0") or (blob, path) in seen:
            continue
        seen.add((blob, path))
        yield Version(blob, os.fsdecode(path), commit, day)


class Blobs:
    """Reads blobs by their ids through one running git. Not for sharing between processes."""

    def __init__(self, repository: str) -> None:
        self._process = git_stream(repository, "cat-file", "--batch")

    def read(self, blob: str) -> bytes | str:
        """The bytes, or the reason why there are none."""
        to, answers = self._process.stdin, self._process.stdout
        assert to is not None
        assert answers is not None
        try:
            to.write(blob.encode("ascii") + b"\n")
            to.flush()
            head = answers.readline().split()
            if len(head) != 3:
                return "the repository has no such object any more" if head else "git ended on it"
            size = int(head[2])
            if size > LARGEST:
                _skip(answers, size + 1)
                return f"larger than {LARGEST // 1_048_576} MiB"
            raw = answers.read(size)
            answers.read(1)
        except (OSError, ValueError):
            return "git ended on it"
        return raw if len(raw) == size else "git ended on it"

    def close(self) -> None:
        """Ends git."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _skip(stream: IO[bytes], size: int) -> None:
    while size > 0 and (part := stream.read(min(size, _PART))):
        size -= len(part)


def below(path: str, starts: Sequence[str]) -> bool:
    """Whether the path is one of `starts`, or lies below one; the empty start is everywhere."""
    return any(not start or path == start or path.startswith(start + "/") for start in starts)
