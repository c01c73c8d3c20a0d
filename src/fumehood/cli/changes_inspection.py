"""The guards for what a run wrote: the port that `sandbox.changes.marks` asks.

Ignore comments count for nothing here, for the run may have written them; what stood there before is known anyway.
The project's manifests are read along, so that an import is judged by what the project declares.
"""

import os
from collections.abc import Sequence

from fumehood.core.config import RISKS, load
from fumehood.core.engine import Settings, assemble, processors
from fumehood.core.file_result import FileResult, inspect_file, inspect_text
from fumehood.core.finding import Confidence, Severity
from fumehood.core.guard import Guard
from fumehood.core.read_file import Unreadable, read_bytes, source_of
from fumehood.core.skipped_folders import SKIPPED_FOLDERS
from fumehood.core.source import Source
from fumehood.core.walk import Entry, shown_path
from fumehood.core.workers import inspect_files
from fumehood.sandbox.changes.marks import Looked, Version

_MANIFESTS = (
    "pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "package.json", "environment.yml", "environment.yaml",
)  # fmt: skip
_MOST_MANIFESTS = 40
_MOST_PATHS = 200_000
_SMALL = 32_000  # bytes in all


class Inspector:
    """Looks at versions of files of the project at `root`; the guards are made when there is something to look at."""

    def __init__(self, root: str) -> None:
        config, _ = load(root)
        self.root = root
        self.config = config
        self.fail_on = None if config.fail_on == "never" else Severity(config.fail_on or "medium")
        """Lowest severity of a mark that counts for `changes apply`; None: none does."""
        self._settings = Settings(
            min_confidence=Confidence(config.min_confidence or "medium"),
            select=tuple(config.select),
            ignore=tuple(config.ignored_rules()),
        )
        self._guards: list[Guard] = []
        self._around: list[tuple[Entry, FileResult]] | None = None

    def __call__(self, sets: Sequence[Sequence[Version]]) -> list[Looked]:
        """The findings of each set of versions, in the report's order."""
        versions = [version for one in sets for version in one]
        if not versions:
            return [Looked((), (), {}) for _ in sets]
        if not self._guards:
            from fumehood.cli.guards import make_guards

            self._guards = make_guards(tuple(self.config.risk or RISKS), self.config)
        entries = [_entry(version) for version in versions]
        results = [FileResult()] * len(entries)
        # A few small files at a time are looked at without a worker, which would load the guards' parts once more.
        step = 4 if sum(entry.size for entry in entries) <= _SMALL else len(entries)
        for first in range(0, len(entries), step):
            batch = entries[first : first + step]
            for index, result in inspect_files("/", batch, self._guards, processors(), _as_in(versions)):
                result.ignores = []
                if result.state == "binary":
                    result.problems = [*result.problems, "binary: no guard reads it"]
                results[first + index] = result
        looked, at = [], 0
        for one in sets:
            looked.append(self._looked(one, results[at : at + len(one)]))
            at += len(one)
        return looked

    def _looked(self, versions: Sequence[Version], results: Sequence[FileResult]) -> Looked:
        own = [(Entry(v.path, 0, 0, 0), r) for v, r in zip(versions, results, strict=True)]
        paths = {entry.shown for entry, _ in own}
        around = []
        if any("packages" in result.facts for result in results):
            around = [one for one in self._surroundings() if one[0].shown not in paths]
        report = assemble(self.root, [*own, *around], self._guards, self._settings, dict)
        return Looked(
            [f for f in report.findings if f.location.path in paths],
            [u for u in report.unscanned if u.path in paths or u.path == "."],
            {shown_path(v.path): source for v in versions if (source := _source(v))},
        )

    def _surroundings(self) -> list[tuple[Entry, FileResult]]:
        """The names of all files of the project, its manifests with what they declare."""
        if self._around is None:
            guards = [guard for guard in self._guards if guard.name == "packages"]
            found: list[tuple[Entry, FileResult]] = []
            manifests = 0
            for path in _paths(self.root):
                result = FileResult()
                name = path.rpartition("/")[2]
                if manifests < _MOST_MANIFESTS and (name in _MANIFESTS or name.startswith("requirements")):
                    manifests += 1
                    result = inspect_file(self.root, path, guards, ignored=False)
                    result.ignores, result.problems = [], []
                found.append((Entry(path, 0, 0, 0), result))
            self._around = found
        return self._around


class _as_in:  # noqa: N801 - reads as a word where it is used
    """Inspects a file under the path that it has in the project."""

    def __init__(self, versions: Sequence[Version]) -> None:
        self._versions = {version.full.lstrip("/"): version for version in versions}

    def __call__(self, root: str, path: str, guards: Sequence[Guard], *, ignored: bool) -> FileResult:
        version = self._versions[path]
        if version.content is not None:
            return inspect_text(source_of(shown_path(version.path), version.content), guards)
        return inspect_file(root, path, guards, ignored=ignored, shown=version.path)


def _entry(version: Version) -> Entry:
    try:
        size = os.lstat(version.full).st_size
    except OSError:
        size = 0
    return Entry(version.full.lstrip("/"), size, 0, 0)


def _source(version: Version) -> Source | None:
    if version.content is not None:
        return source_of(shown_path(version.path), version.content)
    try:
        reading = read_bytes(version.full)
    except Unreadable:
        return None
    return None if reading.binary else source_of(shown_path(version.path), reading.raw)


def _paths(root: str) -> list[str]:
    """The relative paths of the project's files, at most `_MOST_PATHS`; no file is looked at."""
    found: list[str] = []
    pending = [""]
    while pending and len(found) < _MOST_PATHS:
        folder = pending.pop()
        try:
            entries = os.scandir(os.path.join(root, folder))
        except OSError:
            continue
        with entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in SKIPPED_FOLDERS:
                        pending.append(path)
                else:
                    found.append(path)
    return sorted(found)
