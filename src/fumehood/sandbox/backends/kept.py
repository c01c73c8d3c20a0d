"""What the backends without bubblewrap share: record, folders, planted credentials, terminal, watchdog, changes."""

import contextlib
import os
from collections.abc import Callable
from typing import NamedTuple

from fumehood.sandbox.backends.private_home import lay_out
from fumehood.sandbox.changes.gather import gather
from fumehood.sandbox.errors import NoSandboxError
from fumehood.sandbox.guarded import move_aside, snapshot
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.keeper import keep
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.policy import Limits
from fumehood.sandbox.record import Record
from fumehood.sandbox.room import Done
from fumehood.sandbox.runs import Run, begin, forget
from fumehood.sandbox.supervise import supervise
from fumehood.sandbox.watchdog import Watchdog
from fumehood.sandbox.workspace_copy import Place, furnish, hold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.network.service import Service
    from fumehood.sandbox.terminal import Relay


class Start(NamedTuple):
    """`command` ends in an exec; `clean` runs when all processes of the run are gone; `attend` serves the command.

    `also` are folders that the command writes to beside its home and the project.
    """

    command: Callable[[], None]
    clean: Callable[[], None] | None = None
    attend: Callable[[int], None] | None = None
    also: tuple[str, ...] = ()


def carry_out(
    plan: Plan,
    start: Callable[[Run, Place], Start],
    *,
    terminal: bool,
    record: Record,
    owner: int | None = None,
    limits: Limits | None = None,
    piped: bool = False,
    gate: "Gate | None" = None,
    linked: bool = False,
) -> Done:
    """Runs what `start` makes of the run's folders, to its end; `limits` are the watchdog's, where not the plan's.

    `piped`: the backend cannot share a file that others write to. `gate`: where the proxy of the run listens.
    `linked`: nothing can be mounted in the home.

    Raises:
        NoSandboxError: the room cannot be set up; the command was not started.
    """
    run = begin(plan.project, plan.command)
    try:
        place = furnish(plan, run, owner)
        lock = hold(run)
        lay_out(plan, place, linked=linked)
    except NoSandboxError:
        forget(run)
        raise
    honey = Honeytokens(os.path.join(run.folder, "honey"), place.home, named=plan.home)
    try:
        _plant(honey, owner)
    except OSError as error:
        forget(run)
        raise NoSandboxError(
            f"the planted credentials cannot be laid out: {error.strerror or error}",
            "set XDG_STATE_HOME to a folder on a disk of this machine, which has hard links",
        ) from error
    honey.watch()
    ready = start(run, place)
    _write_texts(plan, place.home, owner)
    relay, streams = _relay() if terminal else (None, (0, 1, 2))
    pipes = None
    if piped:
        from fumehood.sandbox.backends.gvisor.streams import Piped

        pipes = Piped(streams)
        streams = pipes.streams
    guarded = snapshot(plan) if plan.workspace == "direct" else None
    watched = limits or plan.limits
    watched = watched._replace(disk=watched.disk + place.copied)
    direct = plan.workspace == "direct"
    also = (*ready.also, *(source for source, _ in plan.state))
    dog = Watchdog(
        watched, None if direct else os.path.dirname(place.home), plan.project if direct else None, None, also
    )
    begun = keep(ready.command, streams, terminal=terminal, clean=ready.clean, attend=ready.attend)
    if relay:
        relay.begin()
    if pipes:
        pipes.begin()
    record.opens(run, plan)
    proxy: Service | None = None
    if gate:
        from fumehood.sandbox.network import service

        proxy = service.Service(gate.listener, plan.hosts, record, of_user=os.getuid())
    end = supervise(begun, dog, honey, relay, record, proxy)
    if pipes:
        pipes.end()
    os.close(lock)
    if end.failure:
        forget(run)
        raise NoSandboxError(
            f"the sandbox cannot start: {end.failure}", "`fumehood doctor` says what works here"
        )
    aside = [] if guarded is None else move_aside(plan, guarded, os.path.join(run.folder, "aside"))
    gather(run)
    if proxy is None:
        return Done(run, end, tuple(aside), ())
    return Done(run, end, tuple(aside), proxy.refusals, proxy.lost)


class Gate(NamedTuple):
    """A socket that listens for the proxy of a run on this machine's loopback, and its port."""

    listener: int
    port: int


def gate(plan: Plan) -> Gate:
    """Opens the gate of a run whose network is this machine's.

    Raises:
        NoSandboxError: there is no loopback.
    """
    import socket

    try:
        server = socket.create_server(("127.0.0.1", 0))
    except OSError as error:
        raise NoSandboxError(
            f"the proxy for {' '.join(plan.hosts)} cannot listen: {error.strerror or error}",
            "run without --net allow",
        ) from error
    port = server.getsockname()[1]
    return Gate(server.detach(), port)


def _relay() -> "tuple[Relay, tuple[int, int, int]]":
    from fumehood.sandbox.terminal import Relay

    relay = Relay()
    streams = tuple(relay.slave if os.isatty(n) else n for n in range(3))
    return relay, streams  # type: ignore[return-value]


def _write_texts(plan: Plan, home: str, owner: int | None) -> None:
    """The small files of the room's home."""
    for path, text in plan.texts:
        target = home + path.removeprefix(plan.home)
        os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
        with open(target, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        if owner is not None:
            with contextlib.suppress(OSError):
                os.chown(target, owner, owner)


def all_terminals() -> bool:
    """Whether input, output and errors all go to a terminal: engines know one terminal for all three, or none."""
    return all(map(os.isatty, range(3)))


def _plant(honey: Honeytokens, owner: int | None) -> None:
    """The planted credentials as files of the room's home, the same inodes that are watched."""
    for source, path in honey.places:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        os.link(source, path)
        if owner is not None:
            with contextlib.suppress(OSError):
                os.chown(source, owner, owner)
                os.chown(os.path.dirname(path), owner, owner)
