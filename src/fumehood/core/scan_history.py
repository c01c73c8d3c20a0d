"""The pipeline over a repository's history: blobs → guards → findings → suppress, each blob once."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from fumehood.core.engine import Progress, Settings, processors, shown_rule
from fumehood.core.file_result import FileResult, inspect_binary, inspect_text
from fumehood.core.finding import Finding
from fumehood.core.guard import Guard
from fumehood.core.history import Blobs, Repository, Version, below
from fumehood.core.policy import shown
from fumehood.core.read_file import source_of
from fumehood.core.report import Unscanned, sort_key
from fumehood.core.suppress import suppress
from fumehood.core.walk import Entry, shown_path
from fumehood.core.workers import inspect_files

_HEAD = 8192  # bytes in which a NUL makes a blob binary, as with files
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # UTF-16 and UTF-32 have NUL bytes and are text


class Past(Struct, frozen=True):
    """A finding in a version of a file; `current` says that the last commit still has this version."""

    finding: Finding
    version: Version
    current: bool


class History(Struct):
    """What the history gave: findings from the oldest commit on, what was not read, and the counts.

    In a `bare` repository the folder itself holds no files of the project.
    """

    found: list[Past]
    unscanned: list[Unscanned]
    blobs: int
    bytes: int
    suppressed: int
    bare: bool


class _InspectBlob:
    """What a worker does with `blob:path`. Each process has a git of its own."""

    def __init__(self, repository: str) -> None:
        self._repository = repository
        self._readers: dict[int, Blobs] = {}

    def __call__(self, root: str, path: str, guards: Sequence[Guard], *, ignored: bool) -> FileResult:  # noqa: ARG002
        blob, _, name = path.partition(":")
        reader = self._readers.get(os.getpid())
        if reader is None:
            reader = self._readers[os.getpid()] = Blobs(self._repository)
        raw = reader.read(blob)
        if isinstance(raw, str):
            self._readers.pop(os.getpid()).close()  # a git that has ended answers nothing more
            return FileResult(state="unread", problems=[raw])
        if b"\0" in raw[:_HEAD] and not raw.startswith(_MARKS):
            return inspect_binary(shown_path(name), raw[:_HEAD], guards)
        return inspect_text(source_of(shown_path(name), raw), guards)

    def close(self) -> None:
        """Ends the git of this process, where it had one."""
        if reader := self._readers.pop(os.getpid(), None):
            reader.close()


def scan_history(
    root: str,
    starts: Sequence[str],
    guards: Sequence[Guard],
    settings: Settings,
    *,
    names: Callable[[], Mapping[str, str]],
    since: str | None = None,
    progress: Progress | None = None,
) -> History:
    """The findings in all versions of the files of `root` at or below `starts`, paths relative to `root`.

    `since` leaves out what that revision reaches.

    Raises:
        UsageError: `root` is in no repository, or there is no revision `since`.
        IncompleteError: git is missing.
    """
    repository = Repository(root)
    prefix = repository.inside(root)
    unscanned: list[Unscanned] = []
    versions = list(_wanted(repository, prefix, starts, settings, since, unscanned))
    entries = [Entry(f"{v.blob}:{_relative(v.path, prefix)}", 0, 0, 0) for v in versions]
    head = repository.blobs_of_head()
    done = History([], unscanned, len(versions), 0, 0, repository.bare)
    inspect = _InspectBlob(repository.folder)
    results = inspect_files(root, entries, guards, settings.jobs or processors(), inspect)
    try:
        for count, (index, result) in enumerate(results, 1):
            version = versions[index]
            path = shown_path(_relative(version.path, prefix))
            done.bytes += result.size
            unscanned += [
                Unscanned(path, f"in commit {version.commit[:12]}: {problem}") for problem in result.problems
            ]
            for finding in _kept(result, path, settings, names, done):
                current = head.get(version.path) == version.blob
                done.found.append(Past(finding, version, current))
            if progress:
                progress(count, len(versions))
    finally:
        inspect.close()
    order = {(v.blob, v.path): i for i, v in enumerate(versions)}
    done.found.sort(key=lambda p: (order[p.version.blob, p.version.path], sort_key(p.finding)))
    unscanned.sort()
    return done


def _wanted(
    repository: Repository,
    prefix: str,
    starts: Sequence[str],
    settings: Settings,
    since: str | None,
    unscanned: list[Unscanned],
) -> Iterator[Version]:
    spec = None
    if settings.exclude:
        from pathspec import GitIgnoreSpec

        spec = GitIgnoreSpec.from_lines(settings.exclude)
    if repository.shallow:
        reason = "a shallow clone: older commits are not here and were not looked at; git fetch --unshallow brings them"
        unscanned.append(Unscanned("(git history)", reason))
    seen: set[str] = set()
    for version in repository.versions(since):
        if version is None:
            reason = "git could not read all commits; run git fsck to see what is damaged"
            unscanned.append(Unscanned("(git history)", reason))
            return
        if version.blob in seen or not below(version.path, [prefix]):
            continue
        relative = _relative(version.path, prefix)
        if not below(relative, starts) or (spec is not None and spec.match_file(relative)):
            continue
        seen.add(version.blob)
        yield version


def _relative(path: str, prefix: str) -> str:
    return path[len(prefix) + 1 :] if prefix else path


def _kept(
    result: FileResult,
    path: str,
    settings: Settings,
    names: Callable[[], Mapping[str, str]],
    done: History,
) -> list[Finding]:
    findings: Sequence[Finding] = result.findings
    if result.ignores and findings:
        judged = suppress(
            findings, {path: result.ignores}, names=names, judged=lambda rule: shown_rule(rule, settings)
        )
        done.suppressed += judged.count
        findings = judged.findings
    return [f for f in findings if shown(f, settings.min_confidence, settings.select, settings.ignore)]
