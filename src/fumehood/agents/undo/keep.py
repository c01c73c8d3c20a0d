"""What can be brought back after a command, and what cannot: a snapshot before it, and what that does not hold."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from fumehood.agents.undo.snapshots import snapshot
from fumehood.core.errors import FumehoodError


class Kept(NamedTuple):
    """`missing`: what would be deleted and is held nowhere; `problem`: why there is no whole snapshot where one is due."""

    missing: tuple[str, ...]
    problem: str = ""


def keep(project: str, reason: str, targets: Sequence[str]) -> Kept:
    """Takes a snapshot of the project and says what would be lost all the same; no failure is an exception.

    Args:
        project: a folder with a `.git`, or any other (then nothing is held).
        reason: why; it is kept, so it must hold no secret.
        targets: absolute paths about to be deleted.
    """
    there = tuple(path for path in targets if os.path.lexists(path))
    try:
        taken = snapshot(project, reason, targets)
    except FumehoodError as error:
        return Kept(there, error.message)
    except Exception as error:  # noqa: BLE001 - undo is a service: whatever fails here is said, and stops nothing by itself
        return Kept(there, f"{type(error).__name__}: {str(error)[:80]}")
    if taken is None:
        return Kept(there)
    if not taken.commit:
        return Kept(there, taken.notices[0].removeprefix("no snapshot: "))
    top = os.path.realpath(project).rstrip("/") + "/"
    outside = [path for path in there if not (os.path.realpath(os.path.dirname(path)) + "/").startswith(top)]
    return Kept(tuple(outside), taken.skipped)
