"""Takes pending changes over into the project, one by one, and says of each why it was left."""

import os
from collections.abc import Callable, Iterator, Sequence

from fumehood.sandbox.changes.apply import apply, settle
from fumehood.sandbox.changes.journal import Journal
from fumehood.sandbox.changes.pending import Change
from fumehood.sandbox.changes.refusals import holds_repository, needs_name
from fumehood.sandbox.survey import survey


def take_over(
    changes: Sequence[Change],
    project: str,
    *,
    named: bool = False,
    concern: Callable[[Change], str | None] = lambda _change: None,
) -> Iterator[tuple[Change, str | None]]:
    """Each change with the reason why it stays pending; None when it has been applied.

    `named` says that the user named the paths himself, which settings of agents and editors need. `concern` may give
    one more reason; it is asked last.
    """
    applied: set[str] = set()
    hooks = survey(project).hooks if changes else ()
    journal = Journal(project)
    try:
        for change in changes:
            reason = _hook(change, hooks) or _reason(change, applied, named=named) or concern(change)
            if reason is None:
                try:
                    apply(change, journal)
                except OSError as error:
                    reason = f"failed: {error.strerror or error}"
            if reason is None:
                applied.add(change.path)
                settle(change)
            yield change, reason
    finally:
        journal.close()


def _hook(change: Change, hooks: tuple[str, ...]) -> str | None:
    """Hooks stand in other folders too, by a repository's settings or by a link."""
    path = os.path.join(change.run.project, change.path)
    return "refused: a git hook" if any(f"{path}/".startswith(one + "/") for one in hooks) else None


def _reason(change: Change, applied: set[str], *, named: bool) -> str | None:
    if change.refused:
        return f"refused: {change.refused}"
    if change.conflict:
        return f"conflict: {change.conflict}; the host's version stands"
    if needs_name(change.path) and not named:
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
