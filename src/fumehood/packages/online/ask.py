"""Asks the user's indexes for many names at once. A name that hangs holds up nobody but itself."""

import queue
import threading
import time
from collections.abc import Callable, Sequence

from fumehood.packages.names import Name, normalise
from fumehood.packages.online import packument, simple_api
from fumehood.packages.online.endpoint import Endpoint
from fumehood.packages.online.fetch import LIMIT, Body, fetch
from fumehood.packages.online.npm_registry import npm_registry
from fumehood.packages.online.presence import Failed, Found, Missing, Presence
from fumehood.packages.online.python_indexes import python_indexes

WORKERS = 16
_GRACE = 0.4  # seconds beyond the limit before a look-up that no time-out ends (a name server) is given up


def ask_all(names: Sequence[Name], ask: Callable[[Name], Presence] | None = None) -> list[Presence]:
    """One answer a name, in their order; no name takes longer than `LIMIT` seconds from its start."""
    look_up = ask or Asker().ask
    answers: list[Presence | None] = [None] * len(names)
    started: dict[int, float] = {}
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for i in range(len(names)):
        waiting.put(i)
    done: queue.SimpleQueue[tuple[int, Presence]] = queue.SimpleQueue()

    def work() -> None:
        while True:
            try:
                i = waiting.get_nowait()
            except queue.Empty:
                return
            started[i] = time.monotonic()
            try:
                answer = look_up(names[i])
            except Exception as error:  # noqa: BLE001 - whatever goes wrong with one name is that name's answer
                answer = Failed("", "index-unreadable-answer", f"The look-up failed ({type(error).__name__})")
            done.put((i, answer))

    for _ in range(min(WORKERS, len(names))):
        threading.Thread(target=work, daemon=True).start()
    open_ones = set(range(len(names)))
    while open_ones:
        try:
            i, answer = done.get(timeout=0.1)
            answers[i] = answers[i] or answer
            open_ones.discard(i)
        except queue.Empty:
            pass
        for i in [i for i in open_ones if i in started and time.monotonic() - started[i] > LIMIT + _GRACE]:
            answers[i] = Failed("", "index-timed-out", "The index did not answer in time")
            open_ones.discard(i)
            threading.Thread(target=work, daemon=True).start()
    return [a or Failed("", "index-timed-out", "The index did not answer in time") for a in answers]


class Asker:
    """Asks for one name; finds out the clients' settings once."""

    def __init__(self) -> None:
        self._indexes: list[Endpoint] | Failed | None = None
        self._lock = threading.Lock()

    def ask(self, name: Name) -> Presence:
        """What the user's indexes say of the name."""
        deadline = time.monotonic() + LIMIT
        if name.ecosystem == "npm":
            registry = npm_registry(name.name)
            return registry if isinstance(registry, Failed) else _ask_npm(registry, name.name, deadline)
        with self._lock:
            if self._indexes is None:
                self._indexes = python_indexes()
        if isinstance(self._indexes, Failed):
            return self._indexes
        return _first_found([_ask_python(index, normalise(name.name), deadline) for index in self._indexes])


def _ask_python(index: Endpoint, name: str, deadline: float) -> Presence:
    answer = fetch(index, f"{name}/", simple_api.ACCEPT, deadline)
    return simple_api.read_page(answer, name, index.host) if isinstance(answer, Body) else answer


def _ask_npm(registry: Endpoint, name: str, deadline: float) -> Presence:
    answer = fetch(registry, packument.path_of(name), packument.ACCEPT, deadline)
    return packument.read_packument(answer, name, registry.host) if isinstance(answer, Body) else answer


def _first_found(answers: Sequence[Presence]) -> Presence:
    """Of several indexes: found beats failed beats missing, for what one could not tell, another cannot deny."""
    for kind in (Found, Failed, Missing):
        for answer in answers:
            if isinstance(answer, kind):
                return answer
    raise ValueError("no index was asked")
