"""Which files of a project hold secrets that their names do not tell; in a bounded time, and what is left is said."""

import os
import time

from fumehood.core.named_tuple import NamedTuple
from fumehood.sandbox.covers import known
from fumehood.sandbox.covers.known import Cover, Row, Spans
from fumehood.sandbox.covers.look import Candidate, Look, State, candidates, take

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    class Finder(Protocol):
        """Looks for secrets in the content of a file."""

        def wants(self, path: str) -> bool:
            """Whether a file of this name (below the project) is looked at."""
            ...

        def find(self, path: str, raw: bytes, seconds: float) -> Spans | None:
            """The byte spans of its secrets; empty: none; None: it took too long. `((0, 0),)` is all of it."""
            ...


SECONDS = 0.3
"""Processor time that a start may take for files that are new to us: a busy machine sees as much as a quiet one."""
ALWAYS = 256 * 1024
"""Bytes that are looked at whatever the time: a small project is never known by halves."""
LARGEST = 512 * 1024
"""Bytes of a file that is looked at."""
_SECONDS_A_FILE = 2.0
ALL = ((0, 0),)
"""Spans of a file that is covered as a whole."""
_FIRST = (".env", ".ini", ".cfg", ".conf", ".toml", ".yml", ".yaml", ".json", ".properties", ".xml", ".sh", ".tf", ".py", ".js", ".ts")  # fmt: skip


class Found(NamedTuple):
    """What to cover, how many files are known by their names only, which are too large, why none was looked at."""

    covers: tuple[Cover, ...]
    left: int = 0
    large: tuple[str, ...] = ()
    problem: str | None = None


def by_content(
    project: str,
    look: Look | None,
    named: tuple[str, ...],
    finder: "Callable[[], Finder]",
    seconds: float | None = SECONDS,
) -> Found:
    """The files of the project to cover; `named` are absolute paths that are masked anyway.

    `finder` is called when something has to be looked at. `seconds` None: as long as it takes.
    """
    state = (look.end() if look else None) or take(project)
    if not state.newest:
        return Found(())  # there is no file to look at
    if seconds is not None and (covers := known.recall(project, state)) is not None:
        return Found(covers)
    looked = time.time_ns()
    rows = known.rows(project)
    kept, todo, large = _sorted(project, rows, set(named))
    problem = None
    left = 0
    if todo:
        try:
            left = _inspect(project, todo, rows, kept, finder(), seconds, looked)
        except Exception as error:  # noqa: BLE001 - a fault of the detector must not end the run; it is said
            left, problem = len(todo), f"{type(error).__name__}"
    covers = tuple(
        Cover(path, () if row.spans == ALL else row.spans, row.digest)
        for path, row in sorted(kept.items())
        if row.spans
    )
    known.remember(project, kept, covers, None if left else state, looked)
    return Found(covers, left, tuple(large), problem)


def _sorted(
    project: str, rows: dict[str, Row], named: set[str]
) -> tuple[dict[str, Row], list[Candidate], list[str]]:
    """Files whose rows still hold, files to look at (those that held a secret and settings first), and too large ones."""
    kept: dict[str, Row] = {}
    todo: list[tuple[tuple[bool, bool, int], Candidate]] = []
    large = []
    for one in candidates(project):
        row = rows.get(one.path)
        if os.path.join(project, one.path) in named:
            continue
        if row and row.proves(one.changed, one.size, one.inode):
            kept[one.path] = row
        elif one.size > LARGEST:
            large.append(one.path)
        elif one.size:
            held = bool(row and row.spans)
            todo.append(((not held, not one.path.endswith(_FIRST), one.size), one))
    todo.sort(key=lambda pair: pair[0])
    return kept, [one for _, one in todo], sorted(large)


def _inspect(
    project: str,
    todo: list[Candidate],
    rows: dict[str, Row],
    kept: dict[str, Row],
    finder: "Finder",
    seconds: float | None,
    looked: int,
) -> int:
    """Looks at files until the time is up; returns how many are left."""
    end = None if seconds is None else time.process_time() + seconds
    left = size = 0
    for one in todo:
        row = rows.get(one.path)
        spans: Spans | None
        try:
            raw = _read(os.path.join(project, one.path))
        except OSError:
            continue  # the command cannot read it either
        digest = known.digest_of(raw)
        if row and row.digest == digest:
            spans = row.spans or ()
        elif not finder.wants(one.path) or b"\0" in raw[:8192]:
            spans = ()
        else:
            size += len(raw)
            in_time = end is None or size <= ALWAYS or time.process_time() < end
            found = finder.find(one.path, raw, _SECONDS_A_FILE) if in_time else None
            if found is None:
                left += 1
                if not (row and row.spans):
                    continue
                found = ALL  # it held a secret when it was last looked at
            spans = found
        kept[one.path] = Row(one.changed, one.size, one.inode, looked, digest, spans or None)
    return left


def _read(path: str) -> bytes:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(handle, "rb") as file:
        return file.read(LARGEST + 1)


__all__ = ["ALL", "Found", "State", "by_content"]
