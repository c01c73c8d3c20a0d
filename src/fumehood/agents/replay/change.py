"""What a policy would decide about past commands, beside what was decided."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from fumehood.agents.replay.past import Past
from fumehood.commands.context import Context, project_of
from fumehood.commands.decide import decide
from fumehood.commands.decision import STRICTNESS, Decision
from fumehood.commands.policy.policy import Policy


class Replayed(NamedTuple):
    """A past command, what was decided (or would be today), and the new decision with its reasons."""

    past: Past
    before: str
    now: Decision

    @property
    def after(self) -> str:
        """The new decision; what other guards had a part in never becomes milder by a policy on commands."""
        if self.past.fixed and STRICTNESS.get(self.before, 0) > STRICTNESS[self.now.decision]:
            return self.before
        return self.now.decision


def replay(
    commands: Iterable[Past], new: Callable[[str], Policy], today: Callable[[str], Policy]
) -> Iterator[Replayed]:
    """Every command with both decisions; `new` and `today` give the policy of a folder.

    Commands are judged, never run; files that they would run are not read, since they may have changed.
    """
    known: dict[tuple[str, str, str], tuple[str, Decision]] = {}
    for past in commands:
        key = past.command, past.cwd, past.decision
        if key not in known:
            if len(known) > 10_000:
                known.clear()
            context = _context(past.cwd)
            before = past.decision or decide(past.command, past.cwd or "/", context, today(past.cwd)).decision
            known[key] = before, decide(past.command, past.cwd or "/", context, new(past.cwd))
        yield Replayed(past, *known[key])


def _context(cwd: str) -> Context:
    import os

    return Context(
        home=os.path.expanduser("~"),
        project=project_of(cwd) if cwd else "",
        user=os.environ.get("USER", "user"),
        temporary=os.environ.get("TMPDIR", ""),
    )
