"""Takes pending changes over into the project, one by one, and says of each why it was left."""

import os
from collections.abc import Callable, Iterator, Sequence

from fumehood.core.errors import IncompleteError
from fumehood.sandbox.changes.apply import OF_THE_DISK, apply, settle
from fumehood.sandbox.changes.journal import Journal, undo
from fumehood.sandbox.changes.pending import Change, settle_renames
from fumehood.sandbox.changes.refusals import holds_repository, needs_name
from fumehood.sandbox.letter_case import folds
from fumehood.sandbox.survey import survey


def take_over(
    changes: Sequence[Change],
    project: str,
    *,
    named: bool = False,
    concern: Callable[[Change], str | None] = lambda _change: None,
) -> Iterator[tuple[Change, str | None]]:
    """Each change with the reason why it stays pending; None when it has been applied. All or nothing on a full disk.

    `named` says that the user named the paths himself, which settings of agents and editors need. `concern` may give
    one more reason; it is asked last.

    Raises:
        IncompleteError: the disk is full or read-only; the project is as it was.
    """
    applied: set[str] = set()
    done: list[Change] = []
    stopped: tuple[Change, OSError] | None = None
    hooks = survey(project).hooks if changes else ()
    any_case = bool(changes) and folds(project)
    for run in {change.run for change in changes if change.kind == "gone"}:
        settle_renames(run)
    journal = _journal(project)
    try:
        for change in _in_order(changes):
            reason = (
                _hook(change, hooks)
                or _reason(change, applied, named=named, any_case=any_case)
                or concern(change)
            )
            if reason is None:
                try:
                    apply(change, journal)
                except OSError as error:
                    if error.errno in OF_THE_DISK:
                        stopped = change, error
                        break
                    reason = f"failed: {error.strerror or error}"
            if reason is None:
                applied.add(change.path)
                done.append(change)
            else:
                yield change, reason
    finally:
        journal.close()
    if stopped:
        raise _taken_back(project, *stopped)
    # Only now: until all is applied, the run's versions are there to go on with.
    for change in done:
        settle(change)
        yield change, None


def _in_order(changes: Sequence[Change]) -> list[Change]:
    """Run by run, and of each what it removed last: a file that was renamed takes its covered values from the old place."""
    runs = list(dict.fromkeys(change.run for change in changes))
    return sorted(changes, key=lambda change: (runs.index(change.run), change.kind == "gone"))


def _journal(project: str) -> Journal:
    try:
        return Journal(project)
    except OSError as error:
        raise IncompleteError(
            f"nothing was applied: the journal cannot be written: {error.strerror or error}",
            "free space there, or set XDG_STATE_HOME to a folder on a disk with room",
        ) from error


def _taken_back(project: str, change: Change, failure: OSError) -> IncompleteError:
    """Undoes an apply that a full or read-only disk stopped; what was to be applied is still pending."""
    _, stuck = undo(project) or ([], [])
    what = (
        f"could not be taken back: {', '.join(stuck)}"
        if stuck
        else "nothing was applied, the project is as it was"
    )
    return IncompleteError(
        f"{change.path}: {failure.strerror or failure}; {what}",
        "free space (or make the disk writable), then `fumehood changes apply` again",
    )


def _hook(change: Change, hooks: tuple[str, ...]) -> str | None:
    """Hooks and settings stand in other places too, by a repository's settings or by a link."""
    path = os.path.join(change.run.project, change.path)
    return (
        "refused: a git hook or configuration"
        if any(f"{path}/".startswith(one + "/") for one in hooks)
        else None
    )


def _reason(change: Change, applied: set[str], *, named: bool, any_case: bool) -> str | None:
    if change.refused:
        return f"refused: {change.refused}"
    if change.conflict:
        return f"conflict: {change.conflict}; the host's version stands"
    if needs_name(change.path, any_case=any_case) and not named:
        return "refused: a setting of an agent, an editor or a build server; name its path to apply it"
    if (
        change.kind == "gone"
        and not named
        and holds_repository(os.path.join(change.run.project, change.path))
    ):
        return "refused: it holds a repository; name its path to remove it"
    if change.path in applied:
        return "conflict: an earlier run wrote it too; the host's version stands"
    return None
