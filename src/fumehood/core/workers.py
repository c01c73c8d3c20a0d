"""Worker processes. The death or hang of one costs the file it was at, nothing else.

Workers are forked from a parent that has no threads and has the guards ready, so that nothing is loaded
or compiled twice, and no module of the current folder can pose as ours. Each gets batches of files,
answers with several results at a time, and says in shared memory which file it is at: when it ends, the
parent knows where. (`multiprocessing` would cost more than the whole scan of a small file takes; see
docs/adr/0003.)
"""

import contextlib
import gc
import mmap
import os
import select
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Protocol

import msgspec

from fumehood.core.file_result import SECONDS_A_GUARD, FileResult, inspect_file, keep_alarm
from fumehood.core.guard import Guard, reads_files
from fumehood.core.walk import Entry

MEMORY_A_WORKER = 640 * 1024 * 1024
_LIBRARIES = (
    2 * 1024 * 1024 * 1024
)  # address space that readers of binary tables reserve when they are loaded
_BATCH_BYTES = 400_000
_BATCH_FILES = 64
_BATCH_NAMES = 12_000  # bytes of paths: two batches fit into a pipe, so that giving work never blocks
_ANSWER_SECONDS = 0.1  # results are sent after a batch, and at least as often as this
_FEW, _SMALL = 4, 32_000  # files and bytes for which no worker is started
_HANGING = 3 * SECONDS_A_GUARD
_HEADER = 4
_NUMBER = 8

Item = tuple[int, bytes, bool, int]
"""The number of a file, its path, whether an ignore file names it, its size."""


class Inspect(Protocol):
    """What a worker does with each item: a file of a folder, or an object of a repository."""

    def __call__(self, root: str, path: str, guards: Sequence[Guard], *, ignored: bool) -> FileResult:
        """The result of one item."""
        ...


_encode = msgspec.msgpack.encode
_decode_results = msgspec.msgpack.Decoder(list[tuple[int, FileResult]]).decode
_decode_batch = msgspec.msgpack.Decoder(list[Item]).decode


def inspect_files(
    root: str,
    entries: Iterable[Entry],
    guards: Sequence[Guard],
    jobs: int,
    inspect: Inspect = inspect_file,
) -> Iterator[tuple[int, FileResult]]:
    """The result of each entry, as `(its index, result)`, in the order in which they get ready.

    Entries are taken as workers need them. A handful of small files is looked at right here: starting a worker
    would take longer than they do, and what can end a process (deep nesting, huge lines) does not fit into them.
    """
    batches = _batches_of(entries)
    first = next(batches, [])
    second = next(batches, None) if len(first) <= _FEW else None
    if len(first) <= _FEW and second is None and _are_small(first, guards):
        for index, path, ignored, _ in first:
            yield index, inspect(root, os.fsdecode(path), guards, ignored=ignored)
        return
    crew = _Crew(root, chain([first], [second] if second else [], batches), guards, inspect)
    try:
        yield from crew.work(jobs)
    finally:
        crew.end()


def _are_small(batch: Sequence[Item], guards: Sequence[Guard]) -> bool:
    return sum(size for *_, size in batch) <= _SMALL and not _read_by_others(batch, guards)


def _read_by_others(batch: Iterable[Item], guards: Sequence[Guard]) -> bool:
    """Whether a library of somebody else's reads one of the files: it may end the process that it runs in."""
    formats = {ending.encode() for g in guards if reads_files(g) for ending in g.binary_formats}
    return any(os.path.splitext(path)[1].lower() in formats for _, path, *_ in batch)


class _Worker:
    """One forked process, the pipes to and from it, and the files it was given and has not answered."""

    def __init__(
        self, root: str, guards: Sequence[Guard], others: Sequence["_Worker"], inspect: Inspect
    ) -> None:
        their_in, self.to = os.pipe()
        self.fd, their_out = os.pipe()
        self._place = mmap.mmap(-1, _NUMBER)
        self._pid = os.fork()
        if self._pid == 0:
            try:
                for fd in (self.to, self.fd, *(fd for w in others for fd in (w.to, w.fd))):
                    os.close(fd)
                _work(their_in, their_out, self._place, root, guards, inspect)
            finally:
                os._exit(1)
        os.close(their_in)
        os.close(their_out)
        self._buffer = bytearray()
        self._newest = 0
        self._at_work: dict[int, Item] = {}
        self.heard = time.monotonic()

    @property
    def idle(self) -> bool:
        """Whether it has answered for all files."""
        return not self._at_work

    @property
    def wants_more(self) -> bool:
        """Whether at most the newest batch is left: the next one is sent early, so that it never waits."""
        return len(self._at_work) <= self._newest

    def give(self, batch: list[Item]) -> None:
        """Sends files to look at."""
        if self.idle:
            self.heard = time.monotonic()
        self._at_work.update((item[0], item) for item in batch)
        self._newest = len(batch)
        with contextlib.suppress(BrokenPipeError):  # it has died: the parent reads that from the other pipe
            _write(self.to, _encode(batch))

    def read(self) -> Iterator[tuple[int, FileResult]]:
        """The results that have arrived.

        Raises:
            EOFError: the worker has ended.
        """
        part = os.read(self.fd, 1 << 20)
        if not part:
            raise EOFError
        self._buffer += part
        while len(self._buffer) >= _HEADER:
            end = _HEADER + int.from_bytes(self._buffer[:_HEADER], "big")
            if len(self._buffer) < end:
                return
            message = bytes(self._buffer[_HEADER:end])
            del self._buffer[:end]
            self.heard = time.monotonic()
            for index, result in _decode_results(message):
                del self._at_work[index]
                yield index, result

    def left(self) -> tuple[int, list[Item]]:
        """The file that it is at, and those that it was given and did not come to or has not answered for."""
        at = int.from_bytes(self._place[:], "big") - 1
        if at not in self._at_work:
            at = next(iter(self._at_work))
        return at, [item for i, item in self._at_work.items() if i != at]

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self._place.close()
        os.close(self.to)
        os.close(self.fd)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


class _Crew:
    """The workers of one scan, and the batches that none of them has yet."""

    def __init__(
        self, root: str, batches: Iterator[list[Item]], guards: Sequence[Guard], inspect: Inspect
    ) -> None:
        self._root = root
        self._inspect = inspect
        self._guards = guards
        self._batches = batches
        self._workers: dict[int, _Worker] = {}

    def work(self, jobs: int) -> Iterator[tuple[int, FileResult]]:
        """Results until every file has one."""
        gc.freeze()  # what is loaded stays: no worker has to look at it, and copy its memory for that
        for batch in islice(self._batches, jobs):
            self._hire(batch)
        while self._workers:
            poll = select.poll()
            for fd in self._workers:
                poll.register(fd, select.POLLIN)
            for fd, _ in poll.poll(1000):
                yield from self._hear(self._workers[fd])
            late = time.monotonic() - _HANGING
            for worker in [w for w in self._workers.values() if w.heard < late]:
                yield from self._replace(worker, "took too long and was stopped")

    def end(self) -> None:
        """Ends all workers."""
        for worker in self._workers.values():
            worker.end()
        self._workers.clear()

    def _hire(self, batch: list[Item]) -> None:
        worker = _Worker(self._root, self._guards, list(self._workers.values()), self._inspect)
        self._workers[worker.fd] = worker
        worker.give(batch)

    def _dismiss(self, worker: _Worker) -> None:
        del self._workers[worker.fd]
        worker.end()

    def _hear(self, worker: _Worker) -> Iterator[tuple[int, FileResult]]:
        try:
            yield from worker.read()
        except EOFError:
            yield from self._replace(worker, "the worker ended on it")
            return
        if worker.wants_more and (batch := next(self._batches, None)):
            worker.give(batch)
        elif worker.idle:
            self._dismiss(worker)

    def _replace(self, worker: _Worker, reason: str) -> Iterator[tuple[int, FileResult]]:
        """The file at which a worker ended becomes unread; a new worker takes over the rest of its files."""
        lost, rest = worker.left()
        self._dismiss(worker)
        batch: list[Item] | None = rest or next(self._batches, None)
        if batch:
            self._hire(batch)
        yield lost, FileResult(state="unread", problems=[reason], lasting=False)


def _batches_of(entries: Iterable[Entry]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = names = 0
    for index, entry in enumerate(entries):
        batch.append((index, os.fsencode(entry.path), entry.ignored, entry.size))
        size += entry.size
        names += len(entry.path)
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES or names >= _BATCH_NAMES:
            yield batch
            batch, size, names = [], 0, 0
    if batch:
        yield batch


def _work(
    source: int,
    target: int,
    place: mmap.mmap,
    root: str,
    guards: Sequence[Guard],
    inspect: Inspect,
) -> None:
    """The life of a worker: a batch in, a result out for each file, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    keep_alarm()
    _limit_memory(MEMORY_A_WORKER)
    gc.set_threshold(20_000, 50, 100)  # syntax trees are many objects and few cycles
    roomy = False
    while (message := _read(source)) is not None:
        batch = _decode_batch(message)
        if not roomy and _read_by_others(batch, guards):
            _limit_memory(MEMORY_A_WORKER + _LIBRARIES)
            roomy = True
        ready: list[tuple[int, FileResult]] = []
        answered = time.monotonic()
        for index, path, ignored, _ in batch:
            place[:] = (index + 1).to_bytes(_NUMBER, "big")
            ready.append((index, inspect(root, os.fsdecode(path), guards, ignored=ignored)))
            if time.monotonic() - answered > _ANSWER_SECONDS:
                _write(target, _answer(ready))
                ready, answered = [], time.monotonic()
        if ready:
            _write(target, _answer(ready))
    os._exit(0)


def _answer(results: Sequence[tuple[int, FileResult]]) -> bytes:
    try:
        return _encode(results)
    except (UnicodeEncodeError, TypeError, OverflowError):
        return _encode([(index, _sendable(result)) for index, result in results])


def _sendable(result: FileResult) -> FileResult:
    try:
        _encode(result)
    except (UnicodeEncodeError, TypeError, OverflowError) as error:
        problem = f"internal error: its result cannot be sent ({type(error).__name__})"
        return FileResult(state="unread", problems=[problem], lasting=False)
    return result


def _write(fd: int, message: bytes) -> None:
    rest = memoryview(len(message).to_bytes(_HEADER, "big") + message)
    while rest:
        rest = rest[os.write(fd, rest) :]


def _read(fd: int) -> bytes | None:
    header = _exactly(fd, _HEADER)
    return _exactly(fd, int.from_bytes(header, "big")) if header else None


def _exactly(fd: int, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = os.read(fd, size - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)


def _limit_memory(more: int) -> None:
    """At most `more` bytes more than the process has now; then Python raises MemoryError."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", "rb") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = now + more
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
