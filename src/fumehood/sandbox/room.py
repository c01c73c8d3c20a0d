"""Carries a plan out with bubblewrap, from the record of the run to its end."""

import os

from fumehood.core.named_tuple import NamedTuple
from fumehood.sandbox import bwrap, cgroups, launch, namespaces
from fumehood.sandbox.errors import NoOverlayError, NoSandboxError
from fumehood.sandbox.etc import folder, shows_more_of_etc
from fumehood.sandbox.guarded import move_aside, snapshot
from fumehood.sandbox.honeytokens import Honeytokens
from fumehood.sandbox.masks import contents
from fumehood.sandbox.mounts import is_local, kind_of, mounts
from fumehood.sandbox.plan import Plan
from fumehood.sandbox.record import Record
from fumehood.sandbox.runs import Run, begin, forget, forget_empty

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fumehood.sandbox.network.proxy import Refusal
    from fumehood.sandbox.network.service import Service
    from fumehood.sandbox.supervise import End
    from fumehood.sandbox.workspace_copy import Place


class Done(NamedTuple):
    """A finished run, how it ended, what was moved aside, what the proxy refused, and whether the proxy died before."""

    run: Run
    end: "End"
    aside: tuple[str, ...]
    refusals: tuple["Refusal", ...]
    offline: bool = False


def carry_out(plan: Plan, *, terminal: bool, record: Record) -> Done:
    """Runs the plan's command to its end; `record` hears what happens meanwhile.

    Raises:
        NoSandboxError: the room cannot be set up; the command was not started.
    """
    program = launch.find()
    run = begin(plan.project, plan.command)
    place, lock = copy_of(plan, run) if plan.copied else (None, -1)
    if plan.workspace == "overlay" and not plan.copied:
        look_first(run)
    honey = Honeytokens(os.path.join(run.folder, "honey"), plan.home)
    honey.watch()
    etc = None if shows_more_of_etc(plan) else folder(plan.shown, bwrap.identity(plan))
    words = bwrap.words(plan, contents(plan), tuple(honey.places), etc, place.project if place else None)
    lay_covers(plan, run)
    relay = None
    streams = (0, 1, 2)
    if terminal:
        from fumehood.sandbox.terminal import Relay

        relay = Relay()
        streams = tuple(relay.slave if os.isatty(n) else n for n in range(3))  # type: ignore[assignment]
    guarded = snapshot(plan) if plan.workspace == "direct" else None
    upper = run.upper if plan.workspace == "overlay" else None
    written = plan.project if plan.workspace == "direct" else None
    group = cgroups.make(plan.limits)
    begun = launch.launch(program, plan, run, words, streams, terminal=terminal, group=group)
    # Loaded while bubblewrap makes the room.
    from fumehood.sandbox.supervise import supervise
    from fumehood.sandbox.watchdog import Watchdog

    if relay:
        relay.begin()
    record.opens(run, plan)
    proxy: Service | None = None
    if begun.listener >= 0:
        from fumehood.sandbox.network import service

        proxy = service.Service(begun.listener, plan.hosts, record)
    also = tuple(source for source, _ in plan.state)
    limits = plan.limits
    if place:
        upper, limits = place.project, limits._replace(disk=limits.disk + place.copied)
    end = supervise(begun, Watchdog(limits, upper, written, group, also), honey, relay, record, proxy)
    if group is not None:
        cgroups.remove(group, patience=200)  # bubblewrap leaves a moment before its namespace is gone
    if lock >= 0:
        os.close(lock)
    if end.failure:
        forget_empty(run)
        if namespaces.OVERLAY in end.failure:
            raise NoOverlayError(why_no_overlay(run, end.failure), remedy(end.failure))
        raise NoSandboxError(f"the sandbox cannot start: {end.failure}", remedy(end.failure))
    if place:
        from fumehood.sandbox.changes.gather import gather

        gather(run)
    aside = [] if guarded is None else move_aside(plan, guarded, os.path.join(run.folder, "aside"))
    if proxy is None:
        return Done(run, end, tuple(aside), ())
    return Done(run, end, tuple(aside), proxy.refusals, proxy.lost)


def look_first(run: Run) -> None:
    """Writes down how the project looks, where times would not tell later what the host changed meanwhile.

    Raises:
        NoSandboxError: it cannot be written.
    """
    table = mounts()
    if is_local(run.project, table) and is_local(os.path.realpath(run.folder), table):
        return
    from fumehood.sandbox.first_look import note

    try:
        note(run)
    except OSError as error:
        forget(run)
        raise NoSandboxError(
            f"the record of the run cannot be written: {error.strerror or error}",
            "free space there, or set XDG_STATE_HOME to a folder on a disk with room",
        ) from error


def why_no_overlay(run: Run, failure: str) -> str:
    """What keeps an overlay away, by where its layers would lie."""
    table = mounts()
    kind = kind_of(os.path.realpath(run.folder), table)
    if not is_local(os.path.realpath(run.folder), table):
        return f"the state folder lies on {kind}, set XDG_STATE_HOME to a disk of this machine to save the copying"
    return f"{failure}; the project lies on {kind_of(run.project, table)}, the state folder on {kind}"


def copy_of(plan: Plan, run: Run) -> "tuple[Place, int]":
    """A copy of the project for the run, and the descriptor of its lock.

    Raises:
        NoSandboxError: it cannot be made.
    """
    from fumehood.sandbox.workspace_copy import furnish, hold

    try:
        return furnish(plan, run), hold(run)
    except NoSandboxError:
        forget(run)
        raise


def lay_covers(plan: Plan, run: Run) -> None:
    """Writes the project's files with covered secrets, for the overlay to show in place of the originals.

    Raises:
        NoSandboxError: they cannot be written.
    """
    if not plan.covered or plan.workspace != "overlay" or plan.copied:
        return
    from fumehood.sandbox.covers.cover import lay

    try:
        lay(plan, run)
    except OSError as error:
        raise NoSandboxError(
            f"the covered files of the project cannot be written: {error.strerror or error}",
            "set XDG_STATE_HOME to a folder on a disk with room",
        ) from error


def remedy(failure: str) -> str:
    """What to do about a failure of bubblewrap, by its words."""
    if "namespace" in failure:
        return (
            "allow user namespaces: sysctl kernel.apparmor_restrict_unprivileged_userns=0, user.max_user_namespaces"
            " above 0, or run the container with them"
        )
    if "overlay" in failure:
        return "set XDG_STATE_HOME to a folder on an ordinary disk, or use --workspace direct"
    return "the line above from bwrap says why; `bwrap --version` must be 0.8 or newer"
