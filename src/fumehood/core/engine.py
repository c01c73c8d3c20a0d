"""The pipeline: walk → read → guards → findings → suppress → report."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from fumehood.core.file_result import FileResult, digest_of, inspect_and_hash, inspect_file
from fumehood.core.finding import Confidence, Finding
from fumehood.core.guard import Guard, Project
from fumehood.core.policy import shown
from fumehood.core.read_file import Unreadable, read_bytes
from fumehood.core.report import Report, Summary, Unscanned, count_by_severity, ids_of, sort_key
from fumehood.core.suppress import suppress
from fumehood.core.walk import Entry, Walked, files
from fumehood.core.workers import inspect_files


class Settings(msgspec.Struct, kw_only=True):
    """How to scan. `key` names what else the guards' results depend on; `jobs` 0 is one for each processor."""

    min_confidence: Confidence = Confidence.MEDIUM
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    jobs: int = 0
    cache: bool = True
    injection_ignores: bool = False
    network: bool = False
    key: tuple[str, ...] = ()


Progress = Callable[[int, int], None]


def scan(
    root: str,
    starts: Sequence[str],
    guards: Sequence[Guard],
    settings: Settings,
    *,
    names: Callable[[], Mapping[str, str]],
    progress: Progress | None = None,
) -> Report:
    """Scans the files of `root` at or below `starts`; `names()` maps rule names to ids, for inline ignores."""
    began, began_ns = time.monotonic(), time.time_ns()
    walked = Walked()
    found = files(root, starts, walked)
    if settings.exclude:
        found = _not_excluded(found, settings.exclude, walked)
    if progress:  # it wants to know how many there are
        found = iter(list(found))
    results = _inspect_all(root, found, guards, settings, began_ns, progress)
    report = assemble(root, results, guards, settings, names)
    report.unscanned = sorted([*report.unscanned, *walked.unscanned])
    report.summary.skipped = sorted(walked.skipped)
    report.summary.seconds = round(time.monotonic() - began, 3)
    return report


def assemble(
    root: str,
    results: Sequence[tuple[Entry, FileResult]],
    guards: Sequence[Guard],
    settings: Settings,
    names: Callable[[], Mapping[str, str]],
) -> Report:
    """The report on files that have been inspected: the guards conclude, ignores apply, the order is fixed."""
    findings: list[Finding] = []
    unscanned: list[Unscanned] = []
    for entry, result in results:
        findings += result.findings
        unscanned += [Unscanned(entry.shown, problem) for problem in dict.fromkeys(result.problems)]
    for concluded in _conclude(results, guards):
        if isinstance(concluded, Unscanned):
            unscanned.append(concluded)
        else:
            findings.append(concluded)
    families = tuple(family for guard in guards for family in FAMILIES.get(guard.name, ()))
    done = suppress(
        sorted({_identity(f): f for f in findings}.values(), key=sort_key),
        {entry.shown: result.ignores for entry, result in results if result.ignores},
        names=names,
        judged=lambda rule: rule.startswith(families) and shown_rule(rule, settings),
        injection_too=settings.injection_ignores,
    )
    kept = [f for f in done.findings if shown(f, settings.min_confidence, settings.select, settings.ignore)]
    texts = [result for _, result in results if result.state == "text"]
    summary = Summary(
        files=len(texts),
        bytes=sum(r.size for r in texts),
        by_severity=count_by_severity(kept),
        suppressed=done.count,
        fixable=sum(f.fix is not None for f in kept),
        binary=sum(result.state == "binary" for _, result in results),
        network=settings.network,
        risks=[guard.name for guard in guards],
    )
    all_ids = dict(zip(map(_identity, done.findings), ids_of(done.findings), strict=True))
    ids = [all_ids[_identity(f)] for f in kept]
    return Report(
        root=root, findings=kept, ids=ids, unscanned=unscanned, summary=summary, notices=done.notices
    )


FAMILIES = {"packages": ("FHP",), "injection": ("FHI",), "code": ("FHC",), "exposure": ("FHE",)}


def shown_rule(rule: str, settings: Settings) -> bool:
    """Whether the settings show findings of this rule at all."""
    return (not settings.select or rule.startswith(settings.select)) and not rule.startswith(settings.ignore)


def _identity(finding: Finding) -> tuple[str, str, int, int, str]:
    where = finding.location
    return finding.rule, where.path, where.start, where.end, finding.message


def _conclude(
    results: Sequence[tuple[Entry, FileResult]], guards: Sequence[Guard]
) -> Iterator[Finding | Unscanned]:
    project = Project(paths=[entry.shown for entry, _ in results])
    for guard in guards:
        if guard.facts_type is type(None):
            continue
        decoder: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder(guard.facts_type)
        facts = {
            entry.shown: [decoder.decode(blob) for blob in result.facts[guard.name]]
            for entry, result in results
            if guard.name in result.facts
        }
        yield from guard.conclude(facts, project)


def _inspect_all(
    root: str,
    found: Iterable[Entry],
    guards: Sequence[Guard],
    settings: Settings,
    began_ns: int,
    progress: Progress | None,
) -> list[tuple[Entry, FileResult]]:
    """Each file with its result, in the order of their paths. Workers begin while files are still being found."""
    entries: list[Entry] = []
    results: list[FileResult | None] = []
    todo: list[int] = []
    confirmed: list[int] = []
    cache = None
    if settings.cache:
        from fumehood.core.cache import Cache, engine_key

        cache = Cache(root, engine_key(*settings.key))

    def missing() -> Iterator[Entry]:
        for entry in found:
            row = cache.look_up(entry) if cache else None
            known = row if row and (row.fresh or _unchanged(root, entry, row.result)) else None
            entries.append(entry)
            results.append(known.result if known else None)
            if known is None:
                todo.append(len(entries) - 1)
                yield entry
            elif not known.fresh:
                confirmed.append(len(entries) - 1)

    jobs = settings.jobs or processors()
    inspect = inspect_and_hash if cache else inspect_file
    for done, (index, result) in enumerate(inspect_files(root, missing(), guards, jobs, inspect), 1):
        results[todo[index]] = result
        if progress:
            progress(len(entries) - len(todo) + done, len(entries))
    ready = [
        result
        if result is not None
        else FileResult(state="unread", problems=["no worker answered"], lasting=False)
        for result in results
    ]
    if cache:
        cache.store([(entries[i], ready[i]) for i in (*todo, *confirmed) if ready[i].lasting], began_ns)
    return sorted(zip(entries, ready, strict=True), key=lambda pair: pair[0].path)


def processors() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def _unchanged(root: str, entry: Entry, result: FileResult) -> bool:
    try:
        return digest_of(read_bytes(os.path.join(root, entry.path)).raw) == result.digest
    except Unreadable:
        return False


def _not_excluded(found: Iterable[Entry], patterns: Sequence[str], walked: Walked) -> Iterator[Entry]:
    from pathspec import GitIgnoreSpec

    spec = GitIgnoreSpec.from_lines(patterns)
    left_out = 0
    for entry in found:
        if spec.match_file(entry.path):
            left_out += 1
        else:
            yield entry
    if left_out:
        walked.skipped.append(f"{left_out} excluded by your configuration")
