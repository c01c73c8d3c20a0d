"""The home of a room as a folder of the host: what of the user's home is in it, and the folders that an agent keeps."""

import contextlib
import os
from collections.abc import Iterator

from fumehood.sandbox.plan import Plan
from fumehood.sandbox.workspace_copy import Place

_TMP = "/tmp/"  # noqa: S108 - the room's own folder of that name is one of the host's as well


def lay_out(plan: Plan, place: Place, *, linked: bool) -> None:
    """Puts the plan's links into the room's home, and a point for each thing that is shown in it.

    `linked`: nothing can be mounted there, so a link to the thing itself takes the point's place.

    Raises:
        OSError: the home cannot be written.
    """
    for target, link in plan.joined:
        if inner := inside(plan, place, link):
            _link(target, inner)
    for source, path in _things(plan):
        inner = inside(plan, place, path)
        if path.startswith(_TMP) and not linked:
            inner = place.tmp + path[len(_TMP) - 1 :]
        if not inner or os.path.lexists(inner):
            continue
        if linked:
            _link(source, inner)
        elif os.path.isdir(source):
            os.makedirs(inner, mode=0o700)
        else:
            os.makedirs(os.path.dirname(inner), mode=0o700, exist_ok=True)
            with open(inner, "xb"):
                pass


def inside(plan: Plan, place: Place, path: str) -> str:
    """Where `path` of the user's home stands in the room's; empty for what is not below it."""
    return place.home + path[len(plan.home) :] if path.startswith(plan.home + "/") else ""


def at_home(plan: Plan, place: Place, value: str) -> str:
    """A variable's value with the room's home in place of the user's, where it names a path below it."""
    return inside(plan, place, value) or value


def _things(plan: Plan) -> Iterator[tuple[str, str]]:
    yield from plan.state
    # What lies in another thing that is shown comes with it.
    for path in sorted(plan.shown):
        yield path, path


def _link(target: str, path: str) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.symlink(target, path)
