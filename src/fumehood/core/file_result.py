"""What one file gave: the unit that crosses from a worker to the engine, and that the cache keeps."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from msgspec import Struct, msgpack

from fumehood.core.finding import Finding
from fumehood.core.guard import FileGuard, Guard, reads_files, reads_heads
from fumehood.core.hashing import blake2b
from fumehood.core.read_file import TooLarge, Unreadable, read_bytes, source_of
from fumehood.core.source import Source
from fumehood.core.suppress import Ignore, ignores_in
from fumehood.core.walk import shown_path

SECONDS_A_GUARD = 20.0


class FileResult(Struct, omit_defaults=True):
    """Findings, facts (encoded, by guard), problems and inline ignores of one file.

    `state` is `"text"`, `"binary"` or `"unread"`; `digest` is a hash of the bytes that were looked at, for
    the cache (empty where none is kept);
    `lasting` is false where another try could give more (out of time or memory, an internal error).
    """

    state: str = "text"
    size: int = 0
    digest: bytes = b""
    findings: list[Finding] = []
    facts: dict[str, list[bytes]] = {}
    problems: list[str] = []
    ignores: list[Ignore] = []
    lasting: bool = True


class _OutOfTime(BaseException):
    """Raised in the middle of a guard; not an Exception, so that no guard swallows it."""


def digest_of(raw: bytes) -> bytes:
    """The hash of a file's bytes that the cache compares."""
    return blake2b(raw, digest_size=16).digest()


def inspect_file(
    root: str,
    path: str,
    guards: Sequence[Guard],
    *,
    ignored: bool,
    shown: str | None = None,
    hashed: bool = False,
) -> FileResult:
    """Reads the file and lets every guard look at it and at the documents inside it.

    `shown` is the path to call it by where it lies elsewhere than in the project (None: `path`); `hashed` asks for
    the hash of its bytes.
    """
    full = os.path.join(root, path)
    path = path if shown is None else shown
    try:
        reading = read_bytes(full)
    except TooLarge as error:
        return _by_guards(full, path, guards, large=True) or FileResult(
            state="unread", problems=[str(error)], lasting=False
        )
    except Unreadable as error:
        return FileResult(state="unread", problems=[str(error)], lasting=False)
    if reading.binary:
        if found := _by_guards(full, path, guards, large=False):
            return found
        result = inspect_binary(shown_path(path), reading.raw, guards)
    else:
        result = inspect_text(source_of(shown_path(path), reading.raw, ignored=ignored), guards)
    if hashed:
        result.digest = digest_of(reading.raw)
    return result


def inspect_and_hash(root: str, path: str, guards: Sequence[Guard], *, ignored: bool) -> FileResult:
    """As `inspect_file`, with the hash that the cache wants."""
    return inspect_file(root, path, guards, ignored=ignored, hashed=True)


def inspect_binary(path: str, head: bytes, guards: Sequence[Guard]) -> FileResult:
    """What the guards say that know files by their first bytes; `head` are those of a file that is no text."""
    result = FileResult(state="binary", size=len(head))
    for guard in filter(reads_heads, guards):
        inspection = guard.inspect_head(head, path)
        result.findings += inspection.findings
        result.problems += inspection.problems
    return result


def inspect_text(source: Source, guards: Sequence[Guard], seconds: float = SECONDS_A_GUARD) -> FileResult:
    """Lets every guard look at a source and at the documents inside it, each within a budget of time."""
    result = FileResult(size=len(source.raw))
    for guard in guards:
        try:
            with _budget(seconds):
                _inspect(source, guard, result)
        except _OutOfTime:
            result.lasting = False
            result.problems.append(f"{guard.name}: took more than {seconds:g} s and was stopped")
        except (MemoryError, RecursionError) as error:
            result.lasting = False
            result.problems.append(f"{guard.name}: gave up ({type(error).__name__})")
        except Exception as error:  # noqa: BLE001 - a fault of ours must cost one guard on one file, and be seen
            result.lasting = False
            result.problems.append(f"{guard.name}: internal error ({_where(error)})")
    try:
        for one in source.walk():
            result.problems += [p for p in one.problems if p not in result.problems]
        result.ignores = ignores_in(source)
    except (MemoryError, RecursionError) as error:
        result.problems.append(f"gave up ({type(error).__name__})")
    return result


def _where(error: Exception) -> str:
    """The kind of error and the line of ours that raised it; not its message, which may quote the file."""
    step = error.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    place = f" at {os.path.basename(step.tb_frame.f_code.co_filename)}:{step.tb_lineno}" if step else ""
    return type(error).__name__ + place


def _by_guards(full: str, path: str, guards: Sequence[Guard], *, large: bool) -> FileResult | None:
    """What the guards say that read such a file themselves; None where none does.

    Not for the cache: only the file's head has been hashed.
    """
    ending = os.path.splitext(path)[1].lower()
    readers: list[FileGuard] = [
        guard
        for guard in guards
        if reads_files(guard) and ending in (guard.large_formats if large else guard.binary_formats)
    ]
    if not readers:
        return None
    result = FileResult(size=os.path.getsize(full), lasting=False)
    for guard in readers:
        try:
            with _budget(SECONDS_A_GUARD):
                inspection = guard.inspect_file(full, shown_path(path))
                result.findings += inspection.findings
                result.problems += inspection.problems
        except _OutOfTime:
            result.problems.append(f"took more than {SECONDS_A_GUARD:g} s and was stopped")
        except Exception as error:  # noqa: BLE001 - as in inspect_text
            result.problems.append(f"internal error ({_where(error)})")
    return result


def _inspect(source: Source, guard: Guard, result: FileResult) -> None:
    for one in source.walk():
        if not guard.wants(one):
            continue
        inspection = guard.inspect(one)
        result.findings += inspection.findings
        result.problems += inspection.problems
        if inspection.facts is not None:
            result.facts.setdefault(guard.name, []).append(msgpack.encode(inspection.facts))


@contextmanager
def _budget(seconds: float) -> Iterator[None]:
    """Interrupts the block after `seconds` of wall time; only where signals can (a main thread)."""
    if _ALARM.stays:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        return
    try:
        before = signal.signal(signal.SIGALRM, _stop)
    except ValueError:  # not in the main thread
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _OutOfTime


class _Alarm:
    """Whether this process keeps the handler of the budget between files."""

    stays = False


_ALARM = _Alarm()


def keep_alarm() -> None:
    """Sets the handler of the time budget once and for all: for a process that does nothing but inspect files.

    Setting it and taking it back for every file costs as much as looking at a small file.
    """
    signal.signal(signal.SIGALRM, _stop)
    _ALARM.stays = True
