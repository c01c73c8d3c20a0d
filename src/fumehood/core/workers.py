"""Worker processes. The death or hang of one costs the file it was at, nothing else.

Each worker gets batches of files and answers file by file, so the parent always knows where it is. On
Linux workers are forked from a parent that has no threads and has the guards ready; elsewhere they are
started afresh with `PYTHONSAFEPATH`, so that no module in the current folder can pose as ours.
"""

import gc
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

import msgspec

from fumehood.core.file_result import SECONDS_A_GUARD, FileResult, inspect_file
from fumehood.core.guard import Guard
from fumehood.core.walk import Entry

MEMORY_A_WORKER = 640 * 1024 * 1024
_BATCH_BYTES = 400_000
_BATCH_FILES = 40
_LOW_WATER = 2  # files left when the next batch is sent, so that no worker waits
_HANGING = 3 * SECONDS_A_GUARD
_encode = msgspec.msgpack.encode
_results = msgspec.msgpack.Decoder(tuple[int, FileResult])
_batches = msgspec.msgpack.Decoder(list[tuple[int, str, bool]])

GuardFactory = Callable[[], Sequence[Guard]]


class _Worker:
    """One process, the pipe to it, and the files it has been given and not yet answered."""

    def __init__(self, root: str, factory: GuardFactory, guards: Sequence[Guard]) -> None:
        os.environ["PYTHONSAFEPATH"] = "1"
        context = get_context("fork") if sys.platform == "linux" else get_context("spawn")
        self.pipe, there = context.Pipe()
        forked = guards if sys.platform == "linux" else None
        self.process: Any = context.Process(target=_work, args=(there, root, factory, forked), daemon=True)
        self.process.start()
        there.close()
        self.at_work: deque[int] = deque()
        self.heard = time.monotonic()

    def give(self, batch: list[tuple[int, str, bool]]) -> None:
        """Sends files to look at."""
        if not self.at_work:
            self.heard = time.monotonic()
        self.pipe.send_bytes(_encode(batch))
        self.at_work.extend(i for i, _, _ in batch)

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


def inspect_files(
    root: str, entries: Sequence[Entry], factory: GuardFactory, guards: Sequence[Guard], jobs: int
) -> Iterator[tuple[int, FileResult]]:
    """The result of each entry, as `(its index, result)`, in the order in which they get ready."""
    crew = _Crew(root, entries, factory, guards)
    try:
        yield from crew.work(jobs)
    finally:
        crew.end()


class _Crew:
    """The workers of one scan, and the batches that none of them has yet."""

    def __init__(
        self, root: str, entries: Sequence[Entry], factory: GuardFactory, guards: Sequence[Guard]
    ) -> None:
        self._entries = entries
        self._hire: Callable[[], _Worker] = lambda: _Worker(root, factory, guards)
        self._batches = _batches_of(entries)
        self._workers: list[_Worker] = []

    def work(self, jobs: int) -> Iterator[tuple[int, FileResult]]:
        """Results until every file has one."""
        for _ in range(min(jobs, len(self._batches))):
            worker = self._hire()
            self._workers.append(worker)
            worker.give(self._batches.popleft())
        while self._workers:
            pipes = {w.pipe: w for w in self._workers}
            for pipe in wait(list(pipes), timeout=1.0):
                yield from self._hear(pipes[pipe])  # type: ignore[index]
            now = time.monotonic()
            for worker in [w for w in self._workers if now - w.heard > _HANGING]:
                yield from self._replace(worker, "took too long and was stopped")

    def end(self) -> None:
        """Ends all workers."""
        for worker in self._workers:
            worker.end()

    def _hear(self, worker: _Worker) -> Iterator[tuple[int, FileResult]]:
        try:
            index, result = _results.decode(worker.pipe.recv_bytes())
        except (EOFError, OSError):
            yield from self._replace(worker, "the worker ended on it")
            return
        worker.at_work.remove(index)
        worker.heard = time.monotonic()
        if len(worker.at_work) < _LOW_WATER and self._batches:
            worker.give(self._batches.popleft())
        elif not worker.at_work:
            self._workers.remove(worker)
            worker.end()
        yield index, result

    def _replace(self, worker: _Worker, reason: str) -> Iterator[tuple[int, FileResult]]:
        """The file at which a worker ended becomes unread; a new worker takes over the rest of its files."""
        self._workers.remove(worker)
        worker.end()
        lost = worker.at_work.popleft()
        rest = [(i, self._entries[i].path, self._entries[i].ignored) for i in worker.at_work]
        if rest or self._batches:
            fresh = self._hire()
            fresh.give(rest or self._batches.popleft())
            self._workers.append(fresh)
        yield lost, FileResult(state="unread", problems=[reason], lasting=False)


def _batches_of(entries: Sequence[Entry]) -> deque[list[tuple[int, str, bool]]]:
    batches: deque[list[tuple[int, str, bool]]] = deque()
    batch: list[tuple[int, str, bool]] = []
    size = 0
    for index, entry in enumerate(entries):
        batch.append((index, entry.path, entry.ignored))
        size += entry.size
        if size >= _BATCH_BYTES or len(batch) >= _BATCH_FILES:
            batches.append(batch)
            batch, size = [], 0
    if batch:
        batches.append(batch)
    return batches


def _work(pipe: Connection, root: str, factory: GuardFactory, guards: Sequence[Guard] | None) -> None:
    """The life of a worker: a batch in, a result out for each file, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory()
    gc.set_threshold(20_000, 50, 100)  # syntax trees are many objects and few cycles
    gc.freeze()
    ready = guards if guards is not None else factory()
    try:
        while True:
            for index, path, ignored in _batches.decode(pipe.recv_bytes()):
                result = inspect_file(root, path, ready, ignored=ignored)
                pipe.send_bytes(_encode((index, result)))
    except (EOFError, OSError):
        os._exit(0)


def _limit_memory() -> None:
    """At most `MEMORY_A_WORKER` more than the process has now; then Python raises MemoryError."""
    if sys.platform != "linux":
        return
    import resource

    with open("/proc/self/statm", "rb") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = now + MEMORY_A_WORKER
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
