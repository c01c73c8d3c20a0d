"""The table of `fumehood doctor --sandbox`: which attacks each kind of room holds."""

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import NamedTuple

from fumehood.cli.console import Console
from fumehood.core.errors import CLEAN, FOUND, INCOMPLETE, UsageError
from fumehood.core.nearest import nearest
from fumehood.report.safe import safe
from fumehood.sandbox.policy import BACKENDS
from fumehood.sandbox.probes.battery import AREAS, USEFUL, Unavailable, launcher, run_all
from fumehood.sandbox.probes.limits import LIMITS, OF_WORKSPACE, Limit
from fumehood.sandbox.probes.started import Result

_AT_ONCE = 3
"""Rooms that are attacked at the same time: most of a probe's time is waiting."""


class Room(NamedTuple):
    """One column: a backend and workspace, and its results, or why it cannot be had."""

    backend: str
    workspace: str
    results: Sequence[Result]
    missing: str | None

    def among(self, area: str, state: str) -> int:
        """How many probes of the class came to this."""
        return sum(one.area == area and one.state == state for one in self.results)

    @property
    def through(self) -> list[Result]:
        """Attacks that got through, and useful things that are broken."""
        return [one for one in self.results if one.state == "let through"]


def attack(args: Namespace, console: Console) -> int:
    """Runs the probes in each room; 1 when something got through, 4 when no room could be had."""
    from concurrent.futures import ThreadPoolExecutor

    wanted = [
        (backend, workspace)
        for backend in _backends(args.backend)
        for workspace in dict.fromkeys(args.workspace or ("overlay", "direct"))
    ]
    progress = _Progress(console)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        rooms = list(pool.map(lambda one: _room(one[0], one[1], _limits(wanted, one), progress), wanted))
    progress.end()
    if args.format == "json":
        console.out(json.dumps(_data(rooms), indent=2))
    else:
        _table(rooms, console)
    if any(room.through for room in rooms):
        return FOUND
    return CLEAN if any(room.missing is None for room in rooms) else INCOMPLETE


def _backends(named: list[str] | None) -> list[str]:
    known = [name for name in BACKENDS if name != "auto"]
    for name in named or ():
        if name not in known:
            near = nearest(name, known)
            raise UsageError(
                f"unknown backend `{name}`",
                f"did you mean {near}?" if near else "one of: " + ", ".join(known),
            )
    return list(dict.fromkeys(named or known))


def _limits(wanted: list[tuple[str, str]], one: tuple[str, str]) -> Sequence[Limit]:
    """All limits in the first workspace of a backend, and in the others those that depend on it."""
    first = next(other for other in wanted if other[0] == one[0])
    return LIMITS if one == first else OF_WORKSPACE


def _room(backend: str, workspace: str, limits: Sequence[Limit], progress: "_Progress") -> Room:
    def step(text: str) -> None:
        progress.show(f"{backend} {workspace}", text)

    try:
        return Room(backend, workspace, run_all(launcher(), backend, workspace, step, limits=limits), None)
    except Unavailable as missing:
        return Room(backend, workspace, (), str(missing))
    finally:
        step("")


class _Progress:
    """One line of a terminal that says what is being tried in which room."""

    def __init__(self, console: Console) -> None:
        self.shown = console.terminal and not console.quiet
        self.steps: dict[str, str] = {}

    def show(self, room: str, step: str) -> None:
        self.steps[room] = step
        self._line(", ".join(f"{one}: {text}" for one, text in self.steps.items() if text))

    def end(self) -> None:
        self._line("")

    def _line(self, text: str) -> None:
        if self.shown:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()


def _table(rooms: Sequence[Room], console: Console) -> None:
    had = [room for room in rooms if room.missing is None]
    width = max(len(title) for _, title in AREAS)
    if had:
        console.out(
            "held/of those that mean something here".ljust(width)
            + "".join(f"  {_title(room):>16}" for room in had)
        )
        for area, title in AREAS:
            console.out(title.ljust(width) + "".join(f"  {_cell(room, area):>16}" for room in had))
        console.out("")
    for room in rooms:
        if room.missing is not None:
            console.out(f"{_title(room)}: not here: {safe(room.missing)}")
            continue
        for one in room.results:
            if one.state == "let through" or (console.verbose and one.evidence):
                told = f"{one.name}: {one.what}" if one.what else one.name
                area = one.area.replace("_", " ")
                console.out(f"{_title(room)}: {_word(one)}: {area}: {told}  {safe(one.evidence)}")
    for room in had:
        attacks = [one for one in room.results if one.area != USEFUL]
        through = [one for one in attacks if one.state == "let through"]
        idle = sum(one.state == "not applicable" for one in attacks)
        console.out(
            f"{_title(room)}: {len(attacks)} attacks, {len(through)} let through, {idle} mean nothing here"
        )


def _title(room: Room) -> str:
    return f"{room.backend} {room.workspace}"


def _word(one: Result) -> str:
    if one.area == USEFUL and one.state != "not applicable":
        return "broken" if one.state == "let through" else "works"
    return one.state


def _cell(room: Room, area: str) -> str:
    held, through = room.among(area, "held"), room.among(area, "let through")
    if not held + through:
        return "-"
    return f"{held}/{held + through}" + (" !" if through else "")


def _data(rooms: Sequence[Room]) -> list[dict[str, object]]:
    return [
        {
            "backend": room.backend,
            "workspace": room.workspace,
            "unavailable": room.missing,
            "results": [one._asdict() for one in room.results],
        }
        for room in rooms
    ]
